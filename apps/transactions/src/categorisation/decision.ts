import type { CategorySource } from '#contracts/transactions';

/** What is known of a transaction before it has a category. */
export interface Uncategorised {
  description: string;
  counterparty?: string;
  /** Signed, in minor units: a refund and a purchase of one merchant may differ. */
  amountMinor: number;
  /** As `merchantKey` makes it of the two texts, where the caller has it already. */
  merchantKey?: string;
}

/** A category and who decided it; source `none` without one. */
export interface Decision {
  categoryId?: string;
  source: CategorySource;
  /** 1 where a rule or the user's history decided. */
  confidence?: number;
}
