import type { CountryLexicon } from '../country-lexicon.js';
import { ARGENTINA } from './ar.js';
import { AUSTRIA } from './at.js';
import { AUSTRALIA } from './au.js';
import { BELGIUM } from './be.js';
import { BRAZIL } from './br.js';
import { SWITZERLAND } from './ch.js';
import { CHILE } from './cl.js';
import { COLOMBIA } from './co.js';
import { GERMANY } from './de.js';
import { SPAIN } from './es.js';
import { FRANCE } from './fr.js';
import { UNITED_KINGDOM } from './gb.js';
import { INDIA } from './in.js';
import { ITALY } from './it.js';
import { MEXICO } from './mx.js';
import { NETHERLANDS } from './nl.js';
import { PERU } from './pe.js';
import { POLAND } from './pl.js';
import { PORTUGAL } from './pt.js';
import { SWEDEN } from './se.js';
import { UNITED_STATES } from './us.js';
import { WORLDWIDE } from './worldwide.js';
import { SOUTH_AFRICA } from './za.js';

/** What statements say, country by country. */
export const COUNTRIES: CountryLexicon[] = [
  ARGENTINA,
  AUSTRIA,
  AUSTRALIA,
  BELGIUM,
  BRAZIL,
  SWITZERLAND,
  CHILE,
  COLOMBIA,
  GERMANY,
  SPAIN,
  FRANCE,
  UNITED_KINGDOM,
  INDIA,
  ITALY,
  MEXICO,
  NETHERLANDS,
  PERU,
  POLAND,
  PORTUGAL,
  SWEDEN,
  UNITED_STATES,
  WORLDWIDE,
  SOUTH_AFRICA,
];
