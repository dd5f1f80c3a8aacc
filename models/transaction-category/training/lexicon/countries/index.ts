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
import { DENMARK } from './dk.js';
import { SPAIN } from './es.js';
import { FRANCE } from './fr.js';
import { UNITED_KINGDOM } from './gb.js';
import { INDONESIA } from './id.js';
import { INDIA } from './in.js';
import { ITALY } from './it.js';
import { JAPAN } from './jp.js';
import { MEXICO } from './mx.js';
import { NETHERLANDS } from './nl.js';
import { NORWAY } from './no.js';
import { PERU } from './pe.js';
import { POLAND } from './pl.js';
import { PORTUGAL } from './pt.js';
import { RUSSIA } from './ru.js';
import { SWEDEN } from './se.js';
import { TURKEY } from './tr.js';
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
  DENMARK,
  SPAIN,
  FRANCE,
  UNITED_KINGDOM,
  INDONESIA,
  INDIA,
  ITALY,
  JAPAN,
  MEXICO,
  NETHERLANDS,
  NORWAY,
  PERU,
  POLAND,
  PORTUGAL,
  RUSSIA,
  SWEDEN,
  TURKEY,
  UNITED_STATES,
  WORLDWIDE,
  SOUTH_AFRICA,
];
