import { addDays, type CalendarDate } from '#money';
import { bankLine } from './bank-line.js';
import { dayOfMonth, daysOf, yearOf } from './calendar.js';
import type { Holiday } from './holidays.js';
import type { Period, SampleRow } from './household.js';
import { Random } from './random.js';

export interface Trip {
  days: Period;
  rows: SampleRow[];
}

/** The holiday in each year of the period; one that begins after its end may be booked already. */
export function goOnHoliday(holiday: Holiday, period: Period, seed: number): Trip[] {
  const trips: Trip[] = [];
  for (let year = yearOf(period.from); year <= yearOf(period.to) + 1; year++) {
    const random = new Random(seed, `${holiday.name} ${year}`);
    const from = addDays(dayOfMonth(year, holiday.month, holiday.day), random.between(-3, 3));
    const days = { from, to: addDays(from, holiday.nights) };
    trips.push({
      days,
      rows: [...bookings(holiday, from, random), ...daysOf(days).flatMap((day) => spendDay(holiday, day, random))],
    });
  }
  return trips;
}

function bookings({ bookings }: Holiday, from: CalendarDate, random: Random): SampleRow[] {
  return bookings.map(({ line, account, least, most, daysBefore }) => {
    const bookedOn = addDays(from, -daysBefore);
    return {
      accountKey: account,
      bookedOn,
      amountMinor: -random.between(least, most),
      description: bankLine(line, bookedOn, random),
    };
  });
}

function spendDay({ daily, perDay, paidFrom }: Holiday, day: CalendarDate, random: Random): SampleRow[] {
  const times = Math.floor(perDay) + (random.chance(perDay % 1) ? 1 : 0);
  return Array.from({ length: times }, () => {
    const [line, least, most] = random.pick(daily);
    return {
      accountKey: paidFrom,
      bookedOn: addDays(day, random.pick([0, 1])),
      amountMinor: -random.price(least, most),
      description: bankLine(line, day, random),
    };
  });
}
