import { checkEdges } from './histogram.js';

/** Shares of a number's bins: `shares[i]` of the values lie from `edges[i]` to `edges[i + 1]`. */
export interface NumericDistribution {
  edges: number[];
  shares: number[];
}

/** Shares of a category's values. Values that the reference does not tell apart stand under `OTHER_VALUES`. */
export interface CategoryDistribution {
  values: string[];
  shares: number[];
}

export type Distribution = NumericDistribution | CategoryDistribution;

/** How a model's inputs and outputs were distributed when it was trained or approved; drift is measured against it. */
export interface ReferenceStatistics {
  /** Rows that the shares were counted from: the fewer they are, the more a window may differ by chance. */
  sampleSize: number;
  inputs: Record<string, Distribution>;
  /** By convention `classes` is the distribution of the primary answer and `confidence` that of its probability, 0 to 1. */
  outputs: { classes?: Distribution; confidence?: Distribution } & Record<string, Distribution>;
}

/** The name under which a reference sums up the values beyond its most frequent ones. */
export const OTHER_VALUES = '(other)';

/** Shares written with two or three decimals rarely sum to exactly 1; the last digit is for binary rounding of the sum. */
const SHARE_SUM_TOLERANCE = 0.01 + 1e-9;

/** Reference statistics that cannot be compared against. The message names the signal and what is wrong with it. */
export class InvalidReferenceError extends Error {
  override readonly name = 'InvalidReferenceError';
}

export function isNumericDistribution(distribution: Distribution): distribution is NumericDistribution {
  return 'edges' in distribution;
}

/**
 * Checks reference statistics as they come from a model's description (parsed JSON) and returns them with shares that sum to
 * exactly 1. `outputs.classes` may also be a plain record of class to share, the way training scripts write it.
 *
 * @throws InvalidReferenceError where something is missing, is of the wrong type or is not a distribution.
 */
export function readReferenceStatistics(value: unknown): ReferenceStatistics {
  const { sampleSize, inputs = {}, outputs = {} } = readRecord(value, 'the reference statistics');
  if (typeof sampleSize !== 'number' || !Number.isSafeInteger(sampleSize) || sampleSize < 1) {
    throw new InvalidReferenceError(`sampleSize is ${JSON.stringify(sampleSize)}, not a whole number of rows above zero.`);
  }
  return { sampleSize, inputs: readDistributions(inputs, 'inputs'), outputs: readDistributions(outputs, 'outputs') };
}

/**
 * The distribution of observed numbers over bins that hold about the same number of values each (quantile bins). Where many
 * values are equal, quantiles coincide and there are fewer bins. Values that are not finite are left out.
 *
 * @throws InvalidReferenceError where no value is finite or `bins` is not a whole number above zero.
 */
export function buildNumericDistribution(values: Iterable<number>, bins = 10): NumericDistribution {
  if (!Number.isSafeInteger(bins) || bins < 1) throw new InvalidReferenceError(`${bins} is not a number of bins.`);
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) throw new InvalidReferenceError('A distribution needs at least one finite value.');
  const edges = [sorted[0]!];
  for (let bin = 1; bin <= bins; bin++) {
    const quantile = sorted[Math.min(sorted.length - 1, Math.floor((bin * sorted.length) / bins))]!;
    if (quantile > edges.at(-1)!) edges.push(quantile);
  }
  const highest = sorted.at(-1)!;
  if (edges.at(-1)! < highest) edges.push(highest);
  // A constant still needs a bin of some width, in proportion so that rounding does not swallow it for large numbers.
  if (edges.length === 1) edges.push(highest + Math.max(1, Math.abs(highest)) * 1e-6);
  const counts = Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin += 1;
    counts[bin]! += 1;
  }
  return { edges, shares: counts.map((count) => count / sorted.length) };
}

/**
 * The distribution of observed categories: the `limit` most frequent values, most frequent first (equally frequent ones by
 * name), and the remaining ones together under `OTHER_VALUES`.
 *
 * Values seen in fewer than `leastRows` rows are not told apart. Those that make the list do so partly by luck, so a later
 * window would find them rarer: with 100 reference rows of Zipf-distributed values and no such bound, over half of all large
 * windows of the unchanged signal alarmed in a simulation, with a bound of ten 2 in a thousand.
 *
 * @throws InvalidReferenceError where there are no values or `limit` is not a whole number above zero.
 */
export function buildCategoryDistribution(values: Iterable<string>, limit = 50, leastRows = 10): CategoryDistribution {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new InvalidReferenceError(`${limit} is not a number of categories.`);
  const counts = new Map<string, number>();
  let total = 0;
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    total += 1;
  }
  if (total === 0) throw new InvalidReferenceError('A distribution needs at least one value.');
  const frequent = [...counts]
    .filter(([, count]) => count >= leastRows)
    .sort(([nameA, countA], [nameB, countB]) => countB - countA || (nameA < nameB ? -1 : 1))
    .slice(0, limit);
  const rest = total - frequent.reduce((sum, [, count]) => sum + count, 0);
  if (rest > 0) {
    const other = frequent.find(([value]) => value === OTHER_VALUES);
    if (other) other[1] += rest;
    else frequent.push([OTHER_VALUES, rest]);
  }
  return { values: frequent.map(([value]) => value), shares: frequent.map(([, count]) => count / total) };
}

function readDistributions(value: unknown, where: string): Record<string, Distribution> {
  return Object.fromEntries(
    Object.entries(readRecord(value, where)).map(([signal, distribution]) => {
      const path = `${where}.${signal}`;
      return [signal, readDistribution(distribution, path, path === 'outputs.classes')];
    }),
  );
}

function readDistribution(value: unknown, path: string, mayBePlain: boolean): Distribution {
  const record = readRecord(value, path);
  if (mayBePlain && !Array.isArray(record.shares)) {
    return { values: Object.keys(record), shares: readShares(Object.values(record), Object.keys(record).length, path) };
  }
  const { edges, values, shares } = record;
  if (Array.isArray(edges) && values === undefined) {
    if (!edges.every((edge) => typeof edge === 'number')) throw new InvalidReferenceError(`${path}: an edge is not a number.`);
    try {
      checkEdges(edges);
    } catch (error) {
      throw new InvalidReferenceError(`${path}: ${(error as Error).message}`);
    }
    return { edges: [...edges], shares: readShares(shares, edges.length - 1, path) };
  }
  if (Array.isArray(values) && edges === undefined) {
    if (!values.every((name) => typeof name === 'string')) throw new InvalidReferenceError(`${path}: a value is not a string.`);
    if (new Set(values).size !== values.length) throw new InvalidReferenceError(`${path}: a value is listed twice.`);
    return { values: [...values], shares: readShares(shares, values.length, path) };
  }
  throw new InvalidReferenceError(`${path} needs either edges (of numbers) or values (of categories), as a list.`);
}

/** Shares that sum to 1 after the rounding they were written with. */
function readShares(shares: unknown, expected: number, path: string): number[] {
  if (!Array.isArray(shares)) throw new InvalidReferenceError(`${path} has no list of shares.`);
  if (shares.length !== expected) throw new InvalidReferenceError(`${path} has ${shares.length} shares, not ${expected}.`);
  const numbers = shares.map((share: unknown, index) => {
    if (typeof share === 'number' && share >= 0 && Number.isFinite(share)) return share;
    throw new InvalidReferenceError(`${path}: share ${index} is ${String(share)}, not a number from 0 to 1.`);
  });
  const sum = numbers.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_SUM_TOLERANCE) throw new InvalidReferenceError(`${path}: the shares sum to ${sum}, not to 1.`);
  return numbers.map((share) => share / sum);
}

function readRecord(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidReferenceError(`${path} is not an object.`);
}
