import type { RuleAction } from '#contracts/transactions';
import type { EditedField, Rule, RuleRow } from './rule.js';
import { conditionTest, type RowTest } from './rule-conditions.js';
import { splitAmount } from './split-amount.js';

/** A transaction's most, in characters and tags. */
export const MAX_NOTES = 2_000;
export const MAX_TAGS = 50;

/** The row after an action, or the same object where it changes nothing. What a person set by hand stays. */
export function act(action: RuleAction, row: RuleRow): RuleRow {
  const free = (field: EditedField) => !row.editedFields.includes(field);
  const categoryIsFree = free('category') && !row.categoryByPerson && !row.isSplit;
  switch (action.kind) {
    case 'set-category':
      return categoryIsFree && row.categoryId !== action.categoryId ? { ...row, categoryId: action.categoryId } : row;
    case 'set-counterparty':
      return free('counterparty') && row.counterparty !== action.counterparty
        ? { ...row, counterparty: action.counterparty }
        : row;
    case 'add-tags': {
      const added = action.tags.filter((tag) => !row.tags.includes(tag));
      return added.length && row.tags.length + added.length <= MAX_TAGS ? { ...row, tags: [...row.tags, ...added] } : row;
    }
    case 'remove-tags': {
      const tags = row.tags.filter((tag) => !action.tags.includes(tag));
      return free('tags') && tags.length < row.tags.length ? { ...row, tags } : row;
    }
    case 'set-notes':
      return free('notes') && row.notes !== action.notes ? { ...row, notes: action.notes } : row;
    case 'append-notes': {
      if (row.notes?.includes(action.notes)) return row;
      const notes = row.notes ? `${row.notes}\n${action.notes}` : action.notes;
      return [...notes].length <= MAX_NOTES ? { ...row, notes } : row;
    }
    case 'mark-transfer':
      return free('transfer') && !row.isTransfer ? { ...row, isTransfer: true } : row;
    case 'split': {
      const parts = categoryIsFree ? splitAmount(row.amountMinor, action.parts) : undefined;
      return parts ? { ...row, isSplit: true, categoryId: undefined, parts } : row;
    }
  }
}

export interface Ruled {
  row: RuleRow;
  /** A rule that stops has matched. */
  stopped: boolean;
}

/** Rules prepared for many rows. */
export class RuleSet {
  private readonly rules: { rule: Rule; test: RowTest }[];

  /** @param rules those that are on, in their order */
  constructor(rules: Rule[]) {
    this.rules = rules.map((rule) => ({ rule, test: conditionTest(rule) }));
  }

  /**
   * Tries the rules one after the other; each sees what those before it made of the row.
   * @returns the same object where nothing changes
   */
  apply(row: RuleRow): Ruled {
    let current = row;
    for (const { rule, test } of this.rules) {
      if (!test(current)) continue;
      for (const action of rule.actions) current = act(action, current);
      if (rule.stop) return { row: current, stopped: true };
    }
    return { row: current, stopped: false };
  }
}
