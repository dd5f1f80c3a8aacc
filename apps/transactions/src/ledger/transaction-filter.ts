import type { TransactionFilter } from '#contracts/transactions';
import { checkedDate, checkedMinor } from './check-input.js';
import { readSearchText } from './search-text.js';
import type { SqlValues } from './sql-values.js';

/** The texts of a transaction for a plain search; the words of them are in the index. */
const TEXTS = `concat_ws(' ', t.description, t.counterparty, t.notes)`;

/**
 * The condition `where …` of a user's transactions `t` that a filter means. The user's id is always part of it.
 * @param filter.categoryIds already widened: a primary category stands beside those below it
 * @throws ServiceError `invalid-input` for a day or an amount that cannot be
 */
export function filterCondition(userId: string, filter: TransactionFilter, values: SqlValues): string {
  const conditions = [`t.user_id = ${values.add(userId)}`];
  const when = <T>(value: T | null | undefined, condition: (value: T) => string | undefined): void => {
    const text = value == null ? undefined : condition(value);
    if (text) conditions.push(text);
  };
  when(filter.text, (text) => textCondition(text, values));
  when(filter.from, (day) => `t.booked_on >= ${values.add(checkedDate('from', day), 'date')}`);
  when(filter.to, (day) => `t.booked_on <= ${values.add(checkedDate('to', day), 'date')}`);
  when(filter.minAmountMinor, (least) => `t.amount_minor >= ${values.add(checkedMinor('minAmountMinor', least), 'bigint')}`);
  when(filter.maxAmountMinor, (most) => `t.amount_minor <= ${values.add(checkedMinor('maxAmountMinor', most), 'bigint')}`);
  when(filter.accountIds, (ids) => `t.account_id = any(${values.add(ids, 'uuid[]')})`);
  when(filter.categoryIds, (ids) => `t.category_id = any(${values.add(ids, 'text[]')})`);
  when(filter.tags, (tags) => `t.tags @> ${values.add(tags, 'text[]')}`);
  when(filter.uncategorised || undefined, () => 't.category_id is null and not t.is_split');
  when(
    filter.confidenceBelow,
    (limit) => `t.category_source = 'model' and coalesce(t.confidence, -1) < ${values.add(limit, 'real')}`,
  );
  when(filter.importId, (id) => `t.import_id = ${values.add(id, 'uuid')}`);
  return conditions.join(' and ');
}

function textCondition(text: string, values: SqlValues): string | undefined {
  const search = readSearchText(text);
  if (search?.query) {
    return `t.words @@ to_tsquery('simple', ${values.add(search.query)})`;
  }
  return search?.pattern && `${TEXTS} like ${values.add(search.pattern)}`;
}
