/**
 * Calendar dates: `YYYY-MM-DD`, a day without a time or a zone, in the Gregorian calendar,
 * years 1000 to 9999. As text they sort by time, so `<` and `>` compare them.
 */
export type CalendarDate = string;

const ISO_DATE = /^[1-9]\d{3}-\d\d-\d\d$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MS = 86_400_000;

/** Days of a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS[month - 1] ?? 0);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Whether `text` is `YYYY-MM-DD` and that day exists: `2023-02-29` does not. */
export function isCalendarDate(text: string): text is CalendarDate {
  return ISO_DATE.test(text) && dayExists(+text.slice(0, 4), +text.slice(5, 7), +text.slice(8));
}

/** The date of a year, month (1–12) and day, or undefined where the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  if (!dayExists(year, month, day)) return undefined;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Negative, zero or positive as `left` is before, equal to or after `right`. */
export function compareDates(left: CalendarDate, right: CalendarDate): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The day `days` (a whole number, negative for earlier) after `date`. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(epochMs(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (epochMs(to) - epochMs(from)) / DAY_MS;
}

function dayExists(year: number, month: number, day: number): boolean {
  return year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function epochMs(date: CalendarDate): number {
  if (!isCalendarDate(date)) throw new RangeError(`"${date}" is not a calendar date`);
  return Date.parse(`${date}T00:00:00Z`);
}
