import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { checkFolder, countsOf, tableOf } from './check-folder.js';
import type { FileReport } from './check-file.js';

describe('verdicts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function check(files: Record<string, string>): Promise<FileReport[]> {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return checkFolder(folder);
  }

  const verdicts = (reports: FileReport[]): Array<[string, string]> => reports.map(({ file, verdict }) => [file, verdict]);

  const CAMT = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>A</IBAN></Id></Acct>
    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">2.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-05-01</Dt></Dt></Bal>
    <Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2024-05-02T00:30:00+02:00</DtTm></BookgDt><AcctSvcrRef>R</AcctSvcrRef>
    <NtryDtls><TxDtls><Refs><EndToEndId>E</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
  const money = (amount: string): object => ({ getAmount: amount, getCurrency: { getCode: 'EUR' } });
  const genkgo = (change: { amount?: string; date?: string; opening?: string; reference?: string } = {}): string =>
    JSON.stringify({
      __CLASS__: 'Genkgo\\Camt\\DTO\\Message',
      getEntries: [
        {
          __CLASS__: 'Genkgo\\Camt\\DTO\\Entry',
          getAccountServicerReference: 'R',
          getAmount: money(change.amount ?? '-100'),
          getBookingDate: { 0: change.date ?? '2024-05-01T22:30:00+00:00' },
          getRecord: {
            __CLASS__: 'Genkgo\\Camt\\Camt053\\DTO\\Statement',
            getAccount: { getIdentification: 'A' },
            getBalances: [
              {
                __CLASS__: 'Genkgo\\Camt\\DTO\\Balance',
                getAmount: money(change.opening ?? '200'),
                getDate: { 0: '2024-05-01T00:00:00+00:00' },
                getType: 'opening',
              },
            ],
            getEntries: ['__RECURSIVITY__'],
          },
          getStatus: 'BOOK',
          getTransactionDetail: {
            __CLASS__: 'Genkgo\\Camt\\DTO\\EntryTransactionDetail',
            getReference: { __CLASS__: 'Genkgo\\Camt\\DTO\\Reference', getEndToEndId: change.reference ?? 'E' },
          },
          getTransactionDetails: ['__RECURSIVITY__'],
          getValueDate: null,
        },
      ],
    });

  test('a CAMT file is right by the JSON beside it, where a time in UTC may be of another day', async () => {
    const [report] = await check({ 'deep/in/a.xml': CAMT, 'deep/in/a.json': genkgo() });
    expect(report).toMatchObject({ file: 'deep/in/a.xml', format: 'camt', rows: 1, verdict: 'right' });
    expect(report?.compared).toMatch(/amount.*booking date.*bank reference.*reference.*opening balance/);
    expect(report?.reason).toContain('UTC');
  });

  test.each([
    [{ amount: '100' }, 'amount "-100" instead of "100"'],
    [{ date: '2024-05-03T00:00:00+00:00' }, 'booking date "2024-05-02" instead of "2024-05-03"'],
    [{ date: '2024-05-03T12:30:00+00:00' }, 'booking date'],
    [{ opening: '201' }, 'opening balance "200" instead of "201"'],
    [{ reference: 'F' }, 'reference "E" instead of "F"'],
  ])('it is wrong where the JSON has %j', async (change, reason) => {
    const [report] = await check({ 'a.xml': CAMT, 'a.json': genkgo(change) });
    expect(report).toMatchObject({ verdict: 'wrong', reason: expect.stringContaining(reason) });
  });

  /** Two accounts with two entries each, as genkgo/camt writes them: an entry holds its record, and that the entries after it. */
  const twoRecords = (lastAccount = 'B'): string => {
    const entry = (amount: string, more: object): object => ({
      __CLASS__: 'Genkgo\\Camt\\DTO\\Entry',
      getAmount: money(amount),
      getBookingDate: { 0: '2024-05-02T00:00:00+00:00' },
      ...more,
      getStatus: 'BOOK',
    });
    const record = (id: string, second: object): object => ({
      __CLASS__: 'Genkgo\\Camt\\Camt053\\DTO\\Statement',
      getAccount: { getIdentification: id },
      getBalances: [],
      getEntries: ['__RECURSIVITY__', second],
    });
    const again = { getRecord: '__RECURSIVITY__' };
    return JSON.stringify({
      __CLASS__: 'Genkgo\\Camt\\DTO\\Message',
      getEntries: [
        entry('100', { getRecord: record('A', entry('200', again)) }),
        '__RECURSIVITY__',
        entry('300', { getRecord: record(lastAccount, entry('-400', again)) }),
        '__RECURSIVITY__',
      ],
      getRecords: ['__RECURSIVITY__', '__RECURSIVITY__'],
    });
  };
  const movement = (amount: string, direction: string): string =>
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-05-02</Dt></BookgDt></Ntry>`;
  const TWO = `<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>A</IBAN></Id></Acct>${movement('1', 'CRDT')}${movement('2', 'CRDT')}</Stmt><Stmt><Acct><Id><IBAN>B</IBAN></Id></Acct>${movement('3', 'CRDT')}${movement('4', 'DBIT')}</Stmt></BkToCstmrStmt></Document>`;

  test('the entries of several statements are compared in their order and by account', async () => {
    const reports = await check({ 'a.xml': TWO, 'a.json': twoRecords(), 'b.xml': TWO, 'b.json': twoRecords('C') });
    expect(verdicts(reports)).toEqual([
      ['a.xml', 'right'],
      ['b.xml', 'wrong'],
    ]);
    expect([reports[0]?.rows, reports[0]?.reason]).toEqual([4, '']);
    expect(reports[1]?.reason).toContain('account "B" instead of "C"');
  });

  const MT940 =
    ':20:A\n:25:7EUR\n:60F:C240501EUR1,00\n:61:240502RC1,00NTRFX-1\n:62F:C240502EUR0,00\n-\n:20:B\n:25:7EUR\n:60F:C240503EUR0,00\n:61:2405030504C2,00NTRFY-1\n:62F:C240504EUR2,00\n-\n';
  const wolph = (change: Partial<Record<'amount' | 'entry_date' | 'opening', string>> = {}): string => {
    const movement = { currency: 'EUR', id: 'NTRF' };
    return JSON.stringify({
      'bank/a.sta': {
        account: '7EUR',
        final_opening_balance: change.opening ?? '0',
        final_closing_balance: '2.00',
        transactions: [
          { ...movement, date: '2024-05-02', entry_date: null, amount: '1.00', status: 'RC', customer_reference: 'X-1' },
          {
            ...movement,
            date: '2024-05-03',
            entry_date: change.entry_date ?? '2024-05-04',
            amount: change.amount ?? '2.00',
            status: 'C',
            customer_reference: 'Y-1',
          },
        ],
      },
      'bank/bad.sta': { account: null, transactions: [] },
    });
  };

  test('an MT940 file is right by the expected.json of a folder above it; a bad one is refused', async () => {
    const reports = await check({ 'x/expected.json': wolph(), 'x/bank/a.sta': MT940, 'x/bank/bad.sta': 'no statement\n' });
    expect(verdicts(reports)).toEqual([
      ['x/bank/a.sta', 'right'],
      ['x/bank/bad.sta', 'refused'],
    ]);
    expect(reports[1]?.reason).toContain('import.not-a-statement');
  });

  test.each([
    [{ amount: '2.01' }, 'amount'],
    [{ amount: '-2.00' }, 'amount'],
    [{ entry_date: '2024-05-03' }, 'booking date'],
    [{ opening: '1.00' }, 'opening balance'],
  ])('it is wrong where that has %j', async (change, what) => {
    const [report] = await check({ 'expected.json': wolph(change), 'bank/a.sta': MT940 });
    expect(report).toMatchObject({ verdict: 'wrong', reason: expect.stringContaining(what) });
  });

  const CSV = 'Date,Description,Amount\n13/04/2022,Shop,-5.00\n08/05/2022,Pay,7.00\n';
  const ofx = (...movements: Array<[string, string]>): string =>
    `<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>${movements
      .map(([date, amount]) => `<STMTTRN><DTPOSTED>${date}<TRNAMT>${amount}<FITID>${date}</STMTTRN>`)
      .join('')}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`;

  test('a CSV file is right by its rendering, whose swapped days are known', async () => {
    const reports = await check({ 'a.csv': CSV, 'expected/a.ofx': ofx(['20220413', '-5.00'], ['20220805', '7.00']) });
    expect(verdicts(reports)).toEqual([
      ['a.csv', 'right'],
      ['expected/a.ofx', 'right'],
    ]);
    expect(reports[0]?.reason).toContain('swaps day and month');
  });

  test.each([
    ['another amount', ofx(['20220413', '-5.00'], ['20220508', '7.01'])],
    ['another day', ofx(['20220413', '-5.00'], ['20220509', '7.00'])],
    ['a movement less', ofx(['20220413', '-5.00'])],
    ['a movement more', ofx(['20220413', '-5.00'], ['20220508', '7.00'], ['20220508', '7.00'])],
  ])('it is wrong where its rendering has %s', async (_, rendering) => {
    expect((await check({ 'a.csv': CSV, 'expected/a.ofx': rendering }))[0]).toMatchObject({ verdict: 'wrong' });
  });

  test('a file that is refused though movements are expected of it is wrong', async () => {
    const [report] = await check({ 'a.csv': '%PDF-1.7 no table', 'expected/a.ofx': ofx(['20220413', '-5.00']) });
    expect(report).toMatchObject({ verdict: 'wrong', reason: expect.stringContaining('refused, though') });
  });

  test('a file without an expectation is read a second time; failed rows are told', async () => {
    const bad = ofx(['20220413', '-5.00'], ['2022', '7.00']);
    const [report] = await check({ 'a.ofx': bad, LICENSE: 'MIT', 'SOURCES.md': 'x' });
    expect(report).toMatchObject({ file: 'a.ofx', verdict: 'right', reason: expect.stringContaining('row.bad-date') });
  });

  test('counts and table', async () => {
    const reports = await check({ 'a.csv': CSV, 'b.sta': 'nothing' });
    expect(countsOf(reports)).toEqual({ files: 2, right: 1, wrong: 0, refused: 1, noExpectation: 0, rows: 2 });
    expect(tableOf(reports).split('\n')).toHaveLength(3);
  });
});

/** Statements of public projects with the results that those expect, beside the repository. */
const fixtures = resolve('../shared/fixtures');
const present = existsSync(fixtures);
if (!present) console.warn(`Skipped: no statements to compare with in ${fixtures}`);

(present ? test : test.skip)('no statement of public projects is read wrong', async () => {
  const reports = await checkFolder(fixtures);
  expect(reports.length).toBeGreaterThan(0);
  expect(reports.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
});
