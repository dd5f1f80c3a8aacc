import { MoreThanOrEqual, type EntityManager } from 'typeorm';
import { ObservationEntity } from './observation.entity.js';
import { addStatistics, emptyStatistics, type Statistics } from './statistics.js';

/** What all replicas saw since a moment, by version. */
export async function readStatistics(manager: EntityManager, name: string, since: Date): Promise<Map<string, Statistics>> {
  const rows = await manager.find(ObservationEntity, {
    where: { name, startedAt: MoreThanOrEqual(since) },
    order: { startedAt: 'ASC' },
  });
  const byVersion = new Map<string, Statistics>();
  for (const { version, statistics } of rows) {
    const sum = byVersion.get(String(version)) ?? emptyStatistics();
    addStatistics(sum, statistics as Statistics);
    byVersion.set(String(version), sum);
  }
  return byVersion;
}
