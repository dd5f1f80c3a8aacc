import { type NumericCounts } from './histogram.js';
import { type NumericDistribution } from './reference.js';

/** How far the mean of a binned number has moved. */
export interface MeanShift {
  referenceMean: number;
  currentMean: number;
  /** Current mean minus reference mean, in the number's own unit. */
  difference: number;
  /** Standard error of the difference; beyond three of them it is hardly chance. */
  standardError: number;
}

/**
 * The shift of a mean, made for the confidence of predictions: models that meet unknown inputs often grow unsure before their
 * classes change. Both means take every value at its bin's midpoint (values outside at the nearest edge), so they are
 * comparable with each other though not exact; a shift within bins is not seen.
 *
 * @param referenceRows rows behind the reference.
 * @returns undefined for a window without values.
 */
export function measureMeanShift(
  reference: NumericDistribution,
  referenceRows: number,
  window: NumericCounts,
): MeanShift | undefined {
  const { edges } = reference;
  const midpoints = reference.shares.map((_, bin) => (edges[bin]! + edges[bin + 1]!) / 2);
  const positions = [edges[0]!, ...midpoints, edges.at(-1)!];
  const counts = [window.below, ...window.counts, window.above];
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (rows === 0) return undefined;
  const before = describeWeighted(positions, [0, ...reference.shares, 0]);
  const now = describeWeighted(
    positions,
    counts.map((count) => count / rows),
  );
  return {
    referenceMean: before.mean,
    currentMean: now.mean,
    difference: now.mean - before.mean,
    standardError: Math.sqrt(before.variance / referenceRows + now.variance / rows),
  };
}

function describeWeighted(positions: readonly number[], shares: readonly number[]): { mean: number; variance: number } {
  const mean = positions.reduce((sum, position, place) => sum + shares[place]! * position, 0);
  const variance = positions.reduce((sum, position, place) => sum + shares[place]! * (position - mean) ** 2, 0);
  return { mean, variance };
}
