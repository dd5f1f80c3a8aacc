import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';

/** What a service keeps in the database. `apps/<x>/src/entities.ts` exports it as `database`, where scripts/migration.ts finds it. */
export interface ServiceSchema {
  /** The PostgreSQL schema, which is also the service's name: `auth`. */
  schema: string;
  /** Entity classes; each says `@Entity({ schema, name })`. */
  entities: ((new () => object) | EntitySchema)[];
  /** Classes in the order they run, exported by `migrations/<schema>/index.ts`. */
  migrations: (new () => MigrationInterface)[];
}

/** Where the migrations that ran are noted, inside the service's own schema. */
const MIGRATIONS_TABLE = 'migration';

/**
 * An open TypeORM connection pool for one service's schema; the schema exists afterwards, its tables only after
 * {@link runMigrations}.
 * @param poolSize connections at most; a service's statements are short, so a few serve many requests
 */
export async function openDataSource(url: string, service: ServiceSchema, poolSize = 5): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema: service.schema,
    entities: service.entities,
    migrations: service.migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    poolSize,
    installExtensions: false,
    applicationName: `steward ${service.schema}`,
    connectTimeoutMS: 10_000,
    // An idle connection that dies (the database restarts) is replaced by the pool: no reason to end the process.
    poolErrorHandler: () => {},
    extra: { keepAlive: true },
  });
  await dataSource.initialize();
  await dataSource.query(`create schema if not exists "${service.schema}"`);
  return dataSource;
}

/** Brings a service's schema up to its newest migration; processes that start together take turns. Answers the names of what ran. */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(hashtext($1))`, [`migrations ${schemaOf(dataSource)}`]);
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock_all()').catch(() => {});
    await lock.release();
  }
}

/** The SQL that would make the database what the entities say; empty when they agree. */
export async function pendingChanges(dataSource: DataSource): Promise<{ up: string[]; down: string[] }> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return { up: log.upQueries.map((query) => query.query), down: log.downQueries.map((query) => query.query).reverse() };
}

function schemaOf(dataSource: DataSource): string {
  return (dataSource.options as { schema?: string }).schema ?? 'public';
}
