/**
 * Migrations by command. DATABASE_URL names the database; without it an embedded one starts in a temporary folder, which is
 * enough for `generate` and `check`.
 *
 *   npm run migration:generate -- SCHEMA NAME   writes migrations/SCHEMA/<time>-NAME.ts from what the entities say
 *   npm run migration:run [-- SCHEMA]           brings the database up to date
 *   npm run migration:revert -- SCHEMA          undoes the last one
 *   npm run migration:show [-- SCHEMA]          lists them
 *   npm run migration:check                     proves on a fresh database that entities and migrations agree
 *
 * A schema is found by `entities.ts` in `apps/<x>/src` or `libs/<x>/src`, which exports `database`: its name, its entity classes
 * and its migrations, which `migrations/<schema>/index.ts` exports as `migrations` in the order in which they run
 * (an empty list to begin with).
 * Entities give each column its type (`@Column('text')`): scripts run without the compiler's type metadata.
 */
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { environment } from '#config';
import { openDataSource, pendingChanges, runMigrations, startEmbeddedPostgres, type ServiceSchema } from '#database';
import { migrateQueues } from '#jobs';
import type { DataSource } from 'typeorm';
import { writeMigration } from './migration-file.js';

const root = fileURLToPath(new URL('..', import.meta.url));

type Command = (service: ServiceSchema, dataSource: DataSource, name: string | undefined) => Promise<boolean>;

const commands: Record<string, Command> = {
  async generate(service, dataSource, name) {
    if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) throw new Error('Name the migration in small-letters-with-hyphens');
    await runMigrations(dataSource);
    const changes = await pendingChanges(dataSource);
    if (!changes.up.length) console.log(`${service.schema}: the migrations already make what the entities say`);
    else
      console.log(
        `Wrote ${await writeMigration(join(root, 'migrations', service.schema), name, changes)}: read it before you commit it`,
      );
    return true;
  },
  async run(service, dataSource) {
    const ran = await runMigrations(dataSource);
    console.log(`${service.schema}: ${ran.length ? ran.join(', ') : 'up to date'}`);
    return true;
  },
  async revert(service, dataSource) {
    await dataSource.undoLastMigration();
    console.log(`${service.schema}: undid the last migration`);
    return true;
  },
  async show(service, dataSource) {
    const done = new Set(
      await dataSource.query<{ name: string }[]>(`select name from "${service.schema}".migration`).then(
        (rows) => rows.map((row) => row.name),
        () => [],
      ),
    );
    for (const { name } of service.migrations) console.log(`${done.has(name) ? '[x]' : '[ ]'} ${service.schema} ${name}`);
    return true;
  },
  async check(service, dataSource) {
    await runMigrations(dataSource);
    const { up } = await pendingChanges(dataSource);
    if (up.length) console.error(`${service.schema}: entities and migrations differ. Missing:\n  ${up.join('\n  ')}`);
    else console.log(`${service.schema}: entities and migrations agree`);
    while ((await dataSource.query<unknown[]>(`select from "${service.schema}".migration limit 1`)).length) {
      await dataSource.undoLastMigration();
    }
    const left = await dataSource.query<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = $1 and table_name <> 'migration'`,
      [service.schema],
    );
    if (left.length)
      console.error(`${service.schema}: after reverting everything there is still ${left.map((row) => row.name).join(', ')}`);
    return !up.length && !left.length;
  },
};

/** Commands about files, which never touch the configured database. */
const ON_FRESH_DATABASE = ['generate', 'check'];
const FOR_ONE_SCHEMA = ['generate', 'revert'];

async function findSchemas(): Promise<ServiceSchema[]> {
  const found: ServiceSchema[] = [];
  for (const parent of ['apps', 'libs']) {
    for (const name of (await readdir(join(root, parent))).sort()) {
      const file = join(root, parent, name, 'src', 'entities.ts');
      if (!existsSync(file)) continue;
      const { database } = (await import(pathToFileURL(file).href)) as { database: ServiceSchema };
      found.push(database);
    }
  }
  return found;
}

async function withDatabase(fresh: boolean, work: (url: string) => Promise<void>): Promise<void> {
  const databaseUrl = environment()['DATABASE_URL'];
  if (databaseUrl && !fresh) return await work(databaseUrl);
  if (!fresh) throw new Error('Set DATABASE_URL to the database: the embedded one migrates when Steward starts');
  const folder = await mkdtemp(join(tmpdir(), 'steward-migration-'));
  const server = await startEmbeddedPostgres({ folder, durable: false });
  try {
    await work(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function main([commandName = '', schemaName, migrationName]: string[]): Promise<void> {
  const command = commands[commandName];
  if (!command) throw new Error(`One of: ${Object.keys(commands).join(', ')}`);
  const schemas = await findSchemas();
  const chosen = schemas.filter(({ schema }) => schemaName === undefined || schema === schemaName);
  if (!chosen.length || (schemaName === undefined && FOR_ONE_SCHEMA.includes(commandName))) {
    throw new Error(`Name a schema: ${schemas.map(({ schema }) => schema).join(', ')}`);
  }
  await withDatabase(ON_FRESH_DATABASE.includes(commandName), async (url) => {
    let good = true;
    for (const service of chosen) {
      const dataSource = await openDataSource(url, service, 2);
      try {
        good = (await command(service, dataSource, migrationName)) && good;
      } finally {
        await dataSource.destroy();
      }
    }
    if (commandName === 'run') await migrateQueues(url);
    if (!good) process.exitCode = 1;
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
