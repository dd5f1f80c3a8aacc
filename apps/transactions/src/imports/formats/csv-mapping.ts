import type { DateOrder } from '#money';
import { isCurrencyCode } from '#money';

import type { DecimalMark } from './amount-text.js';

/** What a column of a CSV file holds. */
export const COLUMN_ROLES = [
  'ignore',
  'bookedOn',
  'valueOn',
  /** May be given to several columns; they are joined in the file's order. */
  'description',
  'counterparty',
  /** One signed column, or sizes whose sign {@link ColumnRole} `direction` says. */
  'amount',
  'debit',
  'credit',
  /** Says debit or credit, in words or letters. */
  'direction',
  'currency',
  'balance',
  'bankId',
  'category',
  'account',
  'notes',
  /** Says pending, booked, declined … */
  'status',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

/**
 * How to read one kind of CSV file: plain JSON, shown to a person, edited by them, and
 * remembered for the account.
 */
export interface CsvMapping {
  /** An iconv-lite name: `utf-8`, `windows-1252`, `utf-16le` … */
  encoding: string;
  delimiter: ',' | ';' | '\t' | '|';
  /** The character that may enclose a field; empty for none. */
  quote: '"' | "'" | '';
  /** Lines before the header, or before the first row where there is no header. */
  skipLines: number;
  /** The names in the header line as they stand in the file; empty for a file without one. */
  header: string[];
  /** The role of each column, by position. Every role but `description`, `notes` and `ignore` at most once. */
  roles: ColumnRole[];
  dateOrder: DateOrder;
  decimal: DecimalMark;
  /** True where the file writes money that leaves the account as positive. */
  invertAmounts: boolean;
  /** True where the figures of the debit column already have a minus. */
  debitsAreNegative: boolean;
  /** ISO 4217 code for all rows, where the header names one (`Amount (EUR)`). */
  currency?: string;
}

/** What keeps `mapping` from being used, in words for the person who edits it; empty for a good one. */
export function problemsOf(mapping: CsvMapping): string[] {
  const problems: string[] = [];
  const count = (role: ColumnRole): number => mapping.roles.filter((each) => each === role).length;
  if (count('bookedOn') === 0) problems.push('Choose the column with the date.');
  const paired = count('debit') + count('credit');
  if (count('amount') === 0 && paired === 0) problems.push('Choose the column with the amount.');
  if (count('amount') > 0 && paired > 0) problems.push('Choose either one amount column, or columns for debits and credits, not both.');
  if (count('direction') > 0 && count('amount') === 0) problems.push('A debit/credit column goes with one amount column.');
  for (const role of COLUMN_ROLES) {
    if (role === 'ignore' || role === 'description' || role === 'notes') continue;
    if (count(role) > 1) problems.push(`Only one column can be "${role}".`);
  }
  if (mapping.currency !== undefined && !isCurrencyCode(mapping.currency)) problems.push(`"${mapping.currency}" is not a currency code.`);
  return problems;
}

/**
 * The mapping for a file detected as `detected`, with what a person decided for an earlier file
 * of the same account; undefined where the columns are others, so that nothing is read by a
 * mapping that was made for another file.
 */
export function adaptMapping(remembered: CsvMapping, detected: CsvMapping): CsvMapping | undefined {
  const same =
    remembered.header.length === detected.header.length &&
    remembered.header.every((name, i) => name === detected.header[i]) &&
    (remembered.header.length > 0 || remembered.roles.length === detected.roles.length);
  if (!same) return undefined;
  const { encoding, delimiter, quote, skipLines } = detected;
  return { ...remembered, encoding, delimiter, quote, skipLines };
}
