import type { SampleAccount } from './household.js';

/** A couple in Dublin: most of their life is in euro, trips across the sea and a side income in pounds. */
export const ACCOUNTS: readonly SampleAccount[] = [
  {
    key: 'checking',
    name: 'Joint account',
    type: 'checking',
    currency: 'EUR',
    openingBalanceMinor: 284_117,
    institution: 'Liffey Bank',
  },
  {
    key: 'savings',
    name: 'Rainy day savings',
    type: 'savings',
    currency: 'EUR',
    openingBalanceMinor: 912_000,
    institution: 'Liffey Bank',
  },
  {
    key: 'credit-card',
    name: 'Credit card',
    type: 'credit-card',
    currency: 'EUR',
    openingBalanceMinor: -61_243,
    institution: 'Liffey Bank',
  },
  {
    key: 'travel',
    name: 'Travel account',
    type: 'checking',
    currency: 'GBP',
    openingBalanceMinor: 31_050,
    institution: 'Heron Money',
  },
];
