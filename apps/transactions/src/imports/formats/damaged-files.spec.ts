import fc from 'fast-check';

import { previewStatement } from './preview-statement.js';
import { problemsOf } from './csv-mapping.js';
import { detectCsv } from './detect-csv.js';
import { readOfx } from './read-ofx.js';
import { readStatement } from './read-statement.js';
import type { StatementBatch, StatementRow } from './statement.js';
import { StatementError } from './statement.js';

const CSV = Buffer.from(
  'Bank X\n"Date";"Text";"Amount";"Balance"\n"31.01.2024";"Größe ""L""";"-1.234,56";"10,00"\n"01.02.2024";"zwei\nZeilen";"5,00";"15,00"\n03.02.2024;x;(3,00);12,00\n',
);
const OFX = Buffer.from(
  '<?xml version="1.0"?><OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><BANKID>1<ACCTID>7</BANKACCTFROM><BANKTRANLIST>\n' +
    '<STMTTRN><DTPOSTED>20240101120000[-5:EST]<TRNAMT>-1.50<FITID>a<NAME>A &amp; B</STMTTRN>\n<STMTTRN><DTPOSTED>20240102</DTPOSTED><TRNAMT>2</TRNAMT><MEMO><![CDATA[m]]></MEMO></STMTTRN>\n' +
    '</BANKTRANLIST><LEDGERBAL><BALAMT>9<DTASOF>20240103</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>',
);

/** Some bytes of a file overwritten, cut out, doubled, or the rest cut off. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'cut', 'repeat', 'end'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
    specials: fc.string({
      unit: fc.constantFrom('"', ';', '\n', '\r', '<', '>', '&', '\0', '-', ',', '9', '/'),
      minLength: 1,
      maxLength: 6,
    }),
    useSpecials: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function apply(file: Buffer, changes: Damage): Buffer {
  let bytes = file;
  for (const { kind, at, bytes: random, specials, useSpecials } of changes) {
    const position = Math.floor(at * bytes.length);
    const filling = useSpecials ? Buffer.from(specials) : Buffer.from(random);
    if (kind === 'end') bytes = bytes.subarray(0, position);
    else if (kind === 'cut') bytes = Buffer.concat([bytes.subarray(0, position), bytes.subarray(position + filling.length * 4)]);
    else if (kind === 'repeat') bytes = Buffer.concat([bytes, bytes.subarray(position)]);
    else bytes = Buffer.concat([bytes.subarray(0, position), filling, bytes.subarray(position + filling.length)]);
  }
  return bytes;
}

function assertRow(row: StatementRow): void {
  expect(Number.isSafeInteger(row.amountMinor)).toBe(true);
  expect(row.bookedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(row.line).toBeGreaterThan(0);
  expect(row.description).not.toMatch(/[\n\0]/);
}

async function assertOrderly(reading: () => Promise<StatementBatch[]>): Promise<void> {
  try {
    const batches = await reading();
    batches.flatMap(({ rows }) => rows).forEach(assertRow);
    for (const { message, line } of batches.flatMap(({ failed }) => failed))
      expect([message.length > 10, line > 0]).toEqual([true, true]);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
  }
}

async function collect(generator: AsyncIterable<StatementBatch>): Promise<StatementBatch[]> {
  const batches: StatementBatch[] = [];
  for await (const batch of generator) batches.push(batch);
  return batches;
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

test.each([
  ['csv', CSV],
  ['ofx', OFX],
] as const)('a damaged %s file gives rows, failed rows or a clear refusal, never another error', async (format, file) => {
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 1, max: 99 }), async (changes, length) => {
      const bytes = apply(file, changes);
      await assertOrderly(async () => {
        const preview = await previewStatement(bytes, `x.${format}`, { currency: 'EUR', complete: true });
        preview.rows.forEach(assertRow);
        return [];
      });
      if (format === 'ofx') await assertOrderly(() => collect(readOfx(pieces(bytes, length), { currency: 'EUR' })));
      else
        await assertOrderly(async () => {
          const { mapping } = detectCsv(bytes);
          return problemsOf(mapping).length > 0
            ? []
            : collect(readStatement(pieces(bytes, length), 'csv', { currency: 'EUR', mapping }));
        });
    }),
    { numRuns: 300 },
  );
});

test('a file cut anywhere gives a beginning of its rows and says so of the rest', async () => {
  const { mapping } = detectCsv(CSV);
  const whole = (await collect(readStatement(pieces(CSV, 50), 'csv', { currency: 'EUR', mapping }))).flatMap(({ rows }) => rows);
  expect(whole.map(({ amountMinor }) => amountMinor)).toEqual([-123456, 500, -300]);
  const ofx = (await collect(readOfx(pieces(OFX, 50), { currency: 'EUR' }))).flatMap(({ rows }) => rows);
  for (let end = OFX.indexOf('<STMTTRN>'); end < OFX.length; end++) {
    const batches = await collect(readOfx(pieces(OFX.subarray(0, end), 50), { currency: 'EUR' }));
    const rows = batches.flatMap((batch) => batch.rows);
    expect(rows).toEqual(ofx.slice(0, rows.length));
    const told = batches.flatMap(({ warnings = [] }) => warnings.map(({ code }) => code));
    expect([end, told]).toEqual([end, ['file.cut-off']]);
  }
});

test('a table that ends in the middle of a row says so, even in the figures of its last column', async () => {
  const csv = (end: string): Buffer =>
    Buffer.from(`Date,Text,Amount,Balance\n2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,96.50\n${end}`);
  const codes = async (end: string): Promise<unknown> => {
    const bytes = csv(end);
    const { mapping } = detectCsv(bytes);
    const batches = await collect(readStatement(pieces(bytes, 50), 'csv', { currency: 'EUR', mapping }));
    return [batches.flatMap(({ rows }) => rows).length, ...batches.flatMap(({ failed }) => failed.map(({ code }) => code))];
  };
  expect(await codes('2024-01-17,c,-3.00,93.50')).toEqual([3]);
  expect(await codes('2024-01-17,c,-3.00,93\n')).toEqual([3]); // a whole line, however written
  for (const end of [
    '2024-01-17,c,-3.00,93.5',
    '2024-01-17,c,-3.00,9',
    '2024-01-17,c,-3.00,',
    '2024-01-17,c,-3.0',
    '2024-01-17,c',
    '202',
  ])
    expect([end, await codes(end)]).toEqual([end, [2, 'row.cut-off']]);
});

test.each([
  // Two decimals are not those of the currency, or only one row shows them: the figure is believed, and the doubt told.
  ['KWD', '2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,96.50\n2024-01-17,c,-3.00,9', [3, 'file.cut-off']],
  ['KWD', '2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,96.50\n2024-01-17,c,-3.00,93.', [3, 'file.cut-off']],
  ['EUR', '2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,9', [2, 'file.cut-off']],
  ['KWD', '2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,96.50\n2024-01-17,c,-3.00,93.50', [3]],
  ['KWD', '2024-01-15,a,-1.50,98.50\n2024-01-16,b,-2.00,96.5\n2024-01-17,c,-3.00,93', [3]],
])('the last figures of a short CSV file in %s are perhaps cut: %j', async (currency, lines, expected) => {
  const bytes = Buffer.from(`Date,Text,Amount,Balance\n${lines}`);
  const { mapping } = detectCsv(bytes);
  const batches = await collect(readStatement(pieces(bytes, 50), 'csv', { currency, mapping }));
  const warnings = batches.flatMap((batch) => batch.warnings ?? []);
  expect([batches.flatMap(({ rows }) => rows).length, ...warnings.map(({ code }) => code)]).toEqual(expected);
  expect(batches.flatMap(({ failed }) => failed)).toEqual([]);
});

test('a movement of OFX whose beginning is damaged is told', async () => {
  const damaged = (by: string): Buffer => Buffer.from(OFX.toString().replace('<STMTTRN>', by));
  for (const [by, expected] of [
    ['^STMTTRN>', ['row.malformed']],
    ['<STMTTRN>garbage', []],
  ] as const) {
    const batches = await collect(readOfx(pieces(damaged(by), 50), { currency: 'EUR' }));
    const rows = batches.flatMap((batch) => batch.rows);
    expect([by, rows.map(({ amountMinor }) => amountMinor)]).toEqual([by, expected.length ? [200] : [-150, 200]]);
    expect(batches.flatMap(({ failed }) => failed.map(({ code }) => code))).toEqual(expected);
  }
});
