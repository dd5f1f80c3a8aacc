import type { CountryLexicon } from '../country-lexicon.js';
import { GERMANY } from './de.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [
  GERMANY,
];
