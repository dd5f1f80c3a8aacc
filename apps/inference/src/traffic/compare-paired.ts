import { type Interval, rowsNeeded, sayVerdict, type Verdict, Z_95 } from './verdict.js';
import { logGamma } from './log-gamma.js';

/** The same labelled rows answered by both models, counted by who was right. A is the champion, B the challenger. */
export interface PairedOutcome {
  bothRight: number;
  onlyARight: number;
  onlyBRight: number;
  bothWrong: number;
}

export interface PairedComparison extends Verdict {
  rows: number;
  /** Two-sided p values of "both models are right equally often". */
  exactP: number;
  midP: number;
}

/**
 * Compares champion and challenger on the same labelled rows. Only rows on which exactly one is right tell them apart, so
 * this needs far fewer rows than an A/B split.
 *
 * A model is called better only when both the mid-p value is below 5 % and the 95 % interval excludes zero, so no shown
 * figure contradicts the verdict. As with any fixed level, it holds for one look at the rows, not for hourly ones.
 * `probability` is exact: with a flat prior on the share θ of the deciding rows that B wins, P(θ > 1/2) is
 * P(Binomial(n + 1, 1/2) <= onlyBRight), n being the number of deciding rows.
 *
 * @throws Error where a count is negative or not whole.
 */
export function comparePaired(outcome: PairedOutcome): PairedComparison {
  for (const [name, count] of Object.entries(outcome)) {
    if (!Number.isSafeInteger(count) || count < 0) throw new Error(`${name} is ${count}, not a whole number of rows.`);
  }
  const { bothRight, onlyARight, onlyBRight, bothWrong } = outcome;
  const deciding = onlyARight + onlyBRight;
  const rows = bothRight + deciding + bothWrong;
  const { exactP, midP } = mcnemarTest(onlyARight, onlyBRight);
  const probability = halfBinomialAtMost(onlyBRight, deciding + 1);
  if (rows === 0) {
    const words = 'Undecided: no row is labelled yet.';
    return { better: 'undecided', probability, difference: 0, interval: { low: -1, high: 1 }, rows, exactP, midP, words };
  }
  const interval = pairedDifferenceInterval(outcome);
  const difference = (onlyBRight - onlyARight) / rows;
  const better = midP < 0.05 && interval.low > 0 ? 'B' : midP < 0.05 && interval.high < 0 ? 'A' : 'undecided';
  const verdict: Omit<Verdict, 'words'> = { better, probability, difference, interval };
  if (better === 'undecided') {
    const needed = rowsNeeded(rows, difference, (interval.high - interval.low) / (2 * Z_95));
    if (needed !== undefined) verdict.needed = needed;
  }
  return { ...verdict, rows, exactP, midP, words: sayVerdict(verdict, 'rows that both models answer and somebody labels') };
}

/**
 * McNemar's test from the two counts of rows on which exactly one model is right: under equality each is half of them.
 * `exactP` doubles the smaller binomial tail; `midP` counts the observed outcome itself only half, which makes up for the
 * exact test's being too cautious. Both are 1 where no row decides.
 * Source: Fagerland, Lydersen & Laake, BMC Medical Research Methodology 13 (2013) 91.
 */
export function mcnemarTest(onlyARight: number, onlyBRight: number): { exactP: number; midP: number } {
  const deciding = onlyARight + onlyBRight;
  if (deciding === 0) return { exactP: 1, midP: 1 };
  const fewer = Math.min(onlyARight, onlyBRight);
  const doubled = 2 * halfBinomialAtMost(fewer, deciding);
  const observed = Math.exp(logHalfBinomial(fewer, deciding));
  return { exactP: Math.min(1, doubled), midP: Math.min(1, doubled - observed) };
}

/**
 * 95 % interval of accuracy B minus accuracy A: Wald's after one row is added to each deciding cell, cut to -1..1.
 * Source: Bonett & Price, Journal of Educational and Behavioral Statistics 37 (2012) 479-488; recommended by
 * Fagerland, Lydersen & Laake, Statistics in Medicine 33 (2014) 2850-2875.
 */
export function pairedDifferenceInterval({ bothRight, onlyARight, onlyBRight, bothWrong }: PairedOutcome): Interval {
  const rows = bothRight + onlyARight + onlyBRight + bothWrong + 2;
  const shareA = (onlyARight + 1) / rows;
  const shareB = (onlyBRight + 1) / rows;
  const centre = shareB - shareA;
  const half = Z_95 * Math.sqrt((shareA + shareB - centre ** 2) / rows);
  return { low: Math.max(-1, centre - half), high: Math.min(1, centre + half) };
}

/** P(X <= k) for X ~ Binomial(n, 1/2), summed over the shorter tail. */
function halfBinomialAtMost(k: number, n: number): number {
  if (k >= n) return 1;
  if (k > n / 2) return 1 - halfBinomialAtMost(n - k - 1, n);
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += Math.exp(logHalfBinomial(i, n));
  return sum;
}

/** ln P(X = k) for X ~ Binomial(n, 1/2). */
function logHalfBinomial(k: number, n: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2;
}
