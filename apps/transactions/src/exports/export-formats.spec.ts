import fc from 'fast-check';
import { previewStatement, readStatement, type StatementBatch, type StatementFormat } from '../imports/formats/index.js';
import { oneLine } from '../imports/formats/row-text.js';
import { writeCsv } from './csv-writer.js';
import type { ExportAccount, ExportRow, ExportRows } from './export-row.js';
import { writeOfx } from './ofx-writer.js';
import { writeQif } from './qif-writer.js';

const EVERYDAY: ExportAccount = {
  id: '01990000-0000-7000-8000-0000000000a1',
  name: 'Every [day]',
  type: 'checking',
  currency: 'EUR',
  bankRef: 'DE02120300000000202051',
  openingBalanceMinor: 0,
  balanceMinor: 123456,
};
const CARD: ExportAccount = {
  ...EVERYDAY,
  id: '01990000-0000-7000-8000-0000000000a2',
  name: 'Card',
  type: 'credit-card',
  bankRef: undefined,
};

function row(over: Partial<ExportRow> = {}): ExportRow {
  return {
    id: '01990000-0000-7000-8000-000000000001',
    accountId: EVERYDAY.id,
    bookedOn: '2026-03-14',
    amountMinor: -1599,
    currency: 'EUR',
    description: 'NETFLIX.COM 866-579-7172',
    tags: [],
    isTransfer: false,
    splits: [],
    status: 'booked',
    uniqueId: 'B-1',
    ...over,
  };
}

async function* batches(rows: ExportRow[]): ExportRows {
  for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
}

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}

const csv = (rows: ExportRow[], options = {}) => text(writeCsv(batches(rows), new Map([[EVERYDAY.id, EVERYDAY]]), options));
const ofx = (rows: ExportRow[], accounts = [EVERYDAY]) =>
  text(writeOfx((id) => batches(rows.filter((each) => each.accountId === id)), accounts, '2026-03-31'));
const qif = (rows: ExportRow[], accounts = [EVERYDAY]) =>
  text(writeQif((id) => batches(rows.filter((each) => each.accountId === id)), accounts));

/** What our own import makes of a file. */
async function readBack(file: string, name: string): Promise<StatementBatch & { format: StatementFormat }> {
  const bytes = Buffer.from(file);
  const preview = await previewStatement(bytes.subarray(0, 64 * 1024), name, {
    currency: 'EUR',
    complete: bytes.length < 64 * 1024,
  });
  const all: StatementBatch & { format: StatementFormat } = {
    format: preview.format,
    rows: [],
    failed: [],
    accounts: [],
    bytesRead: 0,
  };
  const source = (async function* () {
    yield bytes;
  })();
  for await (const batch of readStatement(source, preview.format, { currency: 'EUR', mapping: preview.mapping })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.accounts!.push(...(batch.accounts ?? []));
  }
  return all;
}

/** What a text is once a file of bytes has carried it and our readers have put it on one line. */
const carried = (given: string): string =>
  oneLine(Buffer.from(given).toString().replaceAll('\0', ''))
    .slice(0, 2000)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();

const NASTY = [
  '=HYPERLINK("http://evil","x")', '+49 30 1234', '-12', '@SUM(A1)', "'=1+1", "''-x", "' =x", '\t=1', '\r=1', '＝1', "it's",
  'a "quoted" word', 'comma, semicolon; tab\tend', 'line\nbreak', 'caret\n^\nD01/01/2020', '<STMTTRN>&amp;]]>', '💶 naïve 🇿🇦',
  'שלום עולם', 'مرحبا', '\u202eevil', 'x'.repeat(10_000), '!Type:Bank', '%PDF', '🙂'.repeat(40), 'ends\\', '[Savings]', '{"kind":"x"}',
]; // prettier-ignore

const nastyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 80 }), fc.lorem());
const someRow = fc
  .record({
    day: fc.integer({ min: 0, max: 9000 }),
    amountMinor: fc.integer({ min: -999_999_999, max: 999_999_999 }),
    description: nastyText.filter((each) => carried(each) !== ''),
    counterparty: fc.option(nastyText, { nil: undefined }),
    notes: fc.option(nastyText, { nil: undefined }),
    pending: fc.boolean(),
  })
  .map(({ day, pending, ...rest }) =>
    row({
      ...rest,
      bookedOn: new Date(Date.UTC(2002, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
      status: pending ? 'pending' : 'booked',
    }),
  );
const someRows = fc
  .array(someRow, { minLength: 3, maxLength: 12 })
  .map((rows) => rows.map((each, i) => ({ ...each, uniqueId: `01990000-0000-7000-8000-${String(i).padStart(12, '0')}` })));

describe('CSV', () => {
  it('is a table as RFC 4180 describes it, with the columns that our import knows', async () => {
    const file = await csv([
      row({ description: 'Fish, "fresh"', notes: 'a\nb', tags: ['x', 'y'], category: 'Food and drink:Groceries' }),
    ]);
    expect(file).toBe(
      'Booking date,Value date,Account,Amount,Currency,Description,Counterparty,Counterparty account,Category,Tags,Notes,Reference,Original amount,Transfer,Status,Transaction ID\r\n' +
        '2026-03-14,,Every [day],-15.99,EUR,"Fish, ""fresh""",,,Food and drink:Groceries,"x, y","a\nb",,,no,booked,B-1\r\n',
    );
    expect((await csv([], { bom: true })).codePointAt(0)).toBe(0xfeff);
  });

  it('holds no text that a spreadsheet would evaluate, and leaves numbers alone', async () => {
    const file = await csv([row({ description: '=1+1', counterparty: ' @x', notes: "'-cmd", amountMinor: -5 })]);
    expect(file).toContain(`,-0.05,EUR,'=1+1,' @x,,,,''-cmd,`);
  });

  it('keeps the parts of a divided transaction in its one row', async () => {
    const splits = [{ amountMinor: -1000, category: 'Food and drink' }, { amountMinor: -599 }];
    expect(await csv([row({ splits })])).toContain(',"Food and drink -10.00; Uncategorised -5.99",');
  });

  it('is read back by our import as the rows it was made of, whatever stands in the texts', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const { rows: read, failed } = await readBack(await csv(rows), 'steward.csv');
        expect(failed).toEqual([]);
        expect(
          read.map(({ bookedOn, amountMinor, currency, description, counterparty, notes, status, bankId }) => ({
            bookedOn,
            amountMinor,
            currency,
            description,
            counterparty,
            notes,
            status,
            bankId,
          })),
        ).toEqual(
          rows.map(({ bookedOn, amountMinor, currency, description, counterparty, notes, status, uniqueId }) => ({
            bookedOn, amountMinor, currency, status,
            description: carried(description),
            counterparty: carried(counterparty ?? '') || undefined,
            notes: carried(notes ?? '') || undefined,
            bankId: uniqueId,
          })), // prettier-ignore
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('OFX', () => {
  it('has a statement an account, cards apart, with its number and balance', async () => {
    const file = await ofx(
      [row({ counterparty: 'Netflix & Co' }), row({ accountId: CARD.id, amountMinor: 500 })],
      [EVERYDAY, CARD],
    );
    expect(file).toContain(
      '<BANKACCTFROM><BANKID>STEWARD</BANKID><ACCTID>DE02120300000000202051</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>',
    );
    expect(file).toContain('<CCACCTFROM><ACCTID>000000700080000000000000a2'.slice(0, 20));
    expect(file).toContain(
      '<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260314</DTPOSTED><TRNAMT>-15.99</TRNAMT><FITID>B-1</FITID><NAME>Netflix &amp; Co</NAME><MEMO>NETFLIX.COM 866-579-7172</MEMO></STMTTRN>',
    );
    const { format, accounts, rows } = await readBack(file, 'steward.ofx');
    expect(format).toBe('ofx');
    expect(accounts!.at(-1)).toMatchObject({ kind: 'credit-card', balanceMinor: 123456, balanceOn: '2026-03-31' });
    expect(rows.map(({ accountRef, amountMinor }) => [accountRef, amountMinor])).toEqual([
      ['DE02120300000000202051', -1599],
      [expect.stringMatching(/^[0-9a-f]{22}$/), 500],
    ]);
  });

  it('is read back by our import as the booked rows, the texts as far as OFX carries them', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const booked = rows.filter(({ status }) => status === 'booked');
        fc.pre(booked.length > 0);
        const plain = rows.map((each) => ({ ...each, counterparty: undefined }));
        const { rows: read, failed } = await readBack(await ofx(plain), 'steward.ofx');
        expect(failed).toEqual([]);
        expect(read.map(({ bookedOn, amountMinor, bankId }) => ({ bookedOn, amountMinor, bankId }))).toEqual(
          booked.map(({ bookedOn, amountMinor, uniqueId }) => ({ bookedOn, amountMinor, bankId: uniqueId })),
        );
        for (const [i, { description }] of read.entries()) {
          const given = carried(booked[i]!.description)
            .replace(/[\ufffe\uffff]/g, ' ')
            .replace(/\s+/g, ' ')
            .trim();
          expect(given.startsWith(description.replace(/\ufffd$/, ''))).toBe(true);
          expect(description.length).toBeGreaterThanOrEqual(Math.min(given.length, 253));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('QIF', () => {
  it('says accounts, categories, parts and transfers in its own words', async () => {
    const file = await qif([
      row({ category: 'Food and drink:Groceries', counterparty: 'Corner\nshop', reference: '1001' }),
      row({ amountMinor: -3000, splits: [{ amountMinor: -2000, category: 'A/C', notes: 'n' }, { amountMinor: -1000 }] }),
      row({ isTransfer: true, transferAccount: 'Savings' }),
    ]);
    expect(file).toBe(
      '!Option:MDY\n!Option:AutoSwitch\n!Account\nNEvery (day)\nTBank\n^\n!Type:Bank\n' +
        'D03/14/2026\nT-15.99\nC*\nN1001\nPCorner shop\nMNETFLIX.COM 866-579-7172\nLFood and drink:Groceries\n^\n' +
        'D03/14/2026\nT-30.00\nC*\nPNETFLIX.COM 866-579-7172\nSA-C\nEn\n$-20.00\nS\n$-10.00\n^\n' +
        'D03/14/2026\nT-15.99\nC*\nPNETFLIX.COM 866-579-7172\nL[Savings]\n^\n' +
        '!Clear:AutoSwitch\n',
    );
    const { rows } = await readBack(file, 'steward.qif');
    expect(
      rows.map(({ category, transferAccountRef, splits }) => ({
        category,
        transferAccountRef,
        parts: splits?.map((each) => each.amountMinor),
      })),
    ).toEqual([
      { category: 'Food and drink:Groceries', transferAccountRef: undefined, parts: undefined },
      { category: undefined, transferAccountRef: undefined, parts: [-2000, -1000] },
      { category: undefined, transferAccountRef: 'Savings', parts: undefined },
    ]);
  });

  it('is read back by our import as the rows it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const plain = rows.map((each) => ({ ...each, counterparty: undefined, notes: undefined }));
        const { rows: read, failed } = await readBack(await qif(plain), 'steward.qif');
        expect(failed).toEqual([]);
        expect(read.map(({ bookedOn, amountMinor }) => ({ bookedOn, amountMinor }))).toEqual(
          rows.map(({ bookedOn, amountMinor }) => ({ bookedOn, amountMinor })),
        );
      }),
      { numRuns: 60 },
    );
  });
});
