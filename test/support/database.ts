import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDataSource, runMigrations, startEmbeddedPostgres, type EmbeddedPostgres, type ServiceSchema } from '#database';

export interface TestDatabase {
  url: string;
  /** Drops the database. */
  drop(): Promise<void>;
}

/**
 * Databases for a spec file. One embedded PostgreSQL serves the file; the schemas are migrated once into a template, of which
 * `createTestDatabase` makes fresh copies in some tens of milliseconds.
 *
 * ```ts
 * let databases: TestDatabases;
 * beforeAll(async () => { databases = await startTestDatabases([auth]); });
 * afterAll(() => databases.stop());
 * it('…', async () => { const { url } = await databases.createTestDatabase(); … });
 * ```
 */
export class TestDatabases {
  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
  ) {}

  static async start(schemas: ServiceSchema[]): Promise<TestDatabases> {
    const folder = await mkdtemp(join(tmpdir(), 'steward-test-'));
    const server = await startEmbeddedPostgres({ folder, durable: false });
    for (const schema of schemas) {
      const dataSource = await openDataSource(server.url, schema, 2);
      await runMigrations(dataSource);
      await dataSource.destroy();
    }
    return new TestDatabases(folder, server);
  }

  async createTestDatabase(): Promise<TestDatabase> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await this.administer(`create database ${name} template steward strategy file_copy`);
    return {
      url: this.server.url.replace(/\/steward$/, `/${name}`),
      drop: () => this.administer(`drop database if exists ${name} with (force)`),
    };
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async administer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.server.url.replace(/\/steward$/, '/postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** Starts a server with the schemas migrated; stop it in `afterAll`. */
export const startTestDatabases = (schemas: ServiceSchema[]): Promise<TestDatabases> => TestDatabases.start(schemas);
