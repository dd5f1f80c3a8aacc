import type { Decision, EntryFields, RuledFields, Uncategorised } from '../categorisation/decision.js';
import { merchantKey } from '../categorisation/merchant-key.js';
import { asksForCategory, type Rule, type RuleRow } from './rule.js';
import { RuleSet } from './rule-actions.js';

/**
 * A user's rules for transactions on their way into the ledger. They come before history and model; those that ask for the
 * category come after.
 */
export class EntryRules {
  private readonly first: RuleSet;
  private readonly last: RuleSet;

  /** @param rules those that are on, in their order, with widened categories */
  constructor(rules: Rule[]) {
    this.first = new RuleSet(rules.filter((rule) => !asksForCategory(rule)));
    this.last = new RuleSet(rules.filter(asksForCategory));
  }

  begin(row: Uncategorised): Entry {
    if (!row.entry) return untouched(row);
    const before = toRuleRow(row, row.entry);
    const { row: ruled, stopped } = this.first.apply(before);
    const renamed = ruled.counterparty !== before.counterparty;
    return {
      needsCategory: ruled.categoryId === undefined && !ruled.isSplit,
      asked: renamed
        ? { ...row, counterparty: ruled.counterparty, merchantKey: merchantKey(row.description, ruled.counterparty) }
        : row,
      decided: (decision = { source: 'none' }) => {
        const categorised = ruled.categoryId === undefined ? { ...ruled, categoryId: decision.categoryId } : ruled;
        const after = stopped ? categorised : this.last.apply(categorised).row;
        return { ...categoryOf(after, decision), ...(changed(before, after) ? { ruled: fieldsOf(after) } : {}) };
      },
    };
  }
}

function categoryOf({ categoryId, categoryByPerson, isSplit }: RuleRow, decision: Decision): Decision {
  if (isSplit) return { source: 'none' };
  if (categoryId === undefined || categoryId === decision.categoryId) return decision;
  return { categoryId, source: categoryByPerson ? 'user' : 'rule', confidence: 1 };
}

/** A row while it is decided upon. */
export interface Entry {
  /** The rules gave none. */
  needsCategory: boolean;
  /** The row as history and model shall see it. */
  asked: Uncategorised;
  /** @param decision of history or model, where the rules gave no category */
  decided(decision?: Decision): Decision;
}

function untouched(row: Uncategorised): Entry {
  return { needsCategory: true, asked: row, decided: (decision = { source: 'none' }) => decision };
}

function toRuleRow(row: Uncategorised, entry: EntryFields): RuleRow {
  return {
    accountId: entry.accountId,
    bookedOn: row.bookedOn ?? new Date().toISOString().slice(0, 10),
    amountMinor: row.amountMinor,
    description: row.description,
    counterparty: row.counterparty,
    notes: entry.notes,
    categoryByPerson: entry.categoryId !== undefined,
    categoryId: entry.categoryId,
    tags: entry.tags ?? [],
    isTransfer: false,
    isSplit: entry.isSplit ?? false,
    importId: entry.import?.id,
    importFileName: entry.import?.fileName,
    editedFields: entry.editedFields ?? [],
  };
}

function changed(before: RuleRow, after: RuleRow): boolean {
  return (
    after.counterparty !== before.counterparty ||
    after.notes !== before.notes ||
    after.tags !== before.tags ||
    after.isTransfer !== before.isTransfer ||
    after.parts !== undefined
  );
}

function fieldsOf({ description, counterparty, notes, tags, isTransfer, parts }: RuleRow): RuledFields {
  return { counterparty, merchantKey: merchantKey(description, counterparty), notes, tags: [...tags], isTransfer, parts };
}
