import type { TextCondition } from '#contracts/transactions';
import type { SqlValues } from '../ledger/sql-values.js';
import { columnsOf } from './condition-sql.js';
import { foldedSql } from './fold-case.js';
import { requiredLiterals } from './pattern.js';

/**
 * A condition that holds for every row that a pattern matches, and for others: the letters that the pattern needs anyway are
 * looked for first, which PostgreSQL does on all cores.
 */
export function sieveSql({ field, text }: TextCondition, values: SqlValues): string {
  const literals = requiredLiterals(text);
  if (!literals) return 'true';
  const wanted = literals.map((literal) => values.add(literal, 'text'));
  const found = columnsOf(field).flatMap((column) => {
    // To a pattern without regard to capitals, the long ſ is an s.
    const folded = `replace(${foldedSql(column)}, 'ſ', 's')`;
    return wanted.map((literal) => `strpos(${folded}, ${literal}) > 0`);
  });
  return `coalesce(${found.join(' or ')}, false)`;
}
