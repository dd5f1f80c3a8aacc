import type { SqlValues } from './sql-values.js';
import { filterCondition, partOfCategory, type WidenedFilter } from './transaction-filter.js';

/** What is wanted of the rows that a filter finds. */
interface Wanted {
  /** Of `transactions.transaction t`. */
  columns: string;
  /** The order by which {@link limit} chooses: the name of one of the columns, what it stands for, and a direction. */
  order?: { column: string; expression: string; direction: 'asc' | 'desc' };
  /** A further condition on `t`, begun by ` and `. */
  after?: string;
  limit?: number;
}

/**
 * SQL of the rows that a filter finds, in no order of its own.
 *
 * A filter by categories asks for each category by itself and joins the answers, for each has its rows in the order of an index. As
 * one condition PostgreSQL would walk the whole ledger in that order for a hundred rows of a rare category.
 */
export function foundRows(userId: string, filter: WidenedFilter, values: SqlValues, wanted: Wanted): string {
  const { categoryIds, ...others } = filter;
  const condition = filterCondition(userId, others, values) + (wanted.after ?? '');
  const limit = wanted.limit === undefined ? '' : ` limit ${values.add(wanted.limit)}`;
  const { column, expression, direction } = wanted.order ?? {};
  const first = (from: string): string =>
    `(select ${wanted.columns} from ${from}${expression ? ` order by ${expression} ${direction}, t.id ${direction}` : ''}${limit})`;
  if (!categoryIds) return first(`transactions.transaction t where ${condition}`);
  const ids = values.add(categoryIds, 'text[]');
  const own = first(`transactions.transaction t where ${condition} and t.category_id = category.id`);
  const parts = first(`transactions.transaction t where ${condition} and ${partOfCategory(userId, ids, values)}`);
  const best = column ? ` order by "${column}" ${direction}, id ${direction}` : '';
  return `(select found.* from unnest(${ids}) as category (id) cross join lateral ${own} found union all ${parts}${best}${limit})`;
}
