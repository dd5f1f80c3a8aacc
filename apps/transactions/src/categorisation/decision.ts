import type { CategorySource } from '#contracts/transactions';
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
}

/** A category and who decided it; source `none` without one. */
export interface Decision {
  categoryId?: string;
  source: CategorySource;
  /** Probability that the category is right; 1 where a person or a rule decided. */
  confidence?: number;
}

/** Below this nobody knows, and saying so is worth more than a guess. */
const MIN_CONFIDENCE = 0.15;

/** The category that an opinion comes to, if it is sure enough; `history` where the user's corrections are most of it. */
export function decisionOf({ ranked: [best], learned }: Opinion): Decision {
  if (!best || best.probability < MIN_CONFIDENCE) return { source: 'none' };
  return { categoryId: best.categoryId, source: learned >= 0.5 ? 'history' : 'model', confidence: best.probability };
}
