import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';

const BATCH_ROWS = 1_000;

/**
 * The rows of a query, a batch at a time: neither the database nor this process ever holds them all.
 * @param manager of a transaction that stays open until the last batch is read
 */
export async function* readByCursor<T>(
  manager: EntityManager,
  sql: string,
  values: unknown[],
  batchRows = BATCH_ROWS,
): AsyncGenerator<T[]> {
  const cursor = `cursor_${randomBytes(6).toString('hex')}`;
  await manager.query(`declare ${cursor} no scroll cursor for ${sql}`, values);
  for (;;) {
    const rows: T[] = await manager.query(`fetch ${batchRows} from ${cursor}`);
    if (!rows.length) break;
    yield rows;
  }
  await manager.query(`close ${cursor}`);
}
