import { eachMonth } from './calendar.js';
import type { Period, SampleRate } from './household.js';
import { Random } from './random.js';

/** About the middle of what the couple pays for pounds (see move-money.ts), in ten-thousandths, and how far a month strays from it. */
const USUAL = 8_560;
const STRAYS = 90;

/** A made-up rate of the pound on the first day of each month, so that sums over all accounts can be shown without any loaded. */
export function quotePounds(period: Period, seed: number): SampleRate[] {
  const random = new Random(seed, 'pounds');
  return eachMonth(period, 1).map((day) => ({
    currency: 'GBP',
    day,
    rate: ((USUAL + random.between(-STRAYS, STRAYS)) / 10_000).toFixed(4),
  }));
}
