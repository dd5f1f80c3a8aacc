import type { CalendarDate } from './calendar-date.js';
import { calendarDate } from './calendar-date.js';
import { monthOfName } from './month-names.js';

/** The order in which a date that is written in figures has its year, month and day. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Digits or letters; all else (points, slashes, spaces, commas) only separates. */
const TOKENS = /\d+|\p{L}+/gu;
/** What may follow a date: a time of day, with its fraction, zone or am/pm. */
const TIME =
  /[T\s,]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?\s*$/iu;
/** Words inside a written date: 1st, 2nd, 1er juillet, 5 de enero, den 3. juni. */
const FILLERS = new Set(['st', 'nd', 'rd', 'th', 'of', 'er', 'le', 'de', 'del', 'den', 'der']);
const COMPACT_TIME = /^\d{8}\d{6}(?:\.\d+)?$/;

/**
 * The calendar date that `text` names, read in `order`, or undefined where it names none
 * (31 February, a month 13, no date at all).
 *
 * Reads `31/12/2024`, `31.12.24`, `2024-12-31`, `20241231`, `31122024`, `31-Dec-24`,
 * `Dec 31, 2024`, `31. Dezember 2024`, each also with a time after it, which is dropped: a
 * statement's day is the bank's day, whatever zone a reader is in. A year of four digits in
 * front, or a month by name, tells the order itself. Two digits of a year mean 1970–2069.
 */
export function parseDate(text: string, order: DateOrder): CalendarDate | undefined {
  if (text.length < 6 || text.length > 60) return undefined;
  const dated = COMPACT_TIME.test(text) ? text.slice(0, 8) : text.replace(TIME, '');
  const tokens = dated.match(TOKENS);
  if (!tokens || tokens.length > 6) return undefined;
  const figures: string[] = [];
  let month: number | undefined;
  for (const token of tokens) {
    if (token.charCodeAt(0) <= 57) figures.push(token);
    else if (FILLERS.has(token.toLowerCase())) continue;
    else if (month === undefined && monthOfName(token) !== undefined) month = monthOfName(token);
    else if (figures.length === 0 && month === undefined)
      continue; // a weekday in front
    else return undefined;
  }
  if (figures.length === 1 && month === undefined) return tokens.length === 1 ? compact(figures[0] as string, order) : undefined;
  if (figures.length === 2 && month !== undefined) return withMonthName(figures as [string, string], month);
  if (figures.length === 3 && month === undefined) return ordered(figures as [string, string, string], order);
  return undefined;
}

function withMonthName([first, second]: [string, string], month: number): CalendarDate | undefined {
  const [year, day] = first.length === 4 ? [first, second] : [second, first];
  return calendarDate(fullYear(year), month, dayOrMonth(day));
}

function ordered([first, second, third]: [string, string, string], order: DateOrder): CalendarDate | undefined {
  if (first.length === 4) return calendarDate(fullYear(first), dayOrMonth(second), dayOrMonth(third));
  if (order === 'ymd') return calendarDate(fullYear(first), dayOrMonth(second), dayOrMonth(third));
  const [day, month] = order === 'dmy' ? [first, second] : [second, first];
  return calendarDate(fullYear(third), dayOrMonth(month), dayOrMonth(day));
}

/** Six or eight figures without separators. */
function compact(figures: string, order: DateOrder): CalendarDate | undefined {
  if (figures.length === 8) {
    const yearFirst = ordered([figures.slice(0, 4), figures.slice(4, 6), figures.slice(6)], 'ymd');
    if (order === 'ymd') return yearFirst;
    return ordered([figures.slice(0, 2), figures.slice(2, 4), figures.slice(4)], order);
  }
  if (figures.length === 6) return ordered([figures.slice(0, 2), figures.slice(2, 4), figures.slice(4)], order);
  return undefined;
}

function fullYear(text: string): number {
  if (text.length === 4) return +text;
  if (text.length !== 2) return 0;
  return +text + (+text < 70 ? 2000 : 1900);
}

function dayOrMonth(text: string): number {
  return text.length <= 2 ? +text : 0;
}
