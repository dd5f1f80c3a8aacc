import { chiSquareQuantile } from './chi-square.js';
import { type SignalCounts } from './histogram.js';
import { type Distribution, isNumericDistribution, OTHER_VALUES } from './reference.js';

/** Levels of the population stability index; `not enough data` where the window is too small to tell. */
export type DriftLevel = 'major' | 'moderate' | 'stable' | 'not enough data';

/**
 * Bounds of the index: below 0.1 stable, 0.1 to 0.25 a moderate shift, above 0.25 a major one.
 * Source: Siddiqi, Credit Risk Scorecards (Wiley, 2006), chapter on reporting.
 */
export const MODERATE_PSI = 0.1;
export const MAJOR_PSI = 0.25;

/** Fewer values than this are not judged at all, whatever they look like. */
export const MINIMUM_ROWS = 50;

/**
 * The least share that enters the index, since its logarithm knows no zero. A value that the reference never saw and that
 * makes up 5 % of a window so contributes 0.31, enough for a major shift by itself.
 */
const SHARE_FLOOR = 0.0001;

/** Places expected to hold fewer values are pooled, as their shares are mostly chance. */
const MINIMUM_EXPECTED = 5;

/** A window of an unchanged signal exceeds the noise bound with this probability. */
const FALSE_ALARM = 0.001;

export interface DistributionComparison {
  level: DriftLevel;
  /** Values compared, without missing ones. */
  rows: number;
  psi: number;
  /** The index with one row added to every place of both samples: what is compared with the noise bound. */
  smoothedPsi: number;
  /** What the index is on average, and what it stays below in 999 of 1000 windows, if nothing has changed. */
  expectedPsi: number;
  noiseBound: number;
  /** Jensen-Shannon distance to base 2: 0 for equal distributions, 1 for disjoint ones. */
  jensenShannon: number;
  /** Largest difference of the cumulative shares at a bin edge, 0 to 1; undefined for categories, which have no order. */
  kolmogorovSmirnov?: number;
  /** Share of the values outside the reference's bins, or not among its values. */
  outside: number;
  /** Share of the window's entries that carry no value. */
  missing: number;
  /** The window's distribution. Of a number it lacks the values outside, so its shares then sum to less than 1. */
  current: Distribution;
}

/** Shares of reference and window in the same places. */
interface AlignedShares {
  reference: number[];
  current: number[];
}

/**
 * Compares a window with its reference and judges the difference.
 *
 * With nothing changed, the index of B bins is about (1/n + 1/m) times a chi-square variable with B - 1 degrees of freedom,
 * for n reference and m window rows (Yurdakul & Naranjo, "Statistical properties of the population stability index", Journal
 * of Risk Model Validation 14 (2020) 89-100). So a window of 100 rows and ten bins has an index of 0.09 by chance alone. A
 * shift is reported only where the index exceeds the 99.9 % quantile of that; and where that quantile is itself above 0.25,
 * a lower index means `not enough data`, as even a major shift might hide in it. The bound is for one signal: of a thousand
 * unchanged signals about one alarms.
 *
 * The approximation fails for the plain index: a place that is empty by chance contributes as much as the floor makes of it.
 * In 4,000 simulated windows of an unchanged signal (1,000 reference rows; 60, 200 or 1,000 window rows; quantile bins of a
 * heavy-tailed number, or Zipf-distributed categories) 0.3 to 2.9 % were above the bound instead of 0.1 %. With one row added to
 * every place of both samples 0 to 0.2 % were. So significance is judged by the smoothed index, size by the plain one.
 *
 * @param referenceRows rows behind the reference.
 * @throws Error where a histogram's edges are not the reference's, or numbers are compared with categories.
 */
export function compareDistributions(
  reference: Distribution,
  referenceRows: number,
  window: SignalCounts,
): DistributionComparison {
  const { shares, current, rows, outside } = align(reference, window);
  const missing = window.missing === 0 ? 0 : window.missing / (rows + window.missing);
  const pooled = poolRareShares(shares, Math.min(referenceRows, rows));
  const psi = populationStabilityIndex(pooled.reference, pooled.current);
  const smoothedPsi = populationStabilityIndex(addOneRow(pooled.reference, referenceRows), addOneRow(pooled.current, rows));
  const degrees = pooled.reference.length - 1;
  const noise = rows === 0 ? Infinity : 1 / referenceRows + 1 / rows;
  const comparison: DistributionComparison = {
    level: 'not enough data',
    rows,
    psi,
    smoothedPsi,
    expectedPsi: degrees === 0 ? 0 : degrees * noise,
    noiseBound: degrees === 0 ? 0 : noise * chiSquareQuantile(degrees, FALSE_ALARM),
    jensenShannon: jensenShannonDistance(shares.reference, shares.current),
    outside,
    missing,
    current,
  };
  if (window.kind === 'numeric') comparison.kolmogorovSmirnov = kolmogorovSmirnov(shares.reference, shares.current);
  if (rows >= MINIMUM_ROWS) comparison.level = judgePsi(psi, smoothedPsi, comparison.noiseBound);
  return comparison;
}

/** The level of an index of a window that is large enough to look at. See `compareDistributions` for the bound. */
export function judgePsi(psi: number, smoothedPsi: number, noiseBound: number): DriftLevel {
  if (smoothedPsi <= noiseBound) return noiseBound > MAJOR_PSI ? 'not enough data' : 'stable';
  if (psi > MAJOR_PSI) return 'major';
  return psi < MODERATE_PSI ? 'stable' : 'moderate';
}

/**
 * Population stability index: the sum of (q - p) ln(q / p) over the places of both distributions, shares below 0.0001 taken
 * as 0.0001. It is the sum of the two Kullback-Leibler divergences, so it is the same both ways.
 */
export function populationStabilityIndex(reference: readonly number[], current: readonly number[]): number {
  return reference.reduce((sum, share, place) => {
    const p = Math.max(share, SHARE_FLOOR);
    const q = Math.max(current[place]!, SHARE_FLOOR);
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/**
 * Jensen-Shannon distance to base 2, 0 to 1: the square root of the mean divergence of both distributions from their middle.
 * Source: Lin, IEEE Transactions on Information Theory 37 (1991) 145-151; the root is a metric by Endres & Schindelin, 2003.
 */
export function jensenShannonDistance(reference: readonly number[], current: readonly number[]): number {
  const divergence = reference.reduce((sum, p, place) => {
    const q = current[place]!;
    const middle = (p + q) / 2;
    return sum + (p > 0 ? (p / 2) * Math.log2(p / middle) : 0) + (q > 0 ? (q / 2) * Math.log2(q / middle) : 0);
  }, 0);
  // Rounding may leave equal distributions a hair below zero.
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

/**
 * Largest difference of the cumulative shares over bins in order. Differences inside a bin are not seen, so it is a lower
 * bound of the Kolmogorov-Smirnov statistic of the values themselves.
 */
export function kolmogorovSmirnov(reference: readonly number[], current: readonly number[]): number {
  let [difference, largest] = [0, 0];
  reference.forEach((share, place) => {
    difference += current[place]! - share;
    largest = Math.max(largest, Math.abs(difference));
  });
  return Math.min(1, largest);
}

/** Counts of the window as shares, in the places of the reference followed or enclosed by places for what it lacks. */
function align(reference: Distribution, window: SignalCounts) {
  if (isNumericDistribution(reference)) {
    if (window.kind !== 'numeric') throw new Error('Counts of categories cannot be compared with a distribution of numbers.');
    const { edges } = reference;
    if (edges.length !== window.edges.length || edges.some((edge, index) => edge !== window.edges[index])) {
      throw new Error("The window was counted with other bin edges than the reference's.");
    }
    const rows = sum(window.counts) + window.below + window.above;
    const share = (count: number) => (rows === 0 ? 0 : count / rows);
    const inside = window.counts.map(share);
    const shares: AlignedShares = {
      reference: [0, ...reference.shares, 0],
      current: [share(window.below), ...inside, share(window.above)],
    };
    const current: Distribution = { edges: [...edges], shares: inside };
    return { shares, current, rows, outside: share(window.below + window.above) };
  }
  if (window.kind !== 'categories') throw new Error('Counts of numbers cannot be compared with a distribution of categories.');
  const counts = new Map(reference.values.filter((value) => value !== OTHER_VALUES).map((value) => [value, 0]));
  let other = window.other;
  window.values.forEach((value, place) => {
    const known = counts.get(value);
    if (known === undefined) other += window.counts[place]!;
    else counts.set(value, known + window.counts[place]!);
  });
  const rows = sum(window.counts) + window.other;
  const share = (count: number) => (rows === 0 ? 0 : count / rows);
  const referenceShares = new Map(reference.values.map((value, place) => [value, reference.shares[place]!]));
  const values = [...counts.keys(), OTHER_VALUES];
  const currentShares = [...[...counts.values()].map(share), share(other)];
  const shares: AlignedShares = { reference: values.map((value) => referenceShares.get(value) ?? 0), current: currentShares };
  return { shares, current: { values, shares: currentShares }, rows, outside: share(other) };
}

/**
 * Drops places empty in both and sums up those of which fewer than five values are expected in the smaller sample (Cochran's
 * rule for chi-square tests, Biometrics 10 (1954) 417-451). Places that the reference never saw stay: what appears newly is
 * what drift looks for.
 */
function poolRareShares({ reference, current }: AlignedShares, rows: number): AlignedShares {
  const result: AlignedShares = { reference: [], current: [] };
  let [pooledReference, pooledCurrent] = [0, 0];
  reference.forEach((share, place) => {
    const now = current[place]!;
    if (share > 0 && share * rows < MINIMUM_EXPECTED) {
      pooledReference += share;
      pooledCurrent += now;
    } else if (share > 0 || now > 0) {
      result.reference.push(share);
      result.current.push(now);
    }
  });
  if (pooledReference > 0) {
    result.reference.push(pooledReference);
    result.current.push(pooledCurrent);
  }
  return result;
}

/** Shares of a sample of `rows` after one more row in every place (Laplace's rule of succession). */
function addOneRow(shares: readonly number[], rows: number): number[] {
  return shares.map((share) => (share * rows + 1) / (rows + shares.length));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
