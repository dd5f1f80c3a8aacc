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
  const columns = columnsOf(field);
  // Folding is what costs most, so all texts are folded as one; what is found where two of them meet is only sifted in vain.
  const folded = foldedSql(columns.length === 1 ? `coalesce(${columns[0]}, '')` : `concat_ws(' ', ${columns.join(', ')})`);
  if (literals.length > 1) return `${folded} ~ ${values.add(literals.map(anyCase).join('|'), 'text')}`;
  const [literal] = literals;
  return `strpos(${literal!.includes('s') ? `replace(${folded}, 'ſ', 's')` : folded}, ${values.add(literal, 'text')}) > 0`;
}

/** For PostgreSQL's own patterns, harmless ones. To a pattern without regard to capitals, the long ſ is an s. */
const anyCase = (literal: string): string => literal.replace(/[^a-z0-9 ]/g, '\\$&').replaceAll('s', '[sſ]');
