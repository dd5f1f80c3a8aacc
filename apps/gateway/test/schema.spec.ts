import { openDataSource, pendingChanges } from '#database';
import { startTestDatabases } from '../../../test/support/database.js';
import { database } from '../src/index.js';

it('the migrations make what the entities say', async () => {
  const databases = await startTestDatabases([database]);
  const { url } = await databases.createTestDatabase();
  const source = await openDataSource(url, database, 1);
  try {
    expect((await pendingChanges(source)).up).toEqual([]);
  } finally {
    await source.destroy();
    await databases.stop();
  }
});
