import type { CountryLexicon } from '../country-lexicon.js';
import { GERMANY } from './de.js';
import { SPAIN } from './es.js';
import { FRANCE } from './fr.js';
import { NETHERLANDS } from './nl.js';
import { SOUTH_AFRICA } from './za.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [
  GERMANY,
  SPAIN,
  FRANCE,
  NETHERLANDS,
  SOUTH_AFRICA,
];
