import { startTestDatabases, type TestDatabases } from '../support/database.js';

/** A database for the specs of one `describe`; the engine makes its own tables. */
export function databaseFor(
  before: (hook: () => Promise<void>) => void,
  after: (hook: () => Promise<void>) => void,
): { url: string } {
  const made = { url: '' };
  let databases: TestDatabases;
  before(async () => {
    databases = await startTestDatabases([]);
    made.url = (await databases.createTestDatabase()).url;
  });
  after(() => databases.stop());
  return made;
}
