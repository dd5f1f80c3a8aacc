import { addDays, type CalendarDate } from '#money';
import { bankLine, debitCardLine } from './bank-line.js';
import { daysOf, monthOf, weekdayOf } from './calendar.js';
import type { Period, SampleRow } from './household.js';
import { Random } from './random.js';
import type { Habit } from './spending-habits.js';

/** How much oftener a habit happens in its high months. */
const HIGH = 3;

/**
 * The purchases of one habit over a period, and what of them came back.
 * @param away whether the couple is on holiday that day: then shops at home see nothing of them
 */
export function spendByHabit(habit: Habit, period: Period, away: (date: CalendarDate) => boolean, seed: number): SampleRow[] {
  const random = new Random(seed, habit.name);
  const weekSum = habit.week.reduce((sum, share) => sum + share, 0);
  const rows: SampleRow[] = [];
  for (const date of daysOf(period)) {
    const high = habit.high?.includes(monthOf(date)) ? HIGH : 1;
    let expected = (habit.perWeek * habit.week[weekdayOf(date)]! * high) / yearAverage(habit) / weekSum;
    if (away(date)) expected = 0;
    // At most two of a kind a day.
    for (const chance of [expected, expected - 1]) {
      if (random.chance(chance)) rows.push(...purchase(habit, date, random));
    }
  }
  return rows;
}

/** High months must not make the year dearer. */
function yearAverage({ high = [] }: Habit): number {
  return (12 + high.length * (HIGH - 1)) / 12;
}

function purchase(habit: Habit, date: CalendarDate, random: Random): SampleRow[] {
  const [line, least, most] = random.pick(habit.merchants);
  const price = random.price(least, most);
  const spentMinor = habit.round ? Math.round(price / habit.round) * habit.round : price;
  const description =
    habit.paidFrom === 'checking' && !line.startsWith('ATM') ? debitCardLine(line, date, random) : bankLine(line, date, random);
  const row: SampleRow = {
    accountKey: habit.paidFrom,
    // Cards are booked when the merchant hands in the payment.
    bookedOn: addDays(date, random.pick([0, 0, 1, 1, 2])),
    amountMinor: -spentMinor,
    description,
  };
  if (!random.chance(habit.refunds ?? 0)) return [row];
  const refund = {
    ...row,
    bookedOn: addDays(row.bookedOn, random.between(4, 12)),
    amountMinor: spentMinor,
    description: `REFUND ${description}`,
  };
  return [row, refund];
}
