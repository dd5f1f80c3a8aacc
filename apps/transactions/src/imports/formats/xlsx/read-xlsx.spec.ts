import { previewStatement, type PreviewOptions, type StatementPreview } from '../preview-statement.js';
import { readStatement } from '../read-statement.js';
import type { StatementBatch } from '../statement.js';
import { StatementError } from '../statement.js';
import { plainNumber, serialDate, showsDay } from './cell-text.js';
import { day, type PlayedCell, playWorkbook } from '../../../../test/played-workbook.js';

const preview = (bytes: Uint8Array, options: Partial<PreviewOptions> = {}): Promise<StatementPreview> =>
  previewStatement(bytes, 'a.xlsx', { currency: 'EUR', ...options });

async function read(bytes: Uint8Array, options: Partial<PreviewOptions> = {}): Promise<Required<StatementBatch>> {
  const { mapping } = await preview(bytes, options);
  const all: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  const source = (async function* () {
    for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
  })();
  for await (const batch of readStatement(source, 'xlsx', { currency: 'EUR', mapping })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.warnings.push(...(batch.warnings ?? []));
  }
  return all;
}

const brief = ({ rows }: { rows: StatementBatch['rows'] }): unknown[] =>
  rows.map(({ bookedOn, amountMinor, description }) => [bookedOn, amountMinor, description]);
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof StatementError ? `${error.code}: ${error.message}` : error),
  );

const HEADER = ['Booking date', 'Payee', 'Amount', 'Balance'];
describe('a plain sheet', () => {
  // 45292 is 2024-01-01 in the system of 1900.
  test('days and numbers are read as they are shown, without noise', async () => {
    const bytes = playWorkbook([
      {
        rows: [
          HEADER,
          [day(45292), 'Bakery & Sons', -12.3, 100],
          [day(45351.75, 2), 'Rent', -(0.1 + 0.2), 99.7],
          [day('45351.9999999999'), 'x', 1e3, 0],
        ],
      },
    ]);
    const result = await read(bytes);
    expect(result.rows).toEqual([
      {
        line: 2,
        bookedOn: '2024-01-01',
        amountMinor: -1230,
        balanceMinor: 10000,
        description: 'Bakery & Sons',
        counterparty: 'Bakery & Sons',
        status: 'booked',
      },
      expect.objectContaining({ line: 3, bookedOn: '2024-02-29', amountMinor: -30 }),
      expect.objectContaining({ line: 4, bookedOn: '2024-03-01', amountMinor: 100000 }),
    ]);
    expect([result.failed, result.warnings]).toEqual([[], []]);
  });

  test('the system of 1904 is four years and a day later', async () => {
    const { rows } = await read(playWorkbook([{ rows: [HEADER, [day(43830), 'x', 5, 5]] }], { from1904: true }));
    expect(rows[0]?.bookedOn).toBe('2024-01-01');
  });

  test('titles above the header, empty rows, holes and rich text', async () => {
    const bytes = playWorkbook([
      {
        rows: [
          ['Account statement'],
          [],
          ['Period', undefined, 'January 2024'],
          HEADER,
          [day(45292), { xml: 't="inlineStr"><is><r><t>Ba</t></r><r><t>ker_x0041_y</t></r><rPh><t>no</t></rPh></is>' }, -1],
          [],
          [day(45293), undefined, 2, 3],
        ],
      },
    ]);
    const shown = await preview(bytes);
    expect(shown.columns?.map(({ name, role }) => [name, role])).toEqual([
      ['Booking date', 'bookedOn'],
      ['Payee', 'counterparty'],
      ['Amount', 'amount'],
      ['Balance', 'balance'],
    ]);
    expect(brief(await read(bytes))).toEqual([
      ['2024-01-01', -100, 'BakerAy'],
      ['2024-01-02', 200, ''],
    ]);
  });

  test('amounts and dates that are texts, beside numbers', async () => {
    const bytes = playWorkbook([
      {
        rows: [
          ['Buchungstag', 'Empfänger', 'Betrag'],
          ['31.01.2024', 'a', '-1.234,56'],
          ['01.02.2024', 'b', 12.5],
          ['02.02.2024', 'c', '7,00 €'],
        ],
      },
    ]);
    expect((await preview(bytes)).mapping).toMatchObject({ decimal: ',', dateOrder: 'dmy' });
    expect(brief(await read(bytes))).toEqual([
      ['2024-01-31', -123456, 'a'],
      ['2024-02-01', 1250, 'b'],
      ['2024-02-02', 700, 'c'],
    ]);
  });

  test('days’ numbers without a format, under the name of a date', async () => {
    expect(brief(await read(playWorkbook([{ rows: [HEADER, [45292, 'a', 1, 1], [45293, 'b', 2, 3]] }])))).toEqual([
      ['2024-01-01', 100, 'a'],
      ['2024-01-02', 200, 'b'],
    ]);
  });

  test('formulas have their last value; errors and those never calculated fail their row', async () => {
    const { rows, failed } = await read(
      playWorkbook([
        {
          rows: [
            HEADER,
            [day(45292), 'sum', { xml: '><f>1+1.5</f><v>2.5</v>' }, 1],
            [day(45293), 'none', { xml: '><f>A1</f>' }, 1],
            ...Array.from({ length: 9 }, () => [day(45293), 'plain', 1, 1]),
            [day(45294), 'error', { xml: 't="e"><v>#REF!</v>' }, 1],
          ],
        },
      ]),
    );
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([250, ...Array.from({ length: 9 }, () => 100)]);
    expect(failed.map(({ line, code, message }) => [line, code, message])).toEqual([
      [3, 'row.bad-amount', '"=A1" is not an amount.'],
      [13, 'row.bad-amount', '"#REF!" is not an amount.'],
    ]);
  });
});

describe('several sheets', () => {
  const notes = { name: 'Notes', rows: [['Read me'], ['Made by the bank']] };
  const list = (name: string, amount: number): { name: string; rows: PlayedCell[][] } => ({
    name,
    rows: [HEADER, [day(45292), 'a', amount, 1], [day(45293), 'b', amount, 1]],
  });

  test('the one with transactions is read, the others are named', async () => {
    const shown = await preview(
      playWorkbook([notes, { name: 'Empty', rows: [] }, list('Account', -5), { ...list('Old', 9), hidden: true }]),
    );
    expect(shown.mapping?.sheet).toBe('Account');
    expect(shown.sheets).toEqual(['Notes', 'Account', 'Old']);
    expect(brief(shown)).toEqual([
      ['2024-01-01', -500, 'a'],
      ['2024-01-02', -500, 'b'],
    ]);
    expect(shown.warnings).toEqual([
      { code: 'file.other-sheets', message: 'Only the sheet "Account" is read; there is also "Notes", "Old".' },
    ]);
  });

  test('a person may choose another, and a remembered mapping holds for a sheet of another name', async () => {
    const bytes = playWorkbook([list('January', 1), list('February', 2)]);
    const { mapping } = await preview(bytes);
    expect(mapping?.sheet).toBe('January');
    const chosen = await preview(bytes, { mapping: { ...mapping!, sheet: 'February' } });
    expect(chosen.rows.map(({ amountMinor }) => amountMinor)).toEqual([200, 200]);
    const next = await preview(playWorkbook([list('March', 3)]), { remembered: { ...mapping!, invertAmounts: true } });
    expect(next.rows.map(({ amountMinor }) => amountMinor)).toEqual([-300, -300]);
  });
});

describe('files that are no workbooks, or dangerous ones', () => {
  const good = playWorkbook([{ rows: [HEADER, [day(45292), 'a', 1, 1]] }]);
  test.each([
    ['cut off', good.subarray(0, good.length - 40), /^import\.malformed: The workbook is damaged/],
    ['only a beginning', good.subarray(0, 200), /^import\.malformed: The workbook is damaged/],
    ['empty', playWorkbook([{ rows: [] }]), /^import\.empty-file/],
    ['too deep', playWorkbook([], { parts: { 'xl/workbook.xml': '<a>'.repeat(100) } }), /nests deeper/],
    ['not XML', playWorkbook([], { parts: { 'xl/workbook.xml': '<workbook><' } }), /^import\.malformed: The workbook is damaged/],
    [
      'entities',
      playWorkbook([], { parts: { 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' } }),
      /it declares a document type/,
    ],
    [
      'a bomb',
      playWorkbook([{ rows: [] }], { parts: { 'xl/worksheets/s0.xml': new Uint8Array(60_000_000) } }),
      /^import\.malformed: The workbook would unpack to far more/,
    ],
    [
      'too many columns',
      playWorkbook([{ rows: [] }], {
        parts: { 'xl/worksheets/s0.xml': '<w><sheetData><row><c r="ZZ1"><v>1</v></c></row></sheetData></w>' },
      }),
      /^import\.not-a-statement: The sheet has more than 300 columns/,
    ],
  ])('%s', async (_, bytes, message) => expect(await failure(preview(bytes))).toMatch(message));

  test('another archive', async () => {
    const archive = playWorkbook([]).toString('latin1').replaceAll('xl/workbook.xml', 'xx/workbook.xml');
    expect(await failure(preview(Buffer.from(archive, 'latin1')))).toMatch(/^import\.not-a-statement: The file is a ZIP archive/);
  });

  test('a flipped bit in a packed sheet is no silent loss', async () => {
    const whole = playWorkbook([
      { rows: [HEADER, ...Array.from({ length: 300 }, (_, i) => [day(45292 + (i % 20)), `p${i * 7919}`, i / 4, i])] },
    ]);
    let differing = 0;
    for (let at = 60; at < whole.length; at += 97) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ 4;
      const result = await read(bytes).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(StatementError);
      else if ((result as StatementBatch).rows.length + (result as StatementBatch).failed.length !== 300) differing++;
    }
    expect(differing).toBe(0);
  });
});

test('days of both systems', () => {
  // 59 and 61 stand on both sides of the 29 February 1900 that never was; 1 is the first day. Values as Excel shows them.
  expect([1, 59, 60, 61, 36526, 2958465, 2958466, -1].map((serial) => serialDate(serial, false))).toEqual([
    '1900-01-01',
    '1900-02-28',
    undefined,
    '1900-03-01',
    '2000-01-01',
    '9999-12-31',
    undefined,
    undefined,
  ]);
  expect(serialDate(0, true)).toBe('1904-01-01');
});

test('formats of days and of other numbers', () => {
  const days = ['dd/mm/yyyy', '[$-407]d. mmmm yyyy', 'yyyy-mm-dd hh:mm', 'm/d/yy;@'];
  const others = ['General', '0.00', '[h]:mm:ss', '#,##0.00 "days"', 'mm:ss', '0.00;[Red]-0.00'];
  expect(days.map((code) => showsDay(164, code))).toEqual(days.map(() => true));
  expect(others.map((code) => showsDay(164, code))).toEqual(others.map(() => false));
  expect([14, 22, 2, 20, 49].map((id) => showsDay(id, undefined))).toEqual([true, true, false, false, false]);
});

test('numbers in plain decimals', () => {
  expect(
    ['12.300000000000001', '-1234.5600000000001', '1.2E-2', '1E+3', '17.599999999999998', '0', 'x'].map(plainNumber),
  ).toEqual(['12.3', '-1234.56', '0.012', '1000', '17.6', '0', 'x']);
});
