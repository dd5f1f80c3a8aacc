import { COLUMN_ROLES, type ColumnRole, type CsvMapping } from '#contracts/transactions';
import { isCurrencyCode } from '#money';

import type { StatementFormat } from './statement.js';

export type { ColumnRole, CsvMapping };

/** Whether files of `format` are tables, read by a mapping of their columns. */
export function isTable(format: StatementFormat): format is 'csv' | 'xlsx' {
  return format === 'csv' || format === 'xlsx';
}

/** What keeps `mapping` from being used, in words for the person who edits it; empty for a good one. */
export function problemsOf(mapping: CsvMapping): string[] {
  const problems: string[] = [];
  const count = (role: ColumnRole): number => mapping.roles.filter((each) => each === role).length;
  if (count('bookedOn') === 0) problems.push('Choose the column with the date.');
  const paired = count('debit') + count('credit');
  if (count('amount') === 0 && paired === 0) problems.push('Choose the column with the amount.');
  if (count('amount') > 0 && paired > 0)
    problems.push('Choose either one amount column, or columns for debits and credits, not both.');
  if (count('direction') > 0 && count('amount') === 0) problems.push('A debit/credit column goes with one amount column.');
  for (const role of COLUMN_ROLES) {
    if (role === 'ignore' || role === 'description' || role === 'notes') continue;
    if (count(role) > 1) problems.push(`Only one column can be "${role}".`);
  }
  if (mapping.currency !== undefined && !isCurrencyCode(mapping.currency))
    problems.push(`"${mapping.currency}" is not a currency code.`);
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
  const { encoding, delimiter, quote, skipLines, sheet } = detected;
  return { ...remembered, encoding, delimiter, quote, skipLines, ...(sheet !== undefined && { sheet }) };
}
