import { looksLikeAmount } from './amount-text.js';
import { looksLikeDate, profileColumns } from './csv-columns.js';
import { normaliseName, rolesNamed } from './csv-names.js';
import type { CsvRecord } from './csv-splitter.js';

/** What is header and what is data among the records of a table. */
export interface TableLayout {
  /** Number of columns. */
  width: number;
  /** Names of the columns; empty where there are none. */
  header: string[];
  /** Rows from all over the table, the first ones in full. */
  rows: string[][];
  /** Lines before the header, or before the first row where there is no header. */
  skipLines: number;
  /** Share of the records that have the common number of columns. */
  regular: number;
}

/** Records that are looked at in full. */
const SAMPLE = 400;

/** How much a layout looks like a table of transactions: dates, amounts, names that are known. */
export function scoreLayout({ header, rows, width, regular }: TableLayout): number {
  const profiles = profileColumns([], rows.slice(0, 60), width);
  const dated = profiles.some(({ dates }) => dates >= 0.6);
  const counted = profiles.some(({ amounts, dates }) => amounts >= 0.6 && dates < 0.5);
  const known = Math.min(header.filter(isKnownName).length, 5);
  return (dated ? 2 : 0) + (counted ? 2 : 0) + known * 0.2 + Math.min(width, 20) * 0.03 + regular;
}

/** The layout of `all`; records with problems and without any value do not count. */
export function layOutRecords(all: readonly CsvRecord[]): TableLayout {
  const records = all.filter((record) => !record.problem && record.fields.some((field) => field.trim() !== ''));
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
