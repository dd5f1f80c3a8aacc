import type { CalendarDate } from '#money';
import { ACCOUNTS } from './accounts.js';
import { twoYearsBefore } from './calendar.js';
import { COMMITMENTS } from './commitments.js';
import { goOnHoliday } from './go-on-holiday.js';
import { HOLIDAYS } from './holidays.js';
import type { Period, SampleHousehold, SampleRow } from './household.js';
import { keepCommitment } from './keep-commitments.js';
import { moveMoney } from './move-money.js';
import { quotePounds } from './quote-pounds.js';
import { spendByHabit } from './spend-by-habit.js';
import { HABITS } from './spending-habits.js';

/**
 * Two years in the life of a couple, as their banks would tell it: about 2,500 rows on four accounts in two currencies.
 * The same seed and day give the same household.
 * @param today the last day; nothing is booked after it
 */
export function generateHousehold(seed: number, today: CalendarDate): SampleHousehold {
  const period: Period = { from: twoYearsBefore(today), to: today };
  const trips = HOLIDAYS.flatMap((holiday) => goOnHoliday(holiday, period, seed));
  const away = (date: CalendarDate): boolean => trips.some(({ days }) => date >= days.from && date <= days.to);
  const spending = [
    ...COMMITMENTS.flatMap((commitment) => keepCommitment(commitment, period, seed)),
    ...HABITS.flatMap((habit) => spendByHabit(habit, period, away, seed)),
    ...trips.flatMap((trip) => trip.rows),
  ];
  return {
    accounts: [...ACCOUNTS],
    rows: moveMoney(ACCOUNTS, spending.filter(within(period)), period, seed),
    rates: quotePounds(period, seed),
  };
}

const within =
  ({ from, to }: Period) =>
  (row: SampleRow): boolean =>
    row.bookedOn >= from && row.bookedOn <= to;
