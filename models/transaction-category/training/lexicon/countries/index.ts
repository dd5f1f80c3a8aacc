import type { CountryLexicon } from '../country-lexicon.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [];
