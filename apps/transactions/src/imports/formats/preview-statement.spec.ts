import iconv from 'iconv-lite';

import type { CsvMapping } from './csv-mapping.js';
import { HEAD_BYTES, previewStatement } from './preview-statement.js';

const csv = 'Datum;Empfänger;Betrag\n31.01.2024;Müller;-5,00\n32.01.2024;Meier;-6,00\n30.01.2024;Firma;7,00\n';

test('a CSV file: mapping, columns, rows and failed rows', async () => {
  const preview = await previewStatement(Buffer.from(csv), 'x.csv', { currency: 'EUR' });
  expect(preview).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    mapping: { delimiter: ';', decimal: ',', dateOrder: 'dmy' },
    warnings: [],
  });
  expect(preview.columns?.map(({ name, role }) => [name, role])).toEqual([
    ['Datum', 'bookedOn'],
    ['Empfänger', 'counterparty'],
    ['Betrag', 'amount'],
  ]);
  expect(preview.rows.map(({ line, bookedOn, amountMinor }) => [line, bookedOn, amountMinor])).toEqual([
    [2, '2024-01-31', -500],
    [4, '2024-01-30', 700],
  ]);
  expect(preview.failed.map(({ line, code }) => [line, code])).toEqual([[3, 'row.bad-date']]);
});

test('a mapping that a person edited is used as it is', async () => {
  const { mapping } = await previewStatement(Buffer.from(csv), 'x.csv', { currency: 'EUR' });
  const edited: CsvMapping = { ...(mapping as CsvMapping), roles: ['bookedOn', 'notes', 'amount'], invertAmounts: true };
  const preview = await previewStatement(Buffer.from(csv), 'x.csv', { currency: 'EUR', mapping: edited });
  expect(preview.mapping).toEqual(edited);
  expect(preview.columns?.[1]).toMatchObject({ role: 'notes', confidence: 1 });
  expect(preview.rows[0]).toMatchObject({ amountMinor: 500, notes: 'Müller', description: '' });
});

test('another encoding that a person chose changes the names', async () => {
  const bytes = iconv.encode(csv, 'windows-1252');
  const { mapping } = await previewStatement(bytes, 'x.csv', { currency: 'EUR' });
  expect(mapping?.encoding).toBe('windows-1252');
  const preview = await previewStatement(bytes, 'x.csv', {
    currency: 'EUR',
    mapping: { ...(mapping as CsvMapping), encoding: 'windows-1251' },
  });
  expect(preview.encoding).toBe('windows-1251');
  expect(preview.columns?.[1]?.name).toBe('Empfдnger');
});

test('a remembered mapping is used for the same columns in another encoding, and for no others', async () => {
  const { mapping } = await previewStatement(Buffer.from(csv), 'x.csv', { currency: 'EUR' });
  const remembered: CsvMapping = { ...(mapping as CsvMapping), invertAmounts: true };
  const same = await previewStatement(iconv.encode(csv, 'windows-1252'), 'x.csv', { currency: 'EUR', remembered });
  expect(same.mapping).toEqual({ ...remembered, encoding: 'windows-1252' });
  const other = await previewStatement(Buffer.from(csv.replace('Betrag', 'Umsatz')), 'x.csv', { currency: 'EUR', remembered });
  expect(other.mapping?.invertAmounts).toBe(false);
  expect(other.warnings.map(({ message }) => message).join()).toContain('found anew');
});

test('the beginning of a longer file: 20 rows, and its cut end is no failure', async () => {
  const whole = Buffer.from(`Date,Text,Amount\n${'2024-01-05,coffee,-3.50\n'.repeat(20_000)}`);
  const preview = await previewStatement(whole.subarray(0, HEAD_BYTES), 'x.csv', { currency: 'EUR' });
  expect([preview.rows.length, preview.failed.length]).toEqual([20, 0]);
  const short = await previewStatement(Buffer.from('Date,Text,Amount\n2024-01-05,coffee,-3.50\n2024-01-0'), 'x.csv', {
    currency: 'EUR',
    complete: false,
  });
  expect([short.rows.length, short.failed.length]).toEqual([1, 0]);
});

test('a file whose columns are unclear has no rows yet, but says what to choose', async () => {
  const preview = await previewStatement(Buffer.from('Name,Town\nAnn,Rome\nBob,Oslo\n'), 'x.csv', { currency: 'EUR' });
  expect(preview.rows).toEqual([]);
  expect(preview.warnings.map(({ message }) => message)).toContain('Choose the column with the date.');
});

test('an OFX file: accounts with balances, the first rows', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) => `<STMTTRN><DTPOSTED>20240101<TRNAMT>-${i}.00<FITID>${i}<NAME>row ${i}</STMTTRN>`,
  ).join('\n');
  const text = `<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>7</BANKACCTFROM><BANKTRANLIST>${rows}</BANKTRANLIST><LEDGERBAL><BALAMT>9<DTASOF>20240102</LEDGERBAL></STMTRS></OFX>`;
  const preview = await previewStatement(Buffer.from(text), 'x.qfx', { currency: 'EUR' });
  expect(preview).toMatchObject({
    format: 'ofx',
    accounts: [{ ref: '7', balanceMinor: 900, balanceOn: '2024-01-02' }],
    warnings: [],
  });
  expect(preview.rows.map(({ description }) => description)).toEqual(Array.from({ length: 20 }, (_, i) => `row ${i}`));
  expect(preview.mapping).toBeUndefined();
});

test.each([
  ['a PDF', '%PDF-1.4', 'import.not-a-statement'],
  ['nothing', '', 'import.empty-file'],
  ['prose', 'Dear customer\nthank you\n', 'import.not-a-statement'],
])('%s is refused', async (_, text, code) => {
  await expect(previewStatement(Buffer.from(text), 'x.csv', { currency: 'EUR' })).rejects.toMatchObject({ code });
});
