import type { Distribution } from './distribution.js';

/** What inputs and outputs looked like when the version was trained. */
export interface ReferenceStatistics {
  /** Rows that it was taken from. */
  sampleSize: number;
  inputs: Record<string, Distribution>;
  outputs: Record<string, Distribution>;
}

/** How far shares may miss 1 together: they are rounded in files. */
const TOLERANCE = 0.02;

/**
 * The reference of a `model.json`. Shares by value may also come as one object, value → share.
 * @returns undefined where there is none, or it cannot be used
 */
export function referenceOf(given: unknown): ReferenceStatistics | undefined {
  if (!isRecord(given) || typeof given['sampleSize'] !== 'number') return undefined;
  const inputs = distributionsOf(given['inputs']);
  const outputs = distributionsOf(given['outputs']);
  return { sampleSize: given['sampleSize'], inputs, outputs };
}

function distributionsOf(given: unknown): Record<string, Distribution> {
  const found: Record<string, Distribution> = {};
  for (const [signal, value] of Object.entries(isRecord(given) ? given : {})) {
    const distribution = distributionOf(value);
    if (distribution) found[signal] = distribution;
  }
  return found;
}

function distributionOf(given: unknown): Distribution | undefined {
  if (!isRecord(given)) return undefined;
  const { edges, values, shares } = given;
  if (!Array.isArray(shares)) return distributionOf({ values: Object.keys(given), shares: Object.values(given) });
  const sum = shares.reduce(
    (total: number, share) => total + (typeof share === 'number' && share >= 0 ? share : Infinity),
    0,
  ) as number;
  if (Math.abs(sum - 1) > TOLERANCE) return undefined;
  if (isAscending(edges) && edges.length === shares.length + 1) return { edges, shares: shares as number[] };
  if (Array.isArray(values) && values.length === shares.length && values.every((value) => typeof value === 'string')) {
    return { values: values as string[], shares: shares as number[] };
  }
  return undefined;
}

function isAscending(edges: unknown): edges is number[] {
  return (
    Array.isArray(edges) && edges.every((edge, i) => typeof edge === 'number' && (i === 0 || edge > (edges[i - 1] as number)))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
