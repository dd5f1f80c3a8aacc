import type { CategorySource } from '#contracts/transactions';
import type { EditedField, SplitPart } from '../rules/rule.js';
import type { Opinion } from './learning/personal-model.js';

/** What is known of a transaction before it has a category. */
export interface Uncategorised {
  description: string;
  counterparty?: string;
  /** Signed, in minor units: a refund and a purchase of one merchant may differ. */
  amountMinor: number;
  /** `YYYY-MM-DD`; today where it is not told. */
  bookedOn?: string;
  /** As `merchantKey` makes it of the two texts, where the caller has it already. */
  merchantKey?: string;
  /** Told of rows that are on their way into the ledger: only then are the user's rules tried. */
  entry?: EntryFields;
}

/** What the user's rules may look at besides. */
export interface EntryFields {
  accountId: string;
  notes?: string;
  tags?: string[];
  import?: { id: string; fileName: string };
  /** Divided already: then nobody gives it a category. */
  isSplit?: boolean;
  /** A person chose it, so nobody else does. */
  categoryId?: string;
  /** What a person has said of it, and rules leave alone. */
  editedFields?: EditedField[];
}

/** What the user's rules made of a new row, in place of what it brought. */
export interface RuledFields {
  counterparty?: string;
  merchantKey: string;
  notes?: string;
  tags: string[];
  isTransfer: boolean;
  /** The parts it is divided into; then it has no category. */
  parts?: SplitPart[];
}

/** A category and who decided it; source `none` without one. */
export interface Decision {
  categoryId?: string;
  source: CategorySource;
  /** Probability that the category is right; 1 where a person or a rule decided. */
  confidence?: number;
  /** Where rules change more than the category. */
  ruled?: RuledFields;
}

/** Below this nobody knows, and saying so is worth more than a guess. */
const MIN_CONFIDENCE = 0.15;

/** The category that an opinion comes to, if it is sure enough; `history` where the user's corrections are most of it. */
export function decisionOf({ ranked: [best], learned }: Opinion): Decision {
  if (!best || best.probability < MIN_CONFIDENCE) return { source: 'none' };
  return { categoryId: best.categoryId, source: learned >= 0.5 ? 'history' : 'model', confidence: best.probability };
}
