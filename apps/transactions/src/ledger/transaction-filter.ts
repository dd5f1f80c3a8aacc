import type { TransactionFilter } from '#contracts/transactions';
import { checkedDate, checkedMinor } from './check-input.js';
import { readSearchText } from './search-text.js';
import type { SqlValues } from './sql-values.js';

/** The texts of a transaction for a plain search; the words of them are in the index. */
const TEXTS = `concat_ws(' ', t.description, t.counterparty, t.notes)`;

/** A filter whose ids have been looked up: a primary category stands beside those below it, a counterparty is its merchants. */
export interface WidenedFilter extends TransactionFilter {
  merchantKeys?: string[];
  /** Only these rows. */
  ids?: string[];
  /** The text is looked for in rows as they come, not by the index of words: for a text that many rows have. */
  textIsCommon?: boolean;
}

/**
 * The condition `where …` of a user's transactions `t` that a filter means. The user's id is always part of it.
 * @throws ServiceError `invalid-input` for a day or an amount that cannot be
 */
export function filterCondition(userId: string, filter: WidenedFilter, values: SqlValues): string {
  const conditions = [`t.user_id = ${values.add(userId)}`];
  const when = <T>(value: T | null | undefined, condition: (value: T) => string | undefined): void => {
    const text = value == null ? undefined : condition(value);
    if (text) conditions.push(text);
  };
  when(filter.ids, (ids) => `t.id = any(${values.add(ids, 'uuid[]')})`);
  when(filter.text, (text) => textCondition(text, values, filter.textIsCommon));
  when(filter.from, (day) => `t.booked_on >= ${values.add(checkedDate('from', day), 'date')}`);
  when(filter.to, (day) => `t.booked_on <= ${values.add(checkedDate('to', day), 'date')}`);
  when(filter.minAmountMinor, (least) => `t.amount_minor >= ${values.add(checkedMinor('minAmountMinor', least), 'bigint')}`);
  when(filter.maxAmountMinor, (most) => `t.amount_minor <= ${values.add(checkedMinor('maxAmountMinor', most), 'bigint')}`);
  when(filter.accountIds, (ids) => `t.account_id = any(${values.add(ids, 'uuid[]')})`);
  when(filter.categoryIds, (ids) => categoryCondition(userId, ids, values));
  when(filter.merchantKeys, (keys) => `t.merchant_key = any(${values.add(keys, 'text[]')})`);
  when(filter.tags, (tags) => `t.tags @> ${values.add(tags, 'text[]')}`);
  when(filter.uncategorised || undefined, () => 't.category_id is null and not t.is_split');
  when(
    filter.confidenceBelow,
    (limit) => `t.category_source = 'model' and coalesce(t.confidence, -1) < ${values.add(limit, 'real')}`,
  );
  if (filter.transfer != null) conditions.push(filter.transfer ? 't.is_transfer' : 'not t.is_transfer');
  when(filter.importId, (id) => `t.import_id = ${values.add(id, 'uuid')}`);
  return conditions.join(' and ');
}

/**
 * By its own category, or that of one of its parts. Divided rows are few and have an index of their own, so both sides of the "or"
 * can be found without reading the rest.
 */
function categoryCondition(userId: string, categoryIds: string[], values: SqlValues): string {
  const ids = values.add(categoryIds, 'text[]');
  return `(t.category_id = any(${ids}) or ${partOfCategory(userId, ids, values)})`;
}

/** That a part of the divided transaction `t` belongs to one of the categories `ids`, a placeholder. */
export function partOfCategory(userId: string, ids: string, values: SqlValues): string {
  return `(t.is_split and t.id in (
    select s.transaction_id from transactions.transaction_split s where s.user_id = ${values.add(userId)} and s.category_id = any(${ids})))`;
}

function textCondition(text: string, values: SqlValues, common?: boolean): string | undefined {
  const search = readSearchText(text);
  if (search?.query) {
    const query = `to_tsquery('simple', ${values.add(search.query)})`;
    // The same question; by its name PostgreSQL has no index for it.
    return common ? `ts_match_vq(t.words, ${query})` : `t.words @@ ${query}`;
  }
  return search?.pattern && `${TEXTS} like ${values.add(search.pattern)}`;
}
