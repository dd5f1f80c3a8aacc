import type { DetailedCategory } from '#contracts/categories';
import type { PhraseList } from './phrase-list.js';

/** What statements of one country say. Lists are separated by `|`, lower case without diacritics, slots in braces as in phrase-list.ts. */
export interface CountryLexicon {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Merchants as card statements of the country name them, abbreviations included. */
  merchants: [DetailedCategory, string][];
  /** Words that tell the trade inside the name of an independent business: `bakery|butchery|biltong`. Composed with places and surnames by the sampler. */
  trades: [DetailedCategory, string][];
  /** Bills and regular payments: utilities, insurers, lenders, public bodies, schools. */
  bills: PhraseList;
  /** The banks' own wording: fees, interest, transfers, cash, salary, reversals. */
  statements: PhraseList;
  /** What the country's banks put before a card purchase or a debit, and after it. */
  cardPrefixes: string;
  debitPrefixes: string;
  suffixes: string;
  places: string;
  firstNames: string;
  surnames: string;
}
