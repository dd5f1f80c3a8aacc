import type { CountryLexicon } from '../country-lexicon.js';
import { GERMANY } from './de.js';
import { FRANCE } from './fr.js';
import { NETHERLANDS } from './nl.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [
  GERMANY,
  FRANCE,
  NETHERLANDS,
];
