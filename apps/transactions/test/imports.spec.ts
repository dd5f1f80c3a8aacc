import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { Imports, type Person } from './imports.harness.js';
import { categoryRule } from './rule-inputs.js';

const csv = (...rows: string[]): string => ['Date,Description,Amount', ...rows].join('\n') + '\n';

const COFFEE = '2026-03-01,Corner Coffee,-4.20';
const RENT = '2026-03-02,Rent March,-900.00';
const PAY = '2026-03-28,Salary,2500.00';

let imports: Imports;
let ada: Person;

beforeAll(async () => {
  imports = await Imports.start();
});

afterAll(() => imports?.stop());

beforeEach(() => {
  imports.model.up = true;
  imports.model.asked.length = 0;
  ada = imports.person();
});

describe('duplicates', () => {
  it('are told from genuine twins: two equal purchases stay two, also where files overlap', async () => {
    const account = await ada.account();
    expect(await ada.import(account, csv(COFFEE, COFFEE, RENT))).toMatchObject({ state: 'completed', added: 3, skipped: 0 });
    expect(await ada.import(account, csv(COFFEE, COFFEE, RENT))).toMatchObject({ added: 0, skipped: 3 });
    // One file more shows a third coffee of the day, and the end of the month.
    const third = await ada.import(account, csv(COFFEE, COFFEE, COFFEE, PAY));
    expect(third).toMatchObject({ added: 2, skipped: 2 });
    expect(await ada.ledger()).toEqual([
      '2026-03-01 -420 Corner Coffee',
      '2026-03-01 -420 Corner Coffee',
      '2026-03-01 -420 Corner Coffee',
      '2026-03-02 -90000 Rent March',
      '2026-03-28 250000 Salary',
    ]);
    const { items } = await ada.client.listImportRows({ id: third.id, outcome: 'skipped' }, ada.call);
    const ids = (await ada.rows()).map((row) => row.id);
    expect(items).toMatchObject([
      { line: 2, code: 'row.duplicate' },
      { line: 3, code: 'row.duplicate' },
    ]);
    expect(items.every((row) => ids.includes(row.transactionId!))).toBe(true);
    expect(items[0]!.transactionId).not.toBe(items[1]!.transactionId);
  });

  it('are looked for within one account', async () => {
    const [first, second] = [await ada.account(), await ada.account()];
    await ada.import(first, csv(COFFEE));
    expect(await ada.import(second, csv(COFFEE))).toMatchObject({ added: 1, skipped: 0 });
  });

  it("go by the bank's id where it has one, though a bank that repeats ids loses no row", async () => {
    const account = await ada.account();
    const ofx = (rows: [string, string, string, string][]) =>
      `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>77</BANKACCTFROM><BANKTRANLIST>${rows
        .map(
          ([date, amount, id, name]) =>
            `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>${date}<TRNAMT>${amount}<FITID>${id}<NAME>${name}</STMTTRN>`,
        )
        .join('')}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;
    await ada.import(account, ofx([['20260301', '-4.20', 'A1', 'COFFEE']]), 'a.ofx');
    // The text was completed by the bank; the id says that it is the same movement.
    expect(await ada.import(account, ofx([['20260301', '-4.20', 'A1', 'COFFEE HOUSE PARIS']]), 'b.ofx')).toMatchObject({
      added: 0,
      skipped: 1,
    });
    expect(await ada.import(account, ofx([['20260302', '-9.00', 'A1', 'BOOKS']]), 'c.ofx')).toMatchObject({ added: 1 });
    expect((await ada.client.getAccount({ id: account }, ada.call)).bankRef).toBe('77');
  });

  it('make no difference: any split, overlap and order of a statement gives the same ledger', async () => {
    const days = ['2026-03-01', '2026-03-02'];
    const shops = ['Coffee', 'Books', 'Rent'];
    const row = fc.record({ day: fc.constantFrom(...days), shop: fc.constantFrom(...shops), cents: fc.constantFrom(100, 250) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 1, maxLength: 3 }),
        async (rows, cuts) => {
          const person = imports.person();
          const account = await person.account();
          // A bank's file holds whole days, so a cut is a range of days' rows: all rows of a day, or none.
          const sorted = [...rows].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
          const lines = sorted.map(({ day, shop, cents }) => `${day},${shop},-${(cents / 100).toFixed(2)}`);
          const first = lines.filter((line) => line.startsWith(days[0]!));
          const second = lines.filter((line) => line.startsWith(days[1]!));
          const files = [...cuts.map(([a]) => (a % 3 === 0 ? first : a % 3 === 1 ? second : lines)), first, second].filter(
            (file) => file.length,
          );
          for (const file of files) await person.import(account, csv(...file));
          expect(await person.ledger()).toEqual(sorted.map(({ day, shop, cents }) => `${day} ${-cents} ${shop}`).sort());
        },
      ),
      { numRuns: 12, seed: 7 },
    );
  }, 120_000);
});

describe('the order of decision', () => {
  it("is rules, then one's own history, then the model, else uncategorised", async () => {
    const account = await ada.account();
    await ada.client.createRule(categoryRule('landlord', 'RENT_AND_UTILITIES_RENT'), ada.call);
    await ada.import(
      account,
      csv(
        '2026-03-01,BLUE COFFEE 12,-4.00',
        '2026-03-01,RED COFFEE 13,-4.00',
        '2026-03-02,Landlord coffee,-900.00',
        '2026-03-03,Qwxz,-1.00',
      ),
    );
    const by = Object.fromEntries((await ada.rows()).map((row) => [row.description, row]));
    expect(by['BLUE COFFEE 12']).toMatchObject({ categoryId: 'FOOD_AND_DRINK_COFFEE', categorySource: 'model' });
    expect(by['BLUE COFFEE 12']!.confidence).toBeCloseTo(0.9, 5);
    expect(by['Landlord coffee']).toMatchObject({ categoryId: 'RENT_AND_UTILITIES_RENT', categorySource: 'rule', confidence: 1 });
    expect(by['Qwxz']).toMatchObject({ categorySource: 'none' });
    expect(by['Qwxz']!.categoryId).toBeUndefined();

    await ada.client.updateTransaction({ id: by['BLUE COFFEE 12']!.id, categoryId: 'ENTERTAINMENT_MUSIC_AND_AUDIO' }, ada.call);
    imports.model.asked.length = 0;
    await ada.import(
      account,
      csv(
        '2026-04-01,BLUE COFFEE 99,-5.00',
        '2026-04-01,BLUE COFFEE 99,5.00',
        '2026-04-02,RED COFFEE 14,-4.00',
        '2026-04-03,Landlord coffee,-900.00',
      ),
    );
    const april = (await ada.rows())
      .filter((row) => row.bookedOn >= '2026-04-01')
      .map((row) => [row.description, row.amountMinor, row.categorySource]);
    expect(april.sort()).toEqual([
      // Money back from a merchant is another matter than money spent there.
      ['BLUE COFFEE 99', -500, 'history'],
      ['BLUE COFFEE 99', 500, 'model'],
      ['Landlord coffee', -90000, 'rule'],
      ['RED COFFEE 14', -400, 'model'],
    ]);
    expect(imports.model.asked.sort()).toEqual(['BLUE COFFEE 99', 'RED COFFEE 14']);
  });

  it('asks the model only for rows that are new', async () => {
    const account = await ada.account();
    await ada.import(account, csv(COFFEE, RENT));
    imports.model.asked.length = 0;
    await ada.import(account, csv(COFFEE, RENT, PAY));
    expect(imports.model.asked).toEqual(['Salary']);
  });
});

describe('a model that is down', () => {
  it('stops no import; the rows get their category when it is back, but for those a person has decided', async () => {
    const account = await ada.account();
    imports.model.up = false;
    const report = await ada.import(account, csv(COFFEE, '2026-03-02,Harbour Coffee,-3.00', RENT));
    expect(report).toMatchObject({ state: 'completed', added: 3, categorised: 0 });
    const harbour = (await ada.rows()).find((row) => row.description === 'Harbour Coffee')!;
    await ada.client.updateTransaction({ id: harbour.id, categoryId: 'TRAVEL_FLIGHTS' }, ada.call);
    imports.model.up = true;
    const until = Date.now() + 40_000;
    let rows = await ada.rows();
    while (rows.some((row) => row.description === 'Corner Coffee' && !row.categoryId) && Date.now() < until) {
      await sleep(250);
      rows = await ada.rows();
    }
    expect(rows.map((row) => [row.description, row.categoryId])).toEqual([
      ['Corner Coffee', 'FOOD_AND_DRINK_COFFEE'],
      ['Harbour Coffee', 'TRAVEL_FLIGHTS'],
      ['Rent March', undefined],
    ]);
  }, 60_000);
});

describe('an import', () => {
  it("remembers how the account's file is read, and shows what is there already", async () => {
    const account = await ada.account();
    const file = await ada.upload('odd.csv', 'when,what,how much\n03/04/2026,Coffee,-1.00\n');
    const { mapping } = await ada.client.previewImport({ ...file, accountId: account }, ada.call);
    const chosen = { ...mapping!, dateOrder: 'mdy' as const };
    const { jobId } = await ada.client.startImport({ ...file, accountId: account, mapping: chosen }, ada.call);
    await ada.ended(jobId);
    expect((await ada.rows())[0]!.bookedOn).toBe('2026-03-04');
    const again = await ada.client.previewImport(
      {
        ...(await ada.upload('odd2.csv', 'when,what,how much\n03/04/2026,Coffee,-1.00\n05/04/2026,Tea,-1.00\n')),
        accountId: account,
      },
      ada.call,
    );
    expect(again).toMatchObject({ remembered: true, mapping: { dateOrder: 'mdy' } });
    expect(again.rows.map((row) => [row.bookedOn, row.duplicate ?? false])).toEqual([
      ['2026-03-04', true],
      ['2026-05-04', false],
    ]);
  });

  it('can be undone: its rows go, those edited since stay and are counted', async () => {
    const account = await ada.account();
    const report = await ada.import(account, csv(COFFEE, RENT, PAY));
    const [coffee] = await ada.rows();
    await ada.client.updateTransaction({ id: coffee!.id, notes: 'with Bob' }, ada.call);
    expect(await ada.client.undoImport({ id: report.id }, ada.call)).toMatchObject({ state: 'undone', added: 3, kept: 1 });
    expect(await ada.ledger()).toEqual(['2026-03-01 -420 Corner Coffee']);
    await expect(ada.client.undoImport({ id: report.id }, ada.call)).rejects.toMatchObject({ code: 'imports.already-undone' });
    // What was undone may be imported again; the row that stayed is not doubled.
    expect(await ada.import(account, csv(COFFEE, RENT, PAY))).toMatchObject({ added: 2, skipped: 1 });
  });

  it('keeps the good rows of a broken file and names the bad ones', async () => {
    const account = await ada.account();
    const long = 'x'.repeat(10_000);
    const report = await ada.import(
      account,
      csv(
        COFFEE,
        '2026-02-31,Never,-1.00',
        '2026-03-05,Nul\0 byte,-2.00',
        `2026-03-06,${long},-3.00`,
        '2026-03-07,No amount,',
        '2026-03-08,Last,-4.00',
      ),
    );
    expect(report).toMatchObject({ state: 'completed', added: 4, failed: 2 });
    const { items } = await ada.client.listImportRows({ id: report.id }, ada.call);
    expect(items.map((row) => [row.line, row.outcome, row.code])).toEqual([
      [3, 'failed', 'row.bad-date'],
      [6, 'failed', 'row.missing-amount'],
    ]);
    expect((await ada.rows()).map((row) => row.amountMinor)).toEqual([-420, -200, -300, -400]);
  });

  it.each([
    ['an empty file', '', 'bank.csv', 'import.empty-file'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n', 'bank.csv', 'import.not-a-statement'],
    [
      'an entity bomb',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><OFX>&b;</OFX>',
      'bank.ofx',
      'import.malformed',
    ],
  ])('refuses %s at once, with a reason', async (_what, content, fileName, code) => {
    const account = await ada.account();
    const upload = await ada.upload(fileName, content);
    const refusal = { code, message: expect.stringMatching(/\w+ \w+/) };
    await expect(ada.client.previewImport({ ...upload, accountId: account }, ada.call)).rejects.toMatchObject(refusal);
    await expect(ada.client.startImport({ ...upload, accountId: account }, ada.call)).rejects.toMatchObject(refusal);
    expect((await ada.client.listImports({}, ada.call)).items).toEqual([]);
  });

  it('asks which of ours the accounts of a file are, and refuses rows in another currency', async () => {
    const euros = await ada.account();
    const statement = (id: string, currency: string, amount: string) =>
      `<STMTTRNRS><STMTRS><CURDEF>${currency}</CURDEF><BANKACCTFROM><ACCTID>${id}</ACCTID></BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260301</DTPOSTED><TRNAMT>${amount}</TRNAMT><FITID>${id}1</FITID><NAME>Coffee</NAME></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS>`;
    const file = await ada.upload(
      'two.ofx',
      `<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?><OFX><BANKMSGSRSV1>${statement('E1', 'EUR', '-1.00')}${statement('U1', 'USD', '-2.00')}</BANKMSGSRSV1></OFX>`,
    );
    await expect(ada.client.startImport(file, ada.call)).rejects.toMatchObject({
      code: 'invalid-input',
      details: { refs: ['E1', 'U1'] },
    });
    const { importId, jobId } = await ada.client.startImport(
      {
        ...file,
        assignments: [
          { ref: 'E1', accountId: euros },
          { ref: 'U1', accountId: euros },
        ],
      },
      ada.call,
    );
    await ada.ended(jobId);
    expect(await ada.client.getImport({ id: importId }, ada.call)).toMatchObject({ added: 1, failed: 1 });
    const { items } = await ada.client.listImportRows({ id: importId }, ada.call);
    expect(items).toMatchObject([{ code: 'row.other-currency', message: expect.stringContaining('USD') }]);
  });

  it('of somebody else is not there', async () => {
    const bob = imports.person();
    const account = await ada.account();
    const file = await ada.upload('a.csv', csv(COFFEE));
    const report = await ada.import(account, csv(COFFEE));
    const bobs = await bob.account();
    await expect(bob.client.startImport({ ...file, accountId: bobs }, bob.call)).rejects.toMatchObject({
      code: 'storage.not-found',
    });
    await expect(
      bob.client.startImport({ ...(await bob.upload('a.csv', csv(COFFEE))), accountId: account }, bob.call),
    ).rejects.toMatchObject({ code: 'accounts.not-found' });
    await expect(bob.client.getImport({ id: report.id }, bob.call)).rejects.toMatchObject({ code: 'imports.not-found' });
    await expect(bob.client.listImportRows({ id: report.id }, bob.call)).rejects.toMatchObject({ code: 'imports.not-found' });
    await expect(bob.client.undoImport({ id: report.id }, bob.call)).rejects.toMatchObject({ code: 'imports.not-found' });
    expect((await bob.client.listImports({}, bob.call)).items).toEqual([]);
  });
});
