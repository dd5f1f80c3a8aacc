import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from '#contracts/categories';

/**
 * Says which columns of a labelled bank file are what, and which categories are right for each of its labels. A label that
 * neither `primary` nor `detailed` names is left out, unless it is itself a category of either level. `primary` may be left
 * out where `detailed` says it all.
 */
export interface LabelMapping {
  note?: string;
  description: string;
  /** Column of the signed amount; only its sign counts. */
  amount?: string;
  label: string;
  /** `,` `;` or a tab; guessed from the header unless told. */
  delimiter?: string;
  primary?: Record<string, string[]>;
  detailed?: Record<string, string[]>;
}

export interface LabelledLine {
  description: string;
  amount?: number;
  label: string;
  /** Primary categories that count as right; the first is what a person would choose. */
  primary: string[];
  /** The same at the second level; empty where the mapping does not say. */
  detailed: string[];
  /** All columns of the record. */
  record: Record<string, string>;
}

/** What is wrong with a file or its mapping, for the person who gave it. */
export class LabelledFileError extends Error {
  override name = 'LabelledFileError';
}

const PRIMARIES = new Set<string>(PRIMARY_CATEGORIES.map(({ id }) => id));
const DETAILED = new Set<string>(DETAILED_CATEGORIES.map(({ id }) => id));

/** @throws LabelledFileError when the file is missing, is no JSON object, or names a category that does not exist */
export function readMapping(file: string): LabelMapping {
  const mapping = parseJson(file);
  for (const key of ['description', 'label'] as const) {
    if (typeof mapping[key] !== 'string') throw new LabelledFileError(`${file} must name the column of the ${key}: "${key}": "…"`);
  }
  check(file, mapping.primary, PRIMARIES, 'primary');
  check(file, mapping.detailed, DETAILED, 'detailed');
  return mapping;
}

function parseJson(file: string): LabelMapping {
  if (!existsSync(file)) throw new LabelledFileError(`There is no ${file}`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LabelMapping;
  } catch (error) {
    throw new LabelledFileError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function check(file: string, labels: Record<string, string[]> | undefined, known: Set<string>, level: string): void {
  for (const [label, categories] of Object.entries(labels ?? {})) {
    if (!Array.isArray(categories)) throw new LabelledFileError(`${file}: ${level} of "${label}" must be a list of categories`);
    const wrong = categories.find((category) => !known.has(category));
    if (wrong !== undefined) throw new LabelledFileError(`${file}: "${wrong}" of "${label}" is no ${level} category`);
  }
}

/**
 * The lines whose label the mapping knows, in the order of the file; of equal descriptions the first.
 * @throws LabelledFileError when a file is missing, a column is, or no label is known
 */
export function readLabelledFile(file: string, mappingFile: string): { note: string; lines: LabelledLine[] } {
  if (!existsSync(file)) throw new LabelledFileError(`There is no ${file}`);
  return readMappedFile(file, readMapping(mappingFile));
}

/** The same with a mapping that is at hand. */
export function readMappedFile(file: string, mapping: LabelMapping): { note: string; lines: LabelledLine[] } {
  if (!existsSync(file)) throw new LabelledFileError(`There is no ${file}`);
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const records = readRecords(file, text, mapping);
  const lines = new Map<string, LabelledLine>();
  for (const record of records) {
    const description = record[mapping.description]?.trim() ?? '';
    const label = record[mapping.label]?.trim() ?? '';
    const { detailed, primary } = categoriesOf(label, mapping);
    if (!description || primary.length === 0 || lines.has(description)) continue;
    const amount = mapping.amount ? readAmount(record[mapping.amount] ?? '') : undefined;
    lines.set(description, { description, amount, label, primary, detailed, record });
  }
  if (lines.size === 0) throw new LabelledFileError(`${file} has no row whose column "${mapping.label}" the mapping knows`);
  return { note: mapping.note ?? file, lines: [...lines.values()] };
}

function categoriesOf(label: string, mapping: LabelMapping): Pick<LabelledLine, 'primary' | 'detailed'> {
  const detailed = mapping.detailed?.[label] ?? (DETAILED.has(label) ? [label] : []);
  const primary = mapping.primary?.[label] ?? (PRIMARIES.has(label) ? [label] : [...new Set(detailed.map((category) => primaryOf(category)!))]);
  return { detailed, primary };
}

function readRecords(file: string, text: string, mapping: LabelMapping): Record<string, string>[] {
  const delimiter = mapping.delimiter ?? guessDelimiter(text.slice(0, text.search(/\r?\n|$/)));
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true }) as typeof records;
  } catch (error) {
    throw new LabelledFileError(`${file} cannot be read as CSV with the delimiter ${JSON.stringify(delimiter)}: ${(error as Error).message}`);
  }
  const columns = Object.keys(records[0] ?? {});
  const missing = [mapping.description, mapping.label, ...(mapping.amount ? [mapping.amount] : [])].filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new LabelledFileError(`${file} has no column ${missing.map((column) => `"${column}"`).join(' nor ')}; it has: ${columns.join(', ') || 'none'}`);
  return records;
}

/** The sign that splits the header into most parts. */
function guessDelimiter(header: string): string {
  const parts = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, delimiter) => (parts(delimiter) > parts(best) ? delimiter : best));
}

const NUMBER = /(?<sign>[-−+(]?)\s*(?:[A-Za-z]{1,3}|[^\w\s.,()+-])?\s*(?<sign2>[-−]?)(?<digits>\d[\d.,'’  ]*)\s*(?<after>[-−)]?)\s*(?<side>dr|cr|d|c|s|h)?\s*(?:[A-Za-z]{3}|[^\w\s])?$/i;

/**
 * The last number of a cell, whatever the country writes: `-1 300.50`, `1.300,50-`, `(12.00)`, `R -45`, `12,5 EUR`, `30.00 Dr`.
 * @returns undefined where there is none
 */
export function readAmount(cell: string): number | undefined {
  const found = NUMBER.exec(cell.trim())?.groups;
  if (!found) return undefined;
  const digits = found['digits']!.replace(/['’\s]/g, '');
  const decimals = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimals ? digits.slice(0, decimals.index) : digits).replace(/[.,]/g, '');
  const value = Number(`${whole}.${decimals?.[1] ?? '0'}`);
  const side = found['side']?.toLowerCase();
  const negative = /[-−(]/.test(`${found['sign']}${found['sign2']}`) || /[-−]/.test(found['after']!) || side === 'dr' || side === 'd' || side === 's';
  return negative ? -value : value;
}
