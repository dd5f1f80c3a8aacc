import type { CalendarDate } from '#money';
import { calendarDate, daysInMonth } from '#money';

/**
 * The day that a bank means by a year, month and day. Interest is often reckoned with months of 30 days, so value dates such
 * as 30 February are written: they are the month's last day. Undefined for any other day that does not exist.
 */
export function bankDay(year: number, month: number, day: number): { date: CalendarDate; moved: boolean } | undefined {
  const date = calendarDate(year, month, day);
  if (date !== undefined) return { date, moved: false };
  if (month !== 2 || day < 29 || day > 30) return undefined;
  const last = calendarDate(year, month, daysInMonth(year, month));
  return last === undefined ? undefined : { date: last, moved: true };
}
