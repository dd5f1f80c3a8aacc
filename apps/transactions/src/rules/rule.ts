import type { RuleAction, RuleCondition, RuleDraft, RuleMatch } from '#contracts/transactions';

/** A rule as it works: what it is called does not matter to it. */
export interface Rule {
  match: RuleMatch;
  conditions: RuleCondition[];
  actions: RuleAction[];
  stop: boolean;
}

/** A rule as a person knows it. */
export interface NamedRule extends Rule {
  id: string;
  name: string;
}

/** A field of a transaction that a person may have set by hand; see the migration for who notes it. */
export type EditedField = 'category' | 'counterparty' | 'notes' | 'tags' | 'transfer';

/** A part that a rule divides a transaction into. Signed, minor units. */
export interface SplitPart {
  categoryId?: string;
  amountMinor: number;
  notes?: string;
}

/** What rules look at, and what they change. */
export interface RuleRow {
  accountId: string;
  /** `YYYY-MM-DD` */
  bookedOn: string;
  /** Signed. */
  amountMinor: number;
  description: string;
  counterparty?: string;
  notes?: string;
  categoryId?: string;
  /** A person gave the category. */
  categoryByPerson: boolean;
  tags: readonly string[];
  isTransfer: boolean;
  isSplit: boolean;
  /** What it was just divided into. */
  parts?: SplitPart[];
  importId?: string;
  importFileName?: string;
  editedFields: readonly EditedField[];
}

/** Whether a rule asks what the category is: such rules are tried after the others, when it is known. */
export const asksForCategory = ({ conditions }: Pick<RuleDraft, 'conditions'>): boolean =>
  conditions.some(({ kind }) => kind === 'category' || kind === 'uncategorised');

/** The order in which rules are tried: their own, but those that ask for the category after all others. */
export function categoryLast<T extends Pick<RuleDraft, 'conditions'>>(rules: T[]): T[] {
  return [...rules.filter((rule) => !asksForCategory(rule)), ...rules.filter(asksForCategory)];
}
