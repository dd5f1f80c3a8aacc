import type { AccountType } from '#contracts/transactions';

/** An account as far as pairing looks at it. */
export interface LegAccount {
  id: string;
  name: string;
  type: AccountType;
  institution: string | null;
  bankRef: string | null;
}

/** One movement that may be half of a transfer. */
export interface Leg {
  id: string;
  accountId: string;
  /** Days since any fixed day. */
  day: number;
  /** Minor units of `currency`; negative is the leg that left. */
  amountMinor: number;
  currency: string;
  description: string;
  counterparty: string | null;
  reference: string | null;
  /** Account number of the other side, as the bank gave it. */
  counterpartyAccount: string | null;
  originalAmountMinor: number | null;
  originalCurrency: string | null;
  categoryId: string | null;
  /** Whether a person or a rule chose the category. */
  categorySettled: boolean;
  /** Counts as a transfer already, without a pair. */
  isTransfer: boolean;
}
