import { logGamma, type Interval } from './proportions.js';

/** Two versions on the same rows. */
export interface PairedTally {
  rows: number;
  /** Right by both. */
  both: number;
  /** Right by the champion alone. */
  champion: number;
  /** Right by the challenger alone. */
  challenger: number;
}

const Z = 1.959963984540054;

/**
 * McNemar's exact test: how likely rows on which the versions differ fall as unevenly by chance, were both as good (two-sided
 * binomial; McNemar 1947). 1 where they never differ.
 */
export function mcnemarExact({ champion, challenger }: PairedTally): number {
  const differing = champion + challenger;
  if (differing === 0) return 1;
  return Math.min(1, 2 * binomialUpTo(Math.min(champion, challenger), differing));
}

/**
 * Probability that the challenger is the better one: that more than half of the rows on which they differ go to it, under a uniform
 * prior. P(Beta(c + 1, b + 1) > ½) is the probability of at most c heads in b + c + 1 throws.
 */
export function probabilityChallengerBetter({ champion, challenger }: PairedTally): number {
  return binomialUpTo(challenger, champion + challenger + 1);
}

/** Interval of the challenger's share of right answers less the champion's (Wald with Agresti and Min's +2, 2005). */
export function pairedInterval({ rows, champion, challenger }: PairedTally): Interval {
  const [b, c, n] = [champion + 0.5, challenger + 0.5, rows + 2];
  const difference = (c - b) / n;
  const half = (Z * Math.sqrt(b + c - (c - b) ** 2 / n)) / n;
  return [Math.max(-1, difference - half), Math.min(1, difference + half)];
}

/** Probability of at most `most` heads in `throws` throws of a fair coin. */
function binomialUpTo(most: number, throws: number): number {
  let sum = 0;
  for (let heads = 0; heads <= most; heads++) {
    const ways = logGamma(throws + 1) - logGamma(heads + 1) - logGamma(throws - heads + 1);
    sum += Math.exp(ways - throws * Math.LN2);
  }
  return Math.min(1, sum);
}
