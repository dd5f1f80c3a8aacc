import type { EntityManager } from 'typeorm';
import type { Part } from './check-splits.js';

/** Writes the parts of one transaction in place of those it has. The row itself is the caller's: its `is_split` and category. */
export async function writeParts(manager: EntityManager, userId: string, transactionId: string, parts: Part[]): Promise<void> {
  await deleteParts(manager, transactionId);
  await manager.query(
    `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id, notes)
     select $1, $2, n - 1, m, c, t
     from unnest($3::bigint[], $4::text[], $5::text[]) with ordinality as x (m, c, t, n)`,
    [
      userId,
      transactionId,
      parts.map(({ amountMinor }) => amountMinor),
      parts.map(({ categoryId }) => categoryId),
      parts.map(({ notes }) => notes),
    ],
  );
}

export async function deleteParts(manager: EntityManager, transactionId: string): Promise<void> {
  await manager.query('delete from transactions.transaction_split where transaction_id = $1', [transactionId]);
}

/** In their order. */
export async function readParts(
  manager: EntityManager,
  transactionId: string,
): Promise<{ amountMinor: number; categoryId: string | null }[]> {
  const rows: { amountMinor: string; categoryId: string | null }[] = await manager.query(
    `select amount_minor as "amountMinor", category_id as "categoryId"
     from transactions.transaction_split where transaction_id = $1 order by position`,
    [transactionId],
  );
  return rows.map((row) => ({ ...row, amountMinor: Number(row.amountMinor) }));
}
