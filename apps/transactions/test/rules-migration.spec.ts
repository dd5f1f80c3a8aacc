import { randomUUID } from 'node:crypto';
import { openDataSource } from '#database';
import { ExtendRules1795333000000 } from '../../../migrations/transactions/1795333000000-extend-rules.js';
import { startTestDatabases } from '../../../test/support/database.js';
import { database } from '../src/index.js';

it('brings the rules of before into the new form, and back', async () => {
  const databases = await startTestDatabases([database]);
  const dataSource = await openDataSource((await databases.createTestDatabase()).url, database, 2);
  const runner = dataSource.createQueryRunner();
  const migration = new ExtendRules1795333000000();
  const userId = randomUUID();
  const old = { position: 1, contains: 'Woolworths "24"', category_id: 'FOOD_AND_DRINK' };
  try {
    await migration.down(runner);
    await runner.query('insert into transactions.rule (user_id, position, contains, category_id) values ($1, $2, $3, $4)', [
      userId,
      old.position,
      old.contains,
      old.category_id,
    ]);
    await migration.up(runner);
    expect(await runner.query('select name, enabled, stop, match, conditions, actions from transactions.rule')).toEqual([
      {
        name: 'Contains Woolworths "24"',
        enabled: true,
        stop: true,
        match: 'all',
        conditions: [{ kind: 'text', field: 'any', test: 'contains', text: old.contains }],
        actions: [{ kind: 'set-category', categoryId: old.category_id }],
      },
    ]);
    await runner.query(
      `insert into transactions.rule (user_id, position, name, match, conditions, actions)
       values ($1, 2, 'New', 'all', '[{"kind":"uncategorised"}]', '[{"kind":"mark-transfer"}]')`,
      [userId],
    );
    await migration.down(runner);
    // What an old rule cannot say is gone.
    expect(await runner.query('select position, contains, category_id from transactions.rule')).toEqual([old]);
  } finally {
    await runner.release();
    await dataSource.destroy();
    await databases.stop();
  }
});
