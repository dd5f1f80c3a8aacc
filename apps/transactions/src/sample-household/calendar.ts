import { addDays, calendarDate, daysBetween, daysInMonth, type CalendarDate } from '#money';
import type { Period } from './household.js';

/** 0 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

export const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));
/** 1 to 12. */
export const monthOf = (date: CalendarDate): number => Number(date.slice(5, 7));

/** Every day of the period. */
export function daysOf({ from, to }: Period): CalendarDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
}

/** A day of each month that the period touches; the month's last day where it has no such day. */
export function eachMonth({ from, to }: Period, day: number): CalendarDate[] {
  const dates: CalendarDate[] = [];
  const first = yearOf(from) * 12 + monthOf(from) - 1;
  const last = yearOf(to) * 12 + monthOf(to) - 1;
  for (let month = first; month <= last; month++) {
    dates.push(dayOfMonth(Math.floor(month / 12), (month % 12) + 1, day));
  }
  return dates;
}

/** That day of a month (1–12), or the month's last day where it has no such day. */
export function dayOfMonth(year: number, month: number, day: number): CalendarDate {
  return calendarDate(year, month, Math.min(day, daysInMonth(year, month)))!;
}

/** Banks book nothing at weekends: direct debits wait until Monday. */
export function nextWorkingDay(date: CalendarDate): CalendarDate {
  const weekday = weekdayOf(date);
  return weekday === 6 ? addDays(date, 2) : weekday === 0 ? addDays(date, 1) : date;
}

/** Salaries do not wait: they come on Friday. */
export function lastWorkingDay(date: CalendarDate): CalendarDate {
  const weekday = weekdayOf(date);
  return weekday === 6 ? addDays(date, -1) : weekday === 0 ? addDays(date, -2) : date;
}

/** Today's day two years ago; 28 February for the 29th. */
export function twoYearsBefore(date: CalendarDate): CalendarDate {
  return dayOfMonth(yearOf(date) - 2, monthOf(date), Number(date.slice(8)));
}
