import { DRIFT_LEVELS, type DriftLevel, type DriftSignal } from '#contracts/inference';
import { jensenShannonDistance, levelOf, populationStabilityIndex } from './compare-shares.js';
import { OTHER, sharesOf, totalOf, type Counts, type Distribution } from './distribution.js';
import type { ReferenceStatistics } from './reference.js';

/** Names of values beyond these are put together. */
const MAX_BINS = 24;

/** Counts of a window by signal, inputs and outputs apart. */
export interface WindowCounts {
  inputs: Record<string, Counts>;
  outputs: Record<string, Counts>;
}

/** Every signal of the reference that the window has too, the worst first. */
export function driftReport(reference: ReferenceStatistics, window: WindowCounts): DriftSignal[] {
  const signals: DriftSignal[] = [];
  for (const kind of ['inputs', 'outputs'] as const) {
    for (const [signal, then] of Object.entries(reference[kind])) {
      const now = window[kind][signal];
      if (now && 'edges' in now === 'edges' in then) {
        signals.push(compare(signal, kind === 'inputs' ? 'input' : 'output', then, now, reference.sampleSize));
      }
    }
  }
  return signals.sort((a, b) => severity(b.level) - severity(a.level) || b.psi - a.psi);
}

/** The worst level of all. */
export function worstLevel(signals: readonly DriftSignal[]): DriftLevel {
  return signals.reduce<DriftLevel>(
    (worst, { level }) => (severity(level) > severity(worst) ? level : worst),
    signals.length ? 'stable' : 'not-enough-data',
  );
}

function severity(level: DriftLevel): number {
  return level === 'not-enough-data' ? -1 : DRIFT_LEVELS.indexOf(level);
}

function compare(signal: string, kind: 'input' | 'output', then: Distribution, counts: Counts, sampleSize: number): DriftSignal {
  const { bins, reference, current } = align(then, sharesOf(counts));
  const psi = populationStabilityIndex(reference, current);
  const level = levelOf(psi, bins.length, { reference: sampleSize, current: totalOf(counts) });
  return {
    signal,
    kind,
    psi,
    jensenShannon: jensenShannonDistance(reference, current),
    level,
    reason: reasonOf(signal, level, bins, reference, current),
    bins,
    reference,
    current,
  };
}

/** Both by the same bins. */
function align(then: Distribution, now: Distribution): { bins: string[]; reference: number[]; current: number[] } {
  if ('edges' in then && 'edges' in now) {
    const bins = then.shares.map((_, i) => `${then.edges[i]} – ${then.edges[i + 1]}`);
    return { bins, reference: then.shares, current: now.shares };
  }
  const [a, b] = [valuesOf(then), valuesOf(now)];
  const names = [...new Set([...a.keys(), ...b.keys()])].filter((name) => name !== OTHER);
  const weight = (name: string) => (a.get(name) ?? 0) + (b.get(name) ?? 0);
  const bins = names.sort((x, y) => weight(y) - weight(x)).slice(0, MAX_BINS);
  const take = (values: Map<string, number>) => bins.map((name) => values.get(name) ?? 0);
  const [reference, current] = [take(a), take(b)];
  const rest = (shares: number[]) => Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0));
  if (names.length > bins.length || a.has(OTHER) || b.has(OTHER)) {
    reference.push(rest(reference));
    current.push(rest(current));
    bins.push(OTHER);
  }
  return { bins, reference, current };
}

function valuesOf(distribution: Distribution): Map<string, number> {
  if (!('values' in distribution)) return new Map();
  return new Map(distribution.values.map((value, i) => [value, distribution.shares[i]!]));
}

/** The bin that moved most, in words. */
function reasonOf(signal: string, level: DriftLevel, bins: string[], reference: number[], current: number[]): string {
  if (level === 'not-enough-data') return 'Too few predictions to tell';
  let most = 0;
  bins.forEach((_, i) => {
    if (Math.abs(current[i]! - reference[i]!) > Math.abs(current[most]! - reference[most]!)) most = i;
  });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const moved = `${bins[most]}: ${percent(current[most]!)} now, ${percent(reference[most]!)} then`;
  return level === 'stable' ? `As at the training (${moved})` : `${signal} has changed most at ${moved}`;
}
