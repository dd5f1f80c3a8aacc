import { Imports, type Person } from './imports.harness.js';
import { ExpireFilesService } from '../src/imports/expire-files.service.js';

let imports: Imports;
let ada: Person;

beforeAll(async () => {
  imports = await Imports.start();
});

afterAll(() => imports?.stop());

beforeEach(() => {
  ada = imports.person();
});

const partsOf = (id: string): Promise<object[]> =>
  imports.database.query(
    `select amount_minor::int as minor, category_id as category, notes
     from transactions.transaction_split where transaction_id = $1 order by position`,
    [id],
  );

describe('what a file says of a row', () => {
  it('divides it; a category that nobody knows stays as a note', async () => {
    const account = await ada.account();
    const { id: pets } = await ada.client.createCategory({ name: 'Pets & Co' }, ada.call);
    const report = await ada.import(
      account,
      `!Type:Bank\nD03/15/2026\nT-60.00\nPSUPERMARKET\nSFood and drink:Groceries\n$-40.00\nSpets and co\nEcat food\n$-15.00\nSNobody Knows\n$-5.00\n^\n`,
      'export.qif',
    );
    expect(report).toMatchObject({ added: 1, categorised: 1 });
    const [market] = await ada.rows();
    expect(market).toMatchObject({ amountMinor: -6000, isSplit: true, categorySource: 'none' });
    expect(market!.categoryId).toBeUndefined();
    expect(await partsOf(market!.id)).toEqual([
      { minor: -4000, category: 'FOOD_AND_DRINK_GROCERIES', notes: null },
      { minor: -1500, category: pets, notes: 'cat food' },
      { minor: -500, category: null, notes: 'Nobody Knows' },
    ]);
  });

  it('divides it with a part for what the parts leave, or not at all where they exceed what they are parts of', async () => {
    const account = await ada.account();
    const qif = await ada.import(
      account,
      '!Type:Bank\nD03/16/2026\nT-10.00\nPKIOSK\nSGroceries\n$-4.00\nSBooks\n$-4.00\n^\n',
      'export.qif',
    );
    expect(qif).toMatchObject({ added: 1, warnings: [{ code: 'row.odd-splits' }] });
    const [kiosk] = await ada.rows();
    expect((await partsOf(kiosk!.id)).map((part) => (part as { minor: number }).minor)).toEqual([-400, -400, -200]);

    const tea = { kind: 'transaction', bookedOn: '2026-03-17', amountMinor: -420, description: 'Tea' };
    const lines = [
      { kind: 'steward', version: 1, everything: false },
      { ...tea, splits: [{ amountMinor: -400 }, { amountMinor: -21 }] },
      { ...tea, splits: [{ amountMinor: -420, notes: 'all of it' }] },
    ];
    const jsonl = await ada.import(account, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 'export.jsonl');
    expect(jsonl).toMatchObject({ added: 2, failed: 0 });
    expect(jsonl.warnings).toContainEqual(expect.objectContaining({ code: 'row.parts-differ', line: 2 }));
    const teas = (await ada.rows()).filter(({ description }) => description === 'Tea');
    expect(teas).toMatchObject([
      { amountMinor: -420, isSplit: false },
      { amountMinor: -420, isSplit: false },
    ]);
  });

  it('names its category, unless the user has a rule or has corrected the merchant', async () => {
    const account = await ada.account();
    await ada.client.createCategory({ name: 'Hobbies' }, ada.call);
    const report = await ada.import(
      account,
      'Date,Description,Amount,Category\n' +
        '2026-03-01,Model trains,-20.00,hobbies\n' +
        // The model knows more precisely what kind of food it is.
        '2026-03-02,Corner Coffee,-4.20,Food and drink\n' +
        '2026-03-03,Corner Coffee,-4.20,Groceries\n' +
        '2026-03-04,Qwxz,-1.00,Something else\n',
    );
    expect(report).toMatchObject({ added: 4 });
    const own = (await ada.client.listCategories({}, ada.call)).items.find(({ name }) => name === 'Hobbies')!;
    expect((await ada.rows()).map((row) => [row.categoryId, row.categorySource])).toEqual([
      [own.id, 'rule'],
      ['FOOD_AND_DRINK_COFFEE', 'model'],
      ['FOOD_AND_DRINK_GROCERIES', 'rule'],
      [undefined, 'none'],
    ]);
  });
});

const statement = ({ opening = '1000.00', closing = '1100.00', ref = 'DE02120300000000202051', rows = '' } = {}): string =>
  `:20:START\n:25:${ref}\n:28C:1/1\n:60F:C260301EUR${opening.replace('.', ',')}\n${rows}:62F:C260331EUR${closing.replace('.', ',')}\n-\n`;
const SALARY = ':61:2603150315C150,00NTRFNONREF\n:86:SALARY\n';
const RENT = ':61:2603200320D50,00NTRFNONREF\n:86:RENT\n';

describe("the bank's balances", () => {
  it('give an empty account its opening balance, and are compared with the ledger; undoing takes it back', async () => {
    const account = await ada.account();
    const report = await ada.import(account, statement({ rows: SALARY + RENT }), 'march.sta');
    expect(report.balances).toEqual([
      {
        accountId: account,
        currency: 'EUR',
        openingMinor: 100_000,
        on: '2026-03-31',
        statedMinor: 110_000,
        ledgerMinor: 110_000,
      },
    ]);
    expect(await ada.client.getAccount({ id: account }, ada.call)).toMatchObject({
      openingBalanceMinor: 100_000,
      balanceMinor: 110_000,
    });
    await ada.client.undoImport({ id: report.id }, ada.call);
    expect(await ada.client.getAccount({ id: account }, ada.call)).toMatchObject({ openingBalanceMinor: 0, balanceMinor: 0 });
  });

  it('do not change an account that has rows or an opening balance; the difference is told, and goes when a row is added', async () => {
    const account = await ada.account();
    await ada.client.createTransaction(
      { accountId: account, bookedOn: '2026-03-15', amountMinor: 15_000, description: 'Salary' },
      ada.call,
    );
    await ada.client.updateAccount({ id: account, openingBalanceMinor: 85_000 }, ada.call);
    const report = await ada.import(account, statement({ rows: SALARY + RENT }), 'march.sta');
    expect(report).toMatchObject({ added: 1, skipped: 1 });
    expect(report.balances).toEqual([
      { accountId: account, currency: 'EUR', on: '2026-03-31', statedMinor: 110_000, ledgerMinor: 95_000 },
    ]);
    const after = await ada.client.importRowsAnyway({ id: report.id, all: true }, ada.call);
    expect(after.balances).toMatchObject([{ statedMinor: 110_000, ledgerMinor: 110_000 }]);
    expect(await ada.client.getAccount({ id: account }, ada.call)).toMatchObject({ openingBalanceMinor: 85_000 });
  });
});

describe('a statement of investments', () => {
  const trade = '<INVTRAN><FITID>T1<DTTRADE>20260305</INVTRAN><SECID><UNIQUEID>037833100<UNIQUEIDTYPE>CUSIP</SECID>';
  const file = `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20260331<CURDEF>USD
<INVACCTFROM><BROKERID>broker<ACCTID>55</INVACCTFROM>
<INVTRANLIST><BUYSTOCK>${trade}<INVBUY><UNITS>10<UNITPRICE>190.5<COMMISSION>4.95<TOTAL>-1909.95</INVBUY><BUYTYPE>BUY</BUYSTOCK></INVTRANLIST>
<INVPOSLIST><POSSTOCK><INVPOS><SECID><UNIQUEID>037833100<UNIQUEIDTYPE>CUSIP</SECID><HELDINACCT>CASH<UNITS>10.25<UNITPRICE>192
<MKTVAL>1968.00<DTPRICEASOF>20260330</INVPOS></POSSTOCK></INVPOSLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>
<SECLISTMSGSRSV1><SECLIST><STOCKINFO><SECINFO><SECID><UNIQUEID>037833100<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>Apple Inc.<TICKER>AAPL
</SECINFO></STOCKINFO></SECLIST></SECLISTMSGSRSV1></OFX>`;

  it('tells what is held in its report, and moves the money alone into the ledger', async () => {
    const account = await ada.account({ currency: 'USD' });
    const report = await ada.import(account, file, 'broker.ofx');
    expect(report).toMatchObject({ state: 'completed', added: 1, failed: 0 });
    const held = [
      {
        accountRef: '55',
        securityId: '037833100',
        securityName: 'Apple Inc.',
        ticker: 'AAPL',
        units: '10.25',
        unitPrice: '192',
        marketValueMinor: 196_800,
        currency: 'USD',
        pricedOn: '2026-03-30',
      },
    ];
    expect(report.positions).toEqual(held);
    expect(await ada.ledger()).toEqual([expect.stringMatching(/^2026-03-05 -190995 .*Apple Inc\./)]);
    // The next one of the month has the trade again, and the positions as they are now.
    const again = await ada.import(account, file.replace('<UNITS>10.25', '<UNITS>11'), 'broker.ofx');
    expect(again).toMatchObject({ added: 0, skipped: 1, positions: [{ ...held[0], units: '11' }] });
    expect((await ada.client.getImport({ id: report.id }, ada.call)).positions).toEqual(held);
  });
});

describe('the account that is named for a file', () => {
  it('is meant, also where another one carries the number that the file gives', async () => {
    const byNumber = await ada.account({ bankRef: 'DE02120300000000202051' });
    const chosen = await ada.account();
    const report = await ada.import(chosen, statement({ rows: SALARY }), 'march.sta');
    expect(report.accountIds).toEqual([chosen]);
    expect((await ada.rows()).map(({ accountId }) => accountId)).toEqual([chosen]);
    // Without a choice the number decides.
    await ada.import(undefined, statement({ rows: SALARY }), 'march.sta');
    expect((await ada.rows()).map(({ accountId }) => accountId).sort()).toEqual([byNumber, chosen].sort());
  });
});

describe('the file of an import', () => {
  it('is deleted when its days are over, but for one that a later import has read again', async () => {
    const account = await ada.account();
    const csv = 'Date,Description,Amount\n2026-03-01,Tea,-1.00\n';
    const [old, again] = [await ada.upload('old.csv', csv), await ada.upload('again.csv', csv)];
    for (const file of [old, again, again]) {
      const { jobId } = await ada.client.startImport({ ...file, accountId: account }, ada.call);
      await ada.ended(jobId);
    }
    await imports.database.query(
      `update transactions.import set created_at = now() - interval '91 days' where user_id = $1
         and id <> (select id from transactions.import where user_id = $1 order by id desc limit 1)`,
      [ada.id],
    );
    expect(await imports.get(ExpireFilesService).expire()).toBe(1);
    await expect(ada.client.previewImport(old, ada.call)).rejects.toMatchObject({ code: 'storage.not-found' });
    expect((await ada.client.previewImport(again, ada.call)).rows).toHaveLength(1);
  });
});
