import type { AmountCondition, RuleAction, RuleCondition, TextCondition, TextField } from '#contracts/transactions';
import type { SqlValues } from '../ledger/sql-values.js';
import { foldCase, foldedSql } from './fold-case.js';
import type { EditedField, Rule } from './rule.js';
import { MAX_NOTES, MAX_TAGS } from './rule-actions.js';
import { leastSplittable } from './split-amount.js';

/** For a text condition that is a pattern: the condition, in SQL, that stands for it. See matching-texts.ts. */
export type PatternSql = (condition: TextCondition) => string;

const FIELDS: Record<Exclude<TextField, 'any'>, string> = {
  description: 't.description',
  counterparty: 't.counterparty',
  notes: 't.notes',
};

/** The columns that a text condition looks at. */
export const columnsOf = (field: TextField): string[] => (field === 'any' ? Object.values(FIELDS) : [FIELDS[field]]);

/**
 * The conditions of a rule on `transactions.transaction t`: true of exactly the rows for which {@link conditionTest} is. Never
 * null. The user's id is no part of it.
 * @param rule whose categories are widened
 */
export function conditionSql(
  { match, conditions }: Pick<Rule, 'match' | 'conditions'>,
  values: SqlValues,
  pattern: PatternSql,
): string {
  const parts = conditions.map((condition) => `(${one(condition, values, pattern)})`);
  return `(${parts.join(match === 'all' ? ' and ' : ' or ')})`;
}

function one(condition: RuleCondition, values: SqlValues, pattern: PatternSql): string {
  switch (condition.kind) {
    case 'text':
      return condition.test === 'matches' ? pattern(condition) : textSql(condition, values);
    case 'amount':
      return amountSql(condition, values);
    case 'account':
      return `t.account_id = any(${values.add(condition.accountIds, 'uuid[]')})`;
    case 'date':
      return all(
        condition.from != null && `t.booked_on >= ${values.add(condition.from, 'date')}`,
        condition.to != null && `t.booked_on <= ${values.add(condition.to, 'date')}`,
      );
    case 'day-of-month': {
      const { fromDay, toDay } = condition;
      const joined = fromDay > toDay ? 'or' : 'and';
      return `extract(day from t.booked_on) >= ${fromDay} ${joined} extract(day from t.booked_on) <= ${toDay}`;
    }
    case 'category':
      return `t.category_id is not null and t.category_id = any(${values.add(condition.categoryIds, 'text[]')})`;
    case 'uncategorised':
      return 't.category_id is null and not t.is_split';
    case 'import':
      return condition.fileName == null
        ? `t.import_id is not null and t.import_id = ${values.add(condition.importId, 'uuid')}`
        : `t.import_id is not null and t.import_id in (select i.id from transactions.import i where i.user_id = t.user_id
            and strpos(${foldedSql('i.file_name')}, ${values.add(foldCase(condition.fileName), 'text')}) > 0)`;
  }
}

function textSql({ field, test, text }: TextCondition, values: SqlValues): string {
  const wanted = values.add(foldCase(text), 'text');
  const found = columnsOf(field).map((column) => {
    const folded = foldedSql(column);
    if (test === 'equals') return `${folded} = ${wanted}`;
    if (test === 'starts-with') return `starts_with(${folded}, ${wanted})`;
    return `strpos(${folded}, ${wanted}) > 0`;
  });
  const any = `coalesce(${found.join(' or ')}, false)`;
  return test === 'not-contains' ? `not ${any}` : any;
}

function amountSql({ of, atLeastMinor, atMostMinor }: AmountCondition, values: SqlValues): string {
  const amount = of === 'signed' ? 't.amount_minor' : 'abs(t.amount_minor)';
  return all(
    of === 'spent' && 't.amount_minor < 0',
    of === 'received' && 't.amount_minor > 0',
    atLeastMinor != null && `${amount} >= ${values.add(atLeastMinor, 'bigint')}`,
    atMostMinor != null && `${amount} <= ${values.add(atMostMinor, 'bigint')}`,
  );
}

const all = (...conditions: (string | false)[]): string => conditions.filter((text) => text !== false).join(' and ') || 'true';

/**
 * Whether the actions of one rule would change a row of `transactions.transaction t`: true of exactly the rows that
 * {@link act} changes. Holds for the actions of one rule, of which no two touch the same thing.
 */
export function changeSql(actions: RuleAction[], values: SqlValues): string {
  return `(${actions.map((action) => `(${changedBy(action, values)})`).join(' or ')})`;
}

function changedBy(action: RuleAction, values: SqlValues): string {
  const free = (field: EditedField) => `not '${field}' = any(t.edited_fields)`;
  const categoryIsFree = `t.category_source <> 'user' and not t.is_split and ${free('category')}`;
  switch (action.kind) {
    case 'set-category':
      return `t.category_id is distinct from ${values.add(action.categoryId, 'text')} and ${categoryIsFree}`;
    case 'set-counterparty':
      return `t.counterparty is distinct from ${values.add(action.counterparty, 'text')} and ${free('counterparty')}`;
    case 'add-tags': {
      // No subquery: with one in it, PostgreSQL would count on one core only.
      const missing = action.tags.map((tag) => `(not ${values.add(tag, 'text')} = any(t.tags))::int`).join(' + ');
      return `${missing} > 0 and cardinality(t.tags) + ${missing} <= ${MAX_TAGS}`;
    }
    case 'remove-tags':
      return `t.tags && ${values.add(action.tags, 'text[]')} and ${free('tags')}`;
    case 'set-notes':
      return `t.notes is distinct from ${values.add(action.notes, 'text')} and ${free('notes')}`;
    case 'append-notes': {
      const notes = values.add(action.notes, 'text');
      return `coalesce(strpos(t.notes, ${notes}), 0) = 0
        and char_length(${notes}) + coalesce(nullif(char_length(t.notes), 0) + 1, 0) <= ${MAX_NOTES}`;
    }
    case 'mark-transfer':
      return `not t.is_transfer and ${free('transfer')}`;
    case 'split':
      return `abs(t.amount_minor) >= ${values.add(leastSplittable(action.parts), 'bigint')} and ${categoryIsFree}`;
  }
}
