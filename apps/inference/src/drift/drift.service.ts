import { Injectable } from '@nestjs/common';
import { PRODUCTION, type DriftReport } from '#contracts/inference';
import { observeDrift } from '../monitoring/inference-metrics.js';
import { readStatistics } from '../monitoring/read-statistics.js';
import { emptyStatistics, type Statistics } from '../monitoring/statistics.js';
import { ModelAliasEntity } from '../registry/model-alias.entity.js';
import { ModelVersionEntity } from '../registry/model-version.entity.js';
import { RegistryDatabase } from '../registry/registry-database.js';
import { sharesOf, type Counts, type Distribution } from './distribution.js';
import { driftReport, worstLevel } from './drift-report.js';
import { referenceOf, type ReferenceStatistics } from './reference.js';

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
      const window = (await readStatistics(manager, name, since)).get(String(number)) ?? emptyStatistics();
      const trained = referenceOf(found.description.reference);
      const reference = trained ?? referenceFrom((await readStatistics(manager, name, new Date(0))).get(String(number)));
      const signals = driftReport(reference, window);
      for (const { signal, psi } of signals) observeDrift(name, String(number), signal, psi);
      return {
        version: String(number),
        rows: window.rows,
        level: worstLevel(signals),
        referenceFrom: trained ? 'training' : 'first predictions',
        signals,
      };
    });
  }
}

function referenceFrom(statistics: Statistics | undefined): ReferenceStatistics {
  if (!statistics || statistics.rows < FIRST_ROWS) return { sampleSize: 0, inputs: {}, outputs: {} };
  const shares = (counts: Record<string, Counts>): Record<string, Distribution> =>
    Object.fromEntries(Object.entries(counts).map(([signal, one]) => [signal, sharesOf(one)]));
  return { sampleSize: statistics.rows, inputs: shares(statistics.inputs), outputs: shares(statistics.outputs) };
}
