import { MoreThanOrEqual, type EntityManager } from 'typeorm';
import { ObservationEntity } from './observation.entity.js';
import { sumStatistics, type Statistics } from './statistics.js';

/** What all replicas saw since a moment, by version. */
export async function readStatistics(manager: EntityManager, name: string, since: Date): Promise<Map<string, Statistics>> {
  const rows = await manager.find(ObservationEntity, {
    where: { name, startedAt: MoreThanOrEqual(since) },
    order: { startedAt: 'ASC' },
  });
  const byVersion = new Map<string, ObservationEntity[]>();
  for (const row of rows) byVersion.set(String(row.version), [...(byVersion.get(String(row.version)) ?? []), row]);
  return new Map(
    [...byVersion].map(([version, of]) => [version, sumStatistics(of.map(({ statistics }) => statistics as Statistics))]),
  );
}
