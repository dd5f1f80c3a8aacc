import { Injectable } from '@nestjs/common';
import { PRODUCTION, type DriftLevel, type DriftReport, type DriftSignal } from '#contracts/inference';
import { observeDrift } from '../monitoring/inference-metrics.js';
import { readStatistics } from '../monitoring/read-statistics.js';
import type { Statistics } from '../monitoring/statistics.js';
import { ModelAliasEntity } from '../registry/model-alias.entity.js';
import { ModelVersionEntity } from '../registry/model-version.entity.js';
import { RegistryDatabase } from '../registry/registry-database.js';
import type { SignalCounts } from './histogram.js';
import { driftReport, type SignalDrift } from './drift-report.js';
import {
  isNumericDistribution,
  OTHER_VALUES,
  readReferenceStatistics,
  type Distribution,
  type ReferenceStatistics,
} from './reference.js';

const HOUR_MS = 3_600_000;
/** A model that brings no reference is held against its own first predictions, this many at least. */
const FIRST_ROWS = 1_000;

/** Compares what a version meets now with what it was trained on. */
@Injectable()
export class DriftService {
  constructor(private readonly registry: RegistryDatabase) {}

  /**
   * @param version the one in production where not told
   * @param hours the window, back from now
   * @returns undefined where there is no such version
   */
  report(name: string, version: string | undefined, hours: number): Promise<DriftReport | undefined> {
    return this.registry.run(async (manager) => {
      const number = version ?? (await manager.findOneBy(ModelAliasEntity, { name, alias: PRODUCTION }))?.version;
      if (number === undefined) return undefined;
      const found = await manager.findOneBy(ModelVersionEntity, { name, version: Number(number) });
      if (!found) return undefined;
      const since = new Date(Date.now() - hours * HOUR_MS);
      const window = (await readStatistics(manager, name, since)).get(String(number));
      const trained = found.description.reference;
      const reference = trained
        ? readReferenceStatistics(trained)
        : referenceFrom((await readStatistics(manager, name, new Date(0))).get(String(number)));
      // Signals that nothing observes, such as those of another way in, say nothing.
      const seen = driftReport(reference, window ?? NOTHING).filter(({ current }) => current !== null);
      for (const { signal, psi } of seen) observeDrift(name, String(number), signal, psi);
      const signals = seen.map(viewSignal);
      return {
        version: String(number),
        rows: window?.rows ?? 0,
        level: signals[0]?.level ?? 'not-enough-data',
        referenceFrom: trained ? 'training' : 'first predictions',
        signals,
      };
    });
  }
}

const NOTHING = { inputs: {}, outputs: {} };

/** @returns an empty reference while there are too few predictions */
function referenceFrom(statistics: Statistics | undefined): ReferenceStatistics {
  if (!statistics || statistics.rows < FIRST_ROWS) return { sampleSize: 1, inputs: {}, outputs: {} };
  const shares = (counts: Record<string, SignalCounts>): Record<string, Distribution> =>
    Object.fromEntries(Object.entries(counts).map(([signal, one]) => [signal, sharesOf(one)]));
  return { sampleSize: statistics.rows, inputs: shares(statistics.inputs), outputs: shares(statistics.outputs) };
}

function sharesOf(counts: SignalCounts): Distribution {
  const total = counts.counts.reduce((sum, count) => sum + count, 0) || 1;
  const shares = counts.counts.map((count) => count / total);
  return counts.kind === 'numeric' ? { edges: counts.edges, shares } : { values: counts.values, shares };
}

function viewSignal({ signal, kind, psi, jensenShannon, level, reason, reference, current }: SignalDrift): DriftSignal {
  const bins = isNumericDistribution(reference)
    ? reference.shares.map((_, i) => `${reference.edges[i]} – ${reference.edges[i + 1]}`)
    : reference.values.map((value) => (value === OTHER_VALUES ? 'other' : value));
  return {
    signal,
    kind,
    psi,
    jensenShannon,
    level: level.replaceAll(' ', '-') as DriftLevel,
    reason,
    bins,
    reference: reference.shares,
    current: currentShares(reference, current!),
  };
}

/** The shares of now, at the places of the reference's bins. */
function currentShares(reference: Distribution, current: Distribution): number[] {
  if (isNumericDistribution(reference) || isNumericDistribution(current)) return current.shares;
  return reference.values.map((value) => current.shares[current.values.indexOf(value)] ?? 0);
}
