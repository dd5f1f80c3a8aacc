import { isCurrencyCode } from '#money';

import { detectDecimalMark } from './amount-text.js';
import type { ColumnProfile, CsvColumn } from './csv-columns.js';
import { assignRoles, profileColumns } from './csv-columns.js';
import type { CsvMapping } from './csv-mapping.js';
import { problemsOf } from './csv-mapping.js';
import { currencyInName } from './csv-names.js';
import { detectDateOrder } from './date-order.js';
import type { StatementWarning } from './statement.js';
import { StatementError } from './statement.js';
import type { TableLayout } from './table-layout.js';

/** How a table is to be read. */
export interface DetectedTable {
  mapping: CsvMapping;
  columns: CsvColumn[];
  warnings: StatementWarning[];
}

/** More columns than any statement has. */
export const MAX_COLUMNS = 300;

/**
 * What the columns of a table are, found from its names and values: the order of day and month is decided over all rows that are
 * at hand. The mapping may be incomplete ({@link problemsOf}) where a person has to say what the columns are.
 *
 * @param style how the table is written, as far as that is known already
 * @param accountCurrency ISO 4217 code; where dates can be read both ways, USD means month first
 * @param warnings those there are already; the others are added
 * @throws StatementError import.not-a-statement for what has no columns, or more than any statement
 */
export function detectTable(
  layout: TableLayout,
  style: Pick<CsvMapping, 'encoding' | 'delimiter' | 'quote'> & Partial<Pick<CsvMapping, 'decimal' | 'sheet'>>,
  accountCurrency: string | undefined,
  warnings: StatementWarning[],
): DetectedTable {
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
    (currency ?? rowCurrency ?? accountCurrency ?? (money.some((value) => value.startsWith('$')) ? 'USD' : '')) === 'USD';
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
    ...style,
    skipLines,
    header,
    roles: columns.map(({ role }) => role),
    dateOrder: dates.order,
    decimal: style.decimal ?? decimal.mark ?? (style.delimiter === ';' ? ',' : '.'),
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
