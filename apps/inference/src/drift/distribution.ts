/** Shares by bins of a number (one more edge than bins), or by value. */
export type Distribution = { edges: number[]; shares: number[] } | { values: string[]; shares: number[] };

/** Counts by bins of a number, or by value. It is JSON. */
export type Counts = { edges: number[]; counts: number[] } | { values: Record<string, number> };

/** Values counted apart; what comes after them counts as {@link OTHER}. */
const MAX_VALUES = 200;
export const OTHER = 'other';

/** Counts of a number, all zero. @param edges ascending; what lies outside counts in the first and last bin */
export function emptyBins(edges: readonly number[]): Counts {
  return { edges: [...edges], counts: new Array<number>(edges.length - 1).fill(0) };
}

/** Counts one value; a number for bins, a text for values. */
export function count(counts: Counts, value: number | string, times = 1): void {
  if ('edges' in counts) {
    counts.counts[binOf(counts.edges, Number(value))]! += times;
    return;
  }
  const key = Object.hasOwn(counts.values, value) || Object.keys(counts.values).length < MAX_VALUES ? String(value) : OTHER;
  counts.values[key] = (counts.values[key] ?? 0) + times;
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Adds `more` to `sum`, which it changes; counts by other edges are left out. */
export function addCounts(sum: Counts, more: Counts): void {
  if ('edges' in sum && 'edges' in more) {
    if (sum.edges.join() === more.edges.join()) more.counts.forEach((one, bin) => (sum.counts[bin]! += one));
  } else if ('values' in sum && 'values' in more) {
    for (const [value, times] of Object.entries(more.values)) count(sum, value, times);
  }
}

/** How many were counted. */
export function totalOf(counts: Counts): number {
  const all = 'edges' in counts ? counts.counts : Object.values(counts.values);
  return all.reduce((sum, one) => sum + one, 0);
}

/** The same as shares. */
export function sharesOf(counts: Counts): Distribution {
  const total = totalOf(counts) || 1;
  if ('edges' in counts) return { edges: counts.edges, shares: counts.counts.map((one) => one / total) };
  const entries = Object.entries(counts.values).sort(([, a], [, b]) => b - a);
  return { values: entries.map(([value]) => value), shares: entries.map(([, one]) => one / total) };
}
