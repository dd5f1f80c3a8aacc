import type { EntityManager } from 'typeorm';
import { ServiceError } from '#rpc';
import { isPreference, NOT_ARCHIVED, readUserTables } from './user-tables.js';

/**
 * Makes sure that a ledger has nothing in it but what its owner prefers.
 * @throws ServiceError `archive.not-empty`, naming what there is
 */
export async function requireEmptyLedger(manager: EntityManager, userId: string): Promise<void> {
  for (const table of await readUserTables(manager)) {
    if (NOT_ARCHIVED.has(table.name) || isPreference(table)) continue;
    const rows: unknown[] = await manager.query(`select 1 from transactions."${table.name}" t where ${table.owned} limit 1`, [
      userId,
    ]);
    if (rows.length) {
      throw new ServiceError(
        'archive.not-empty',
        `Everything can be restored into an empty ledger only, and this one has records of the kind "${table.kind}": delete everything first, or use a new account`,
        { kind: table.kind },
      );
    }
  }
}
