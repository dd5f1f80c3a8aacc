import type { AccountType } from '#contracts/transactions';
import type { CalendarDate } from '#money';

/** The accounts of the household, by the names that the generator uses. */
export type AccountKey = 'checking' | 'savings' | 'credit-card' | 'travel';

export interface SampleAccount {
  key: AccountKey;
  name: string;
  type: AccountType;
  /** ISO 4217 code. */
  currency: string;
  /** In minor units, before the first row. */
  openingBalanceMinor: number;
  institution: string;
}

/** One line of a bank statement. */
export interface SampleRow {
  accountKey: AccountKey;
  bookedOn: CalendarDate;
  /** Minor units of the account's currency; negative is money spent. */
  amountMinor: number;
  description: string;
  /** The other side's name, which banks give for transfers and direct debits, not for cards. */
  counterparty?: string;
}

/** What one euro was worth from a day on. */
export interface SampleRate {
  /** ISO 4217 code. */
  currency: string;
  day: CalendarDate;
  /** Units of the currency; decimal text. */
  rate: string;
}

export interface SampleHousehold {
  accounts: SampleAccount[];
  /** By booked date. */
  rows: SampleRow[];
  /** By day; the first one is not after the first row. */
  rates: SampleRate[];
}

/** The days that a household covers, both included. */
export interface Period {
  from: CalendarDate;
  to: CalendarDate;
}
