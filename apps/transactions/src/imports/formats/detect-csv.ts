import { isCurrencyCode } from '#money';
import iconv from 'iconv-lite';

import { detectDecimalMark, looksLikeAmount } from './amount-text.js';
import type { ColumnProfile, CsvColumn } from './csv-columns.js';
import { assignRoles, looksLikeDate, profileColumns } from './csv-columns.js';
import type { CsvMapping } from './csv-mapping.js';
import { problemsOf } from './csv-mapping.js';
import { currencyInName, normaliseName, rolesNamed } from './csv-names.js';
import type { CsvRecord } from './csv-splitter.js';
import { CsvSplitter } from './csv-splitter.js';
import { detectDateOrder } from './date-order.js';
import type { StatementWarning } from './statement.js';
import { StatementError } from './statement.js';
import { detectEncoding } from './text-encoding.js';

export interface DetectedCsv {
  mapping: CsvMapping;
  columns: CsvColumn[];
  warnings: StatementWarning[];
}

/** What is known from elsewhere, to decide what the file leaves open. */
export interface CsvHints {
  /** ISO 4217 code of the account; where dates can be read both ways, USD means month first. */
  currency?: string;
  /** Set where a person chose it; otherwise it is found. */
  encoding?: string;
  delimiter?: CsvMapping['delimiter'];
}

/** More columns than any statement has. */
const MAX_COLUMNS = 300;
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records that are looked at in full. */
const SAMPLE = 400;

/**
 * How the CSV file that begins with `head` is to be read, found from its names and values.
 * Give as much of the file as is at hand (256 KiB is plenty): the order of day and month is
 * decided over all rows in it. The mapping may be incomplete ({@link problemsOf}) where a
 * person has to say what the columns are.
 *
 * @throws StatementError import.empty-file; import.not-a-statement for text without columns; import.unknown-encoding
 */
export function detectCsv(head: Uint8Array, hints: CsvHints = {}): DetectedCsv {
  const warnings: StatementWarning[] = [];
  const { encoding, certain } = hints.encoding === undefined ? detectEncoding(head) : { encoding: hints.encoding, certain: true };
  const known: boolean = iconv.encodingExists(encoding);
  if (!known)
    throw new StatementError('import.unknown-encoding', `"${encoding.slice(0, 40)}" is not an encoding that can be read.`);
  if (!certain)
    warnings.push({
      code: 'file.guessed-encoding',
      message: `The file does not say its encoding; ${encoding} fits best. If names look wrong, choose another.`,
    });
  const text = iconv.decode(Buffer.from(head), encoding).replaceAll('\0', '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new StatementError('import.empty-file', 'The file has no text in it.');

  const layout = bestLayout(text, hints.delimiter ? [hints.delimiter] : DELIMITERS);
  if (layout.width < 2)
    throw new StatementError('import.not-a-statement', 'The file is text without columns, not a table of transactions.');
  if (layout.width > MAX_COLUMNS)
    throw new StatementError(
      'import.not-a-statement',
      `The file has ${layout.width} columns; it is not a table of transactions.`,
    );
  const { header, rows, skipLines } = layout;
  if (header.length === 0)
    warnings.push({
      code: 'file.no-header',
      message: 'The file has no line with names of columns; check what each column holds.',
    });

  const profiles = profileColumns(header, rows, layout.width);
  const columns = assignRoles(profiles);
  const valuesOf = (...roles: string[]): string[] =>
    columns.filter(({ role }) => roles.includes(role)).flatMap(({ index }) => profiles[index]?.values ?? []);

  const money = valuesOf('amount', 'debit', 'credit');
  const inAmounts = detectDecimalMark(money);
  // Some banks write balances in another style than amounts, so they are asked only where amounts do not tell.
  const decimal = inAmounts.mark ? inAmounts : detectDecimalMark(valuesOf('balance'));
  const currency = namedCurrency(columns);
  const rowCurrency = valuesOf('currency')[0]?.toUpperCase();
  const dollars =
    (currency ?? rowCurrency ?? hints.currency ?? (money.some((value) => value.startsWith('$')) ? 'USD' : '')) === 'USD';
  const dates = detectDateOrder(valuesOf('bookedOn', 'valueOn'), dollars);
  if (dates.ambiguous) {
    const how = dates.order === 'mdy' ? 'month first' : dates.order === 'dmy' ? 'day first' : 'year first';
    warnings.push({
      code: 'file.ambiguous-dates',
      message: `The dates can be read in more than one way; they were taken ${how}. Check them.`,
    });
  }
  const debit = profiles[columns.find(({ role }) => role === 'debit')?.index ?? -1];
  const mapping: CsvMapping = {
    encoding,
    delimiter: layout.delimiter,
    quote: layout.quote,
    skipLines,
    header,
    roles: columns.map(({ role }) => role),
    dateOrder: dates.order,
    decimal: decimal.mark ?? (layout.delimiter === ';' ? ',' : '.'),
    invertAmounts: false,
    debitsAreNegative: (debit?.negatives ?? 0) > 0.5,
    ...(currency && { currency }),
  };
  if (decimal.contradicted)
    warnings.push({
      code: 'file.unsure-columns',
      message: 'Some amounts have a decimal point and some a decimal comma; rows that do not fit will be listed as failed.',
    });
  warnings.push(...doubts(mapping, columns, profiles));
  return { mapping, columns, warnings };
}

function doubts(mapping: CsvMapping, columns: readonly CsvColumn[], profiles: readonly ColumnProfile[]): StatementWarning[] {
  const warnings: StatementWarning[] = problemsOf(mapping).map((message) => ({ code: 'file.unsure-columns', message }));
  const guessed = columns.filter(({ role, confidence }) => role !== 'ignore' && confidence <= 0.5);
  if (guessed.length > 0) {
    warnings.push({
      code: 'file.unsure-columns',
      message: `Guessed from the values alone: ${guessed.map(({ name, role }) => `${name} (${role})`).join(', ')}. Check them.`,
    });
  }
  const amount = profiles[mapping.roles.indexOf('amount')];
  if (amount && amount.negatives === 0 && amount.values.length > 1 && !mapping.roles.includes('direction')) {
    warnings.push({
      code: 'file.unsure-columns',
      message: 'All amounts are positive. If they are payments, turn the sign around.',
    });
  }
  return warnings;
}

/** The currency that the name of an amount column states. */
function namedCurrency(columns: readonly CsvColumn[]): string | undefined {
  for (const { role, name } of columns) {
    if (role !== 'amount' && role !== 'debit' && role !== 'credit') continue;
    const code = currencyInName(name);
    if (code && isCurrencyCode(code)) return code;
  }
  return undefined;
}

interface Layout {
  delimiter: CsvMapping['delimiter'];
  quote: CsvMapping['quote'];
  width: number;
  header: string[];
  rows: string[][];
  skipLines: number;
}

/** The delimiter by which the text becomes a table that has dates and amounts. */
function bestLayout(text: string, delimiters: readonly CsvMapping['delimiter'][]): Layout {
  const single = /(?:^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\n])/g;
  const double = /(?:^|[,;\t|\n])"/g;
  const quote = (text.match(single)?.length ?? 0) > (text.match(double)?.length ?? 0) ? "'" : '"';
  let best: Layout | undefined;
  let bestScore = -1;
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const layout = layOut(text, delimiter, quote);
    if (layout.width > MAX_COLUMNS && delimiters.length > 1) {
      best ??= layout;
      continue;
    }
    const sample = layout.rows.slice(0, 60);
    const profiles = profileColumns([], sample, layout.width);
    const dated = profiles.some(({ dates }) => dates >= 0.6);
    const counted = profiles.some(({ amounts, dates }) => amounts >= 0.6 && dates < 0.5);
    const score =
      (dated ? 2 : 0) +
      (counted ? 2 : 0) +
      Math.min(layout.header.filter(isKnownName).length, 5) * 0.2 +
      Math.min(layout.width, 20) * 0.03 +
      layout.regular;
    if (score > bestScore) [best, bestScore] = [layout, score];
  }
  return best ?? { delimiter: ',', quote, width: 1, header: [], rows: [], skipLines: 0 };
}

function layOut(text: string, delimiter: CsvMapping['delimiter'], quote: CsvMapping['quote']): Layout & { regular: number } {
  const splitter = new CsvSplitter(delimiter, quote);
  const records = [...splitter.push(text), ...splitter.end()].filter(
    (record) => !record.problem && record.fields.some((field) => field.trim() !== ''),
  );
  const width = commonWidth(records);
  const isData = (record: CsvRecord): boolean =>
    Math.abs(record.fields.length - width) <= 1 &&
    record.fields.some((field) => looksLikeDate(field.trim())) &&
    record.fields.some((field) => looksLikeAmount(field) && !looksLikeDate(field.trim()));
  const firstData = records.findIndex(isData);
  const before = records.slice(0, firstData === -1 ? Math.min(records.length, 30) : firstData);
  const header = pickHeader(before, width, firstData === -1);
  const start = header ? records.indexOf(header) + 1 : Math.max(firstData, 0);
  const body = records.slice(start);
  const skipLines = (header ?? body[0])?.line ?? 1;
  const rows = body.filter((record) => record.fields.length > width / 2 && record.raw !== header?.raw);
  // Columns after the header's last one count only if they have something in them.
  let used = header?.fields.length ?? 0;
  for (const { fields } of rows.slice(0, SAMPLE)) {
    for (let i = fields.length - 1; i >= used; i--) if ((fields[i] as string).trim() !== '') used = i + 1;
  }
  return {
    delimiter,
    quote,
    width: header && rows.length > 0 ? Math.max(header.fields.length, Math.min(used, width)) : width,
    header: header?.fields.map((name) => name.replace(/^\ufeff/, '').trim()) ?? [],
    rows: sampleOf(rows.map((record) => record.fields)),
    skipLines: skipLines - 1,
    regular: records.length === 0 ? 0 : records.filter((record) => record.fields.length === width).length / records.length,
  };
}

/** The number of columns that most records have. */
function commonWidth(records: readonly CsvRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  return (
    [...counts].sort(
      ([aWidth, a], [bWidth, b]) => b * Math.min(bWidth, 3) - a * Math.min(aWidth, 3) || bWidth - aWidth,
    )[0]?.[0] ?? 1
  );
}

/** Of the records before the data, the one that names the columns. */
function pickHeader(before: readonly CsvRecord[], width: number, noData: boolean): CsvRecord | undefined {
  let best: CsvRecord | undefined;
  let bestHits = 0;
  for (const record of before) {
    const { fields } = record;
    if (Math.abs(fields.length - width) > 2 || fields.some(isValue)) continue;
    const hits = fields.filter(isKnownName).length;
    if (hits >= bestHits && hits > 0) [best, bestHits] = [record, hits];
  }
  if (bestHits >= 2 || (best && !noData)) return best;
  // Names in a language that is not known: the line right above the data, all of it filled with words.
  const last = before.at(-1);
  return last && last.fields.length === width && last.fields.every((field) => field.trim() !== '' && !isValue(field))
    ? last
    : undefined;
}

/** A date or figures, such as no name of a column is; `Memo 1` is one. */
function isValue(field: string): boolean {
  return looksLikeDate(field.trim()) || (looksLikeAmount(field) && !/\p{L}/u.test(field));
}

function isKnownName(field: string): boolean {
  const name = normaliseName(field);
  return name !== '' && name.length <= 60 && rolesNamed(name).length > 0;
}

/** Rows from all over the file, the first ones in full. */
function sampleOf(rows: string[][]): string[][] {
  if (rows.length <= SAMPLE) return rows;
  const step = (rows.length - SAMPLE / 2) / (SAMPLE / 2);
  const spread = Array.from({ length: SAMPLE / 2 }, (_, i) => rows[Math.floor(SAMPLE / 2 + i * step)] as string[]);
  return [...rows.slice(0, SAMPLE / 2), ...spread];
}
