import type { CountryLexicon } from '../country-lexicon.js';
import { GERMANY } from './de.js';
import { SPAIN } from './es.js';
import { FRANCE } from './fr.js';
import { UNITED_KINGDOM } from './gb.js';
import { INDIA } from './in.js';
import { ITALY } from './it.js';
import { NETHERLANDS } from './nl.js';
import { UNITED_STATES } from './us.js';
import { SOUTH_AFRICA } from './za.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [
  GERMANY,
  SPAIN,
  FRANCE,
  UNITED_KINGDOM,
  INDIA,
  ITALY,
  NETHERLANDS,
  UNITED_STATES,
  SOUTH_AFRICA,
];
