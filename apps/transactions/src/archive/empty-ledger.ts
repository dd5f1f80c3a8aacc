import type { EntityManager } from 'typeorm';
import { ServiceError } from '#rpc';
import { NOT_ARCHIVED, readUserTables, type UserTable } from './user-tables.js';

/** One row a user, made as soon as they look: preferences. A restored one takes its place. */
const isPreference = ({ primaryKey }: UserTable): boolean => primaryKey.length === 1 && primaryKey[0] === 'user_id';

/**
 * Makes sure that a ledger has nothing in it, and makes room for what a restored one has of preferences.
 * @throws ServiceError `archive.not-empty`, naming what there is
 */
export async function requireEmptyLedger(manager: EntityManager, userId: string): Promise<void> {
  for (const table of await readUserTables(manager)) {
    if (NOT_ARCHIVED.has(table.name)) continue;
    if (isPreference(table)) {
      await manager.query(`delete from transactions."${table.name}" where user_id = $1`, [userId]);
      continue;
    }
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
