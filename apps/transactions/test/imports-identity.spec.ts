import fc from 'fast-check';
import type { ImportReport, Transaction } from '#contracts/transactions';
import { Imports, type Person } from './imports.harness.js';

let imports: Imports;
let ada: Person;
let account: string;

beforeAll(async () => {
  imports = await Imports.start();
});

afterAll(() => imports?.stop());

beforeEach(async () => {
  ada = imports.person();
  account = await ada.account();
});

/** Day, text, amount, status and the bank's id. */
const csv = (...rows: string[]): string => ['Date,Description,Amount,Status,Transaction ID', ...rows].join('\n') + '\n';

const ofx = (...rows: [day: string, amount: string, id: string, name: string][]): string =>
  `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>77</BANKACCTFROM><BANKTRANLIST>${rows
    .map(
      ([day, amount, id, name]) =>
        `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${day.replaceAll('-', '')}<TRNAMT>${amount}<FITID>${id}<NAME>${name}</STMTTRN>`,
    )
    .join('')}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

const brief = (rows: Transaction[]): string[] =>
  rows.map(({ bookedOn, amountMinor, description, status }) => `${bookedOn} ${amountMinor} ${description} ${status}`).sort();

async function skipped(report: ImportReport): Promise<string[]> {
  const { items } = await ada.client.listImportRows({ id: report.id }, ada.call);
  return items.map(({ line, outcome, code }) => `${line} ${outcome} ${code}`);
}

describe('a pending row', () => {
  const PENDING = '2026-03-02,HARBOUR BISTRO,-40.00,pending,';

  it('is booked by a later file: it keeps its id and what a person made of it, and takes the rest from the bank', async () => {
    await ada.import(account, csv(PENDING));
    const [before] = await ada.rows();
    expect(before).toMatchObject({ status: 'pending' });
    await ada.client.updateTransaction(
      { id: before!.id, categoryId: 'TRAVEL_FLIGHTS', notes: 'with Bob', tags: ['date'] },
      ada.call,
    );
    const report = await ada.import(account, csv('2026-03-04,HARBOUR BISTRO HAMBURG,-44.00,booked,T-9'));
    expect(report).toMatchObject({ added: 0, updated: 1, skipped: 0 });
    expect(await skipped(report)).toEqual(['2 updated row.booked-now']);
    const rows = await ada.rows();
    expect(rows).toMatchObject([
      {
        id: before!.id,
        bookedOn: '2026-03-04',
        amountMinor: -4400,
        description: 'HARBOUR BISTRO HAMBURG',
        status: 'booked',
        categoryId: 'TRAVEL_FLIGHTS',
        categorySource: 'user',
        notes: 'with Bob',
        tags: ['date'],
        importId: report.id,
      },
    ]);
    // Neither the old file nor the new one brings it again.
    expect(await ada.import(account, csv(PENDING))).toMatchObject({ added: 0, skipped: 1 });
    expect(await ada.import(account, csv('2026-03-04,HARBOUR BISTRO HAMBURG,-44.00,booked,T-9'))).toMatchObject({
      added: 0,
      updated: 0,
      skipped: 1,
    });
    expect(await ada.rows()).toEqual(rows);
  });

  it('keeps the day and the text that a person gave it, and is still found by what the bank had said', async () => {
    await ada.import(account, csv(PENDING));
    const [{ id }] = (await ada.rows()) as [Transaction];
    await ada.client.updateTransaction({ id, bookedOn: '2026-03-01', description: 'Dinner', amountMinor: -4150 }, ada.call);
    await ada.import(account, csv('2026-03-04,HARBOUR BISTRO,-44.00,booked,'));
    expect(brief(await ada.rows())).toEqual(['2026-03-01 -4150 Dinner booked']);
  });

  it('goes by the bank’s id where it has one, also when amount and day are far off', async () => {
    await ada.import(account, csv('2026-03-02,HOTEL ROYAL,-300.00,pending,H1', '2026-03-02,HOTEL ROYAL,-300.00,pending,H2'));
    const ids = (await ada.rows()).map(({ id }) => id);
    expect(await ada.import(account, csv('2026-03-20,HOTEL ROYAL,-120.00,booked,H2'))).toMatchObject({ added: 0, updated: 1 });
    const rows = await ada.rows();
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(brief(rows)).toEqual(['2026-03-02 -30000 HOTEL ROYAL pending', '2026-03-20 -12000 HOTEL ROYAL booked']);
  });

  it('divided by a person stays divided, and its largest part takes the tip', async () => {
    await ada.import(account, csv(PENDING));
    const [{ id }] = (await ada.rows()) as [Transaction];
    await imports.database.query(
      `with divided as (update transactions.transaction set is_split = true, category_id = null, category_source = 'none',
         confidence = null, edited_at = now() where id = $1 returning *)
       insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor)
       select user_id, id, x.position, x.minor from divided, (values (0, -3000), (1, -1000)) x (position, minor)`,
      [id],
    );
    await ada.import(account, csv('2026-03-04,HARBOUR BISTRO,-44.00,booked,'));
    const parts = await imports.database.query(
      'select amount_minor::int as minor from transactions.transaction_split where transaction_id = $1 order by position',
      [id],
    );
    expect(parts).toEqual([{ minor: -3400 }, { minor: -1000 }]);
  });

  it('is not taken for another shop, another direction, a much later booking, or a booking that another row has', async () => {
    await ada.import(account, csv(PENDING));
    const report = await ada.import(
      account,
      csv(
        '2026-03-03,CITY PARKING,-40.00,booked,',
        '2026-03-03,HARBOUR BISTRO,40.00,booked,',
        '2026-03-20,HARBOUR BISTRO,-40.00,booked,',
        '2026-03-05,HARBOUR BISTRO,-80.00,booked,',
      ),
    );
    expect(report).toMatchObject({ added: 4, updated: 0 });
    expect(await ada.import(account, csv('2026-03-03,HARBOUR BISTRO,-40.00,booked,'))).toMatchObject({ updated: 1 });
  });

  it('that a newer statement no longer has is told of', async () => {
    await ada.import(account, csv(PENDING, '2026-03-01,Rent,-900.00,booked,'));
    const report = await ada.import(account, csv('2026-03-01,Rent,-900.00,booked,', '2026-03-30,Salary,2500.00,booked,'));
    expect(report.warnings).toMatchObject([
      { code: 'account.pending-vanished', message: expect.stringContaining('HARBOUR BISTRO') },
    ]);
    expect((await ada.rows()).map(({ status }) => status)).toEqual(['booked', 'pending', 'booked']);
  });

  it('is pending again when the import that booked it is undone', async () => {
    const first = await ada.import(account, csv(PENDING));
    const [before] = await ada.rows();
    const second = await ada.import(account, csv('2026-03-04,HARBOUR BISTRO,-44.00,booked,', '2026-03-05,Tea,-2.00,booked,'));
    await ada.client.undoImport({ id: second.id }, ada.call);
    expect(await ada.rows()).toEqual([{ ...before, updatedAt: expect.any(String) }]);
    // And the other way round: what another import has booked is that one's.
    const again = await ada.import(account, csv('2026-03-04,HARBOUR BISTRO,-44.00,booked,'));
    expect(again).toMatchObject({ updated: 1 });
    await ada.client.undoImport({ id: first.id }, ada.call);
    expect(brief(await ada.rows())).toEqual(['2026-03-04 -4400 HARBOUR BISTRO booked']);
  });
});

describe('one movement in two kinds of files', () => {
  it('is probably a duplicate: listed, and added only if a person says so', async () => {
    await ada.import(
      account,
      csv('2026-03-02,CARD PURCHASE TESCO STORES 3217,-12.30,booked,', '2026-03-03,Rent,-900.00,booked,'),
    );
    const file = ofx(
      ['2026-03-02', '-12.30', 'A1', 'TESCO'],
      ['2026-03-03', '-12.30', 'A2', 'TESCO'],
      ['2026-03-04', '-900.00', 'A3', 'RENT'],
      ['2026-03-04', '-900.00', 'A4', 'BAHN'],
    );
    const report = await ada.import(account, file, 'a.ofx');
    expect(report).toMatchObject({ added: 2, skipped: 2 });
    expect(await skipped(report)).toEqual([
      expect.stringMatching(/skipped row.probable-duplicate$/),
      expect.stringMatching(/skipped row.probable-duplicate$/),
    ]);
    // The one of the same day is the same, the next day's is another.
    expect(brief(await ada.rows())).toEqual([
      '2026-03-02 -1230 CARD PURCHASE TESCO STORES 3217 booked',
      '2026-03-03 -1230 TESCO booked',
      '2026-03-03 -90000 Rent booked',
      '2026-03-04 -90000 BAHN booked',
    ]);
    expect(await ada.import(account, file, 'a.ofx')).toMatchObject({ added: 0, skipped: 4 });
  });

  it('stays one of many: a large file of another kind brings what is new, in its order, and leaves no row waiting', async () => {
    const day = (i: number): string => `2026-03-${String(1 + Math.floor(i / 60)).padStart(2, '0')}`;
    const rows = Array.from({ length: 1_500 }, (_, i) => ({ day: day(i), amount: `-${1 + (i % 700)}.10`, name: `SHOP ${i}` }));
    // Every third is missing in the first file.
    const known = rows.filter((_, i) => i % 3);
    await ada.import(account, csv(...known.map((row) => `${row.day},${row.name},${row.amount},booked,`)));
    const file = ofx(...rows.map((row, i): [string, string, string, string] => [row.day, row.amount, `F${i}`, row.name]));
    const report = await ada.import(account, file, 'a.ofx');
    expect(report).toMatchObject({ added: 500, skipped: 1_000, failed: 0 });
    const { items } = await ada.client.listTransactions(
      { importId: report.id, sort: 'date', order: 'asc', limit: 500 },
      ada.call,
    );
    expect(new Set(items.map(({ description }) => Number(description.slice(5)) % 3))).toEqual(new Set([0]));
    const left = await imports.database.query(
      `select 1 from transactions.import_row where import_id = $1 and outcome not in ('skipped')`,
      [report.id],
    );
    expect(left).toEqual([]);
    expect(await ada.import(account, file, 'a.ofx')).toMatchObject({ added: 0, skipped: 1_500 });
  });

  it('is no duplicate across the edge between two statements', async () => {
    await ada.import(account, csv('2026-03-30,Bus ticket,-2.90,booked,', '2026-03-31,Bus ticket,-2.90,booked,'));
    expect(
      await ada.import(
        account,
        ofx(['2026-04-01', '-2.90', 'B1', 'Bus ticket'], ['2026-04-02', '-2.90', 'B2', 'Bus ticket']),
        'a.ofx',
      ),
    ).toMatchObject({ added: 2, skipped: 0 });
  });

  it('may be one that was written by hand, days before the bank booked it', async () => {
    await ada.client.createTransaction(
      { accountId: account, bookedOn: '2026-03-01', amountMinor: -1999, description: 'Book shop' },
      ada.call,
    );
    const report = await ada.import(account, csv('2026-03-04,THE BOOK SHOP LTD,-19.99,booked,'));
    expect(await skipped(report)).toEqual(['2 skipped row.probable-duplicate']);
  });
});

describe("a bank's id", () => {
  it('stays with a row that the bank moves by some days, when the file covers its old day', async () => {
    await ada.import(account, csv('2026-03-10,GYM,-30.00,booked,G1', '2026-03-12,Tea,-2.00,booked,T1'));
    const report = await ada.import(
      account,
      csv('2026-03-09,Milk,-1.00,booked,M1', '2026-03-11,GYM,-30.00,booked,G1', '2026-03-12,Tea,-2.00,booked,T1'),
    );
    expect(report).toMatchObject({ added: 1, skipped: 2 });
  });

  it('that a bank gives to every row loses none', async () => {
    const day = (date: string) =>
      ofx([date, '-4.20', '0', 'COFFEE'], [date, '-4.20', '0', 'COFFEE'], [date, '-2.00', '0', 'BUS']);
    for (const date of ['2026-03-01', '2026-03-02', '2026-03-01']) await ada.import(account, day(date), `${date}.ofx`);
    expect((await ada.rows()).map(({ bookedOn, amountMinor }) => `${bookedOn} ${amountMinor}`).sort()).toEqual([
      '2026-03-01 -200',
      '2026-03-01 -420',
      '2026-03-01 -420',
      '2026-03-02 -200',
      '2026-03-02 -420',
      '2026-03-02 -420',
    ]);
  });
});

describe('the same ledger', () => {
  interface Purchase {
    shop: string;
    cents: number;
    /** Days from the first; booked later than made means pending in between. */
    made: number;
    booked: number;
    id: string;
  }

  const date = (day: number): string => `2026-03-${String(day + 1).padStart(2, '0')}`;
  const SHOPS = ['Coffee', 'Books', 'Rent', 'Bakery'];

  /**
   * The account as the bank shows it on the day `seen`, from the day `from` on. A purchase that takes days to be booked has a
   * text of its own but for its twins: which of two equal ones of different days was booked, nothing could tell.
   */
  function statement(history: Purchase[], from: number, seen: number, ids: boolean): string | undefined {
    const rows = history.flatMap(({ shop, cents, made, booked, id }) => {
      if (made > seen) return [];
      const pending = booked > seen;
      const day = pending ? made : booked;
      if (day < from) return [];
      const text = booked > made ? `${shop} ${'abcdefgh'[made]}${'abcdefgh'[made]}${'abcdefgh'[made]}` : shop;
      return [`${date(day)},${text},-${(cents / 100).toFixed(2)},${pending ? 'pending' : 'booked'},${ids ? id : ''}`];
    });
    return rows.length ? csv(...rows) : undefined;
  }

  const purchase = fc
    .record({
      shop: fc.constantFrom(...SHOPS),
      cents: fc.constantFrom(100, 250),
      made: fc.integer({ min: 0, max: 6 }),
      lag: fc.constantFrom(0, 0, 0, 1, 3),
      twins: fc.constantFrom(1, 1, 2),
    })
    .map(({ shop, cents, made, lag, twins }) => Array.from({ length: twins }, () => ({ shop, cents, made, booked: made + lag })));
  const window = fc.record({ from: fc.integer({ min: 0, max: 9 }), seen: fc.integer({ min: 0, max: 9 }) });

  it.each([false, true])(
    'comes of any order, split and overlap of statements, with pending rows in earlier ones (ids: %s)',
    async (ids) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(purchase, { minLength: 1, maxLength: 6 }),
          fc.array(window, { minLength: 0, maxLength: 3 }),
          fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
          async (purchases, windows, order) => {
            const history = purchases
              .flat()
              .map((each, i) => ({ ...each, id: `id${i}` }))
              .sort((a, b) => a.made - b.made);
            // Two that close the history, so that everything is booked in one of them.
            const views = [...windows, { from: 5, seen: 20 }, { from: 0, seen: 20 }].map(({ from, seen }) => ({
              from: Math.min(from, seen),
              seen,
            }));
            const person = imports.person();
            const theirs = await person.account();
            const files = views
              .map(({ from, seen }, i) => ({ file: statement(history, from, seen, ids), at: order[i]! }))
              .sort((a, b) => a.at - b.at);
            for (const { file } of files) if (file !== undefined) await person.import(theirs, file);
            const expected = history.map(({ booked, cents }) => `${date(booked)} ${-cents} booked`).sort();
            const actual = (await person.rows()).map((row) => `${row.bookedOn} ${row.amountMinor} ${row.status}`).sort();
            expect(actual).toEqual(expected);
          },
        ),
        { numRuns: 15, seed: 11 },
      );
    },
    240_000,
  );
});

describe('a row that a person moved to another account', () => {
  it('does not come again with the old account’s file, but may be imported anyway', async () => {
    const other = await ada.account();
    const file = csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-01,Corner Coffee,-4.20,booked,');
    await ada.import(account, file);
    const [{ id }] = (await ada.rows()) as [Transaction];
    await ada.client.updateTransaction({ id, accountId: other }, ada.call);
    const again = await ada.import(account, file);
    expect(again).toMatchObject({ added: 0, skipped: 2 });
    expect(await skipped(again)).toEqual(['2 skipped row.duplicate', '3 skipped row.duplicate']);
    // A third one of the day is new, whatever has moved.
    expect(await ada.import(account, file + '2026-03-01,Corner Coffee,-4.20,booked,\n')).toMatchObject({ added: 1, skipped: 2 });

    expect(await ada.client.importRowsAnyway({ id: again.id, all: true }, ada.call)).toMatchObject({ added: 2, skipped: 0 });
    expect((await ada.rows()).filter(({ accountId }) => accountId === account)).toHaveLength(4);
    expect(await ada.import(account, file)).toMatchObject({ added: 0, skipped: 2 });
  });

  it('is itself again when it comes back', async () => {
    const other = await ada.account();
    const file = csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-01,Corner Coffee,-4.20,booked,');
    await ada.import(account, file);
    const [{ id }] = (await ada.rows()) as [Transaction];
    for (const accountId of [other, account]) await ada.client.updateTransaction({ id, accountId }, ada.call);
    expect(await ada.import(account, file + '2026-03-01,Corner Coffee,-4.20,booked,\n')).toMatchObject({ added: 1, skipped: 2 });
  });

  it('and deleted there stays away too, until its import is undone', async () => {
    const other = await ada.account();
    const file = csv('2026-03-01,Corner Coffee,-4.20,booked,');
    const first = await ada.import(account, file);
    const [{ id }] = (await ada.rows()) as [Transaction];
    await ada.client.updateTransaction({ id, accountId: other }, ada.call);
    await ada.client.deleteTransaction({ id }, ada.call);
    const again = await ada.import(account, file);
    expect(await skipped(again)).toEqual(['2 skipped row.deleted-before']);
    await ada.client.undoImport({ id: first.id }, ada.call);
    expect(await ada.import(account, file)).toMatchObject({ added: 1, skipped: 0 });
  });
});

describe('a row that a person deleted', () => {
  const FILE = csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-02,Rent,-900.00,booked,');
  const marks = (): Promise<object[]> =>
    imports.database.query('select 1 from transactions.other_identity where user_id = $1', [ada.id]);

  it('stays away when an overlapping file brings it, is listed, and may be imported anyway', async () => {
    await ada.import(account, FILE);
    const [coffee] = await ada.rows();
    await ada.client.deleteTransaction({ id: coffee!.id }, ada.call);
    const again = await ada.import(account, FILE + '2026-03-03,Bakery,-3.00,booked,\n');
    expect(again).toMatchObject({ added: 1, skipped: 2 });
    const { items } = await ada.client.listImportRows({ id: again.id, outcome: 'skipped' }, ada.call);
    expect(items).toMatchObject([
      { code: 'row.deleted-before', importable: true, message: 'You deleted this transaction of 2026-03-01' },
      { code: 'row.duplicate' },
    ]);
    expect(items[0]!.transactionId).toBeUndefined();
    const preview = await ada.client.previewImport({ ...(await ada.upload('bank.csv', FILE)), accountId: account }, ada.call);
    expect(preview.rows).toMatchObject([
      { duplicate: true, reason: 'You deleted this transaction of 2026-03-01' },
      { duplicate: true },
    ]);

    expect(await ada.client.importRowsAnyway({ id: again.id, numbers: [0] }, ada.call)).toMatchObject({ added: 2, skipped: 1 });
    expect(await ada.ledger()).toEqual(['2026-03-01 -420 Corner Coffee', '2026-03-02 -90000 Rent', '2026-03-03 -300 Bakery']);
    // From then on it is there like any other.
    const last = await ada.import(account, FILE);
    expect(await skipped(last)).toEqual(['2 skipped row.duplicate', '3 skipped row.duplicate']);
  });

  it('leaves its twin of the same day alone', async () => {
    const twins = csv('2026-03-01,Bus,-2.00,booked,', '2026-03-01,Bus,-2.00,booked,');
    await ada.import(account, twins);
    await ada.client.deleteTransaction({ id: (await ada.rows())[1]!.id }, ada.call);
    const reasons = (await skipped(await ada.import(account, twins))).map((row) => row.slice(2));
    expect(reasons.sort()).toEqual(['skipped row.deleted-before', 'skipped row.duplicate']);
    expect(await ada.rows()).toHaveLength(1);
  });

  it('stays away in every guise that the bank gave it: pending, booked, and in another kind of file', async () => {
    const [pending, booked] = [csv('2026-03-02,HARBOUR BISTRO,-40.00,pending,'), csv('2026-03-04,HARBOUR BISTRO,-44.00,booked,')];
    const other = ofx(['2026-03-04', '-44.00', 'A1', 'HARBOUR BISTRO']);
    await ada.import(account, pending);
    await ada.import(account, booked);
    expect(await ada.import(account, other, 'a.ofx')).toMatchObject({ added: 0, skipped: 1 });
    // All that match at once, not by their ids.
    await ada.client.bulkDelete({ filter: { accountIds: [account] } }, ada.call);
    for (const [file, name] of [
      [pending, 'a.csv'],
      [booked, 'b.csv'],
      [other, 'c.ofx'],
    ] as const) {
      expect(await skipped(await ada.import(account, file, name))).toEqual([
        expect.stringMatching(/skipped row.deleted-before$/),
      ]);
    }
    expect(await ada.rows()).toEqual([]);
  });

  it('comes when the bank books what was deleted as pending', async () => {
    await ada.import(account, csv('2026-03-02,HARBOUR BISTRO,-40.00,pending,'));
    await ada.client.deleteTransaction({ id: (await ada.rows())[0]!.id }, ada.call);
    expect(await ada.import(account, csv('2026-03-04,HARBOUR BISTRO,-40.00,booked,'))).toMatchObject({ added: 1, skipped: 0 });
  });

  it('comes again once its import is undone', async () => {
    const first = await ada.import(account, FILE);
    await ada.client.deleteTransaction({ id: (await ada.rows())[0]!.id }, ada.call);
    await ada.client.undoImport({ id: first.id }, ada.call);
    expect(await marks()).toEqual([]);
    expect(await ada.import(account, FILE)).toMatchObject({ added: 2, skipped: 0 });
  });

  it('leaves nothing behind when its account goes, nor one that was written by hand', async () => {
    await ada.import(account, FILE);
    const other = await ada.account();
    const [coffee, rent] = await ada.rows();
    await ada.client.updateTransaction({ id: rent!.id, accountId: other }, ada.call);
    await ada.client.deleteTransaction({ id: coffee!.id }, ada.call);
    expect(await marks()).toHaveLength(2);
    await ada.client.deleteAccount({ id: account, withTransactions: true }, ada.call);
    const { id } = await ada.client.createTransaction(
      { accountId: other, bookedOn: '2026-03-01', amountMinor: -100, description: 'Tea' },
      ada.call,
    );
    await ada.client.deleteTransaction({ id }, ada.call);
    expect(await marks()).toEqual([]);
    expect(await ada.ledger()).toEqual(['2026-03-02 -90000 Rent']);
  });
});

describe('skipped rows', () => {
  it('can be imported anyway, belong to the import, and never come twice', async () => {
    await ada.import(account, csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-02,Rent,-900.00,booked,'));
    const second = await ada.import(account, csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-02,Rent,-900.00,booked,'));
    const { items } = await ada.client.listImportRows({ id: second.id, outcome: 'skipped' }, ada.call);
    expect(items).toMatchObject([
      { number: 0, importable: true, bookedOn: '2026-03-01', amountMinor: -420, currency: 'EUR' },
      { number: 1, importable: true },
    ]);
    const report = await ada.client.importRowsAnyway({ id: second.id, numbers: [0] }, ada.call);
    expect(report).toMatchObject({ added: 1, skipped: 1, categorised: 1 });
    expect(await ada.client.importRowsAnyway({ id: second.id, numbers: [0] }, ada.call)).toMatchObject({ added: 1, skipped: 1 });
    expect((await ada.rows()).map((row) => [row.description, row.categoryId, row.importId === second.id])).toEqual([
      ['Corner Coffee', 'FOOD_AND_DRINK_COFFEE', false],
      ['Corner Coffee', 'FOOD_AND_DRINK_COFFEE', true],
      ['Rent', undefined, false],
    ]);
    expect(
      await ada.import(account, csv('2026-03-01,Corner Coffee,-4.20,booked,', '2026-03-01,Corner Coffee,-4.20,booked,')),
    ).toMatchObject({
      added: 0,
      skipped: 2,
    });
    await ada.client.undoImport({ id: second.id }, ada.call);
    expect(await ada.ledger()).toEqual(['2026-03-01 -420 Corner Coffee', '2026-03-02 -90000 Rent']);
    await expect(ada.client.importRowsAnyway({ id: second.id, all: true }, ada.call)).rejects.toMatchObject({
      code: 'imports.already-undone',
    });
  });

  it('that were probable duplicates get their own identity back', async () => {
    await ada.import(account, csv('2026-03-02,Tesco,-12.30,booked,'));
    const file = ofx(['2026-03-02', '-12.30', 'A1', 'TESCO']);
    const report = await ada.import(account, file, 'a.ofx');
    expect(await ada.client.importRowsAnyway({ id: report.id, all: true }, ada.call)).toMatchObject({ added: 1, skipped: 0 });
    expect(await ada.import(account, file, 'a.ofx')).toMatchObject({ added: 0, skipped: 1 });
    expect(await ada.rows()).toHaveLength(2);
  });

  it('are refused without numbers, and to strangers', async () => {
    const report = await ada.import(account, csv('2026-03-02,Tesco,-12.30,booked,'));
    await expect(ada.client.importRowsAnyway({ id: report.id }, ada.call)).rejects.toMatchObject({ code: 'invalid-input' });
    const bob = imports.person();
    await expect(bob.client.importRowsAnyway({ id: report.id, all: true }, bob.call)).rejects.toMatchObject({
      code: 'imports.not-found',
    });
  });
});
