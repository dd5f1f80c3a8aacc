import type { EntityManager } from 'typeorm';
import { toSafeNumber } from './minor-units.column.js';

/**
 * Raises the version of a user's ledger; call it in the SQL transaction that changes the ledger, as its last statement,
 * because it holds the user's row until the commit.
 * @returns the new version, from 1
 */
export async function raiseLedgerVersion(manager: EntityManager, userId: string): Promise<number> {
  const rows: { version: string }[] = await manager.query(
    `insert into transactions.ledger (user_id, version) values ($1, 1)
     on conflict (user_id) do update set version = ledger.version + 1
     returning version`,
    [userId],
  );
  return toSafeNumber(rows[0]!.version);
}

/**
 * Locks a user's ledger until the SQL transaction of `manager` ends. Whoever changes transactions by several statements calls it
 * first: each statement takes this lock for its sums, and taking it late could make two writers wait for each other.
 */
export async function lockLedger(manager: EntityManager, userId: string): Promise<void> {
  await manager.query('insert into transactions.ledger (user_id) values ($1) on conflict do nothing', [userId]);
  await manager.query('select 1 from transactions.ledger where user_id = $1 for update', [userId]);
}

/** The version of a user's ledger; 0 while it is empty. */
export async function ledgerVersion(manager: EntityManager, userId: string): Promise<number> {
  const rows: { version: string }[] = await manager.query('select version from transactions.ledger where user_id = $1', [userId]);
  return toSafeNumber(rows[0]?.version ?? 0);
}
