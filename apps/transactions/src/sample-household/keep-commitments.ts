import { bankLine } from './bank-line.js';
import { eachMonth, lastWorkingDay, monthOf, nextWorkingDay } from './calendar.js';
import type { Commitment } from './commitments.js';
import type { Period, SampleRow } from './household.js';
import { Random } from './random.js';

/** Every time that a commitment falls due in the period. */
export function keepCommitment(commitment: Commitment, period: Period, seed: number): SampleRow[] {
  const { line, counterparty, account, months, varies = 0, winter = 0, changes } = commitment;
  const random = new Random(seed, line);
  const due = eachMonth(period, commitment.day).filter(
    (date) => date >= period.from && date <= period.to && (!months || months.includes(monthOf(date))),
  );
  return due.map((date, times) => {
    const price = changes && times >= changes.after ? changes.amountMinor : commitment.amountMinor;
    // Coldest in January, warmest in July.
    const season = 1 + winter * Math.cos(((monthOf(date) - 1) / 6) * Math.PI);
    const share = season * (1 + varies * (2 * random.next() - 1));
    return {
      accountKey: account,
      bookedOn: commitment.early ? lastWorkingDay(date) : nextWorkingDay(date),
      amountMinor: Math.round(price * share),
      description: bankLine(line, date, random),
      ...(counterparty ? { counterparty } : {}),
    };
  });
}
