import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#config';
import { startEmbeddedPostgres } from '#database';
import { startServices } from '#rpc';
import { services } from './services.js';

export interface RunningSteward {
  /** Where the page is, for example `http://127.0.0.1:9000`. */
  url: string;
  /** The database in use, for tests and tools. */
  databaseUrl: string;
  /** Whether that database is our own, in the data folder. */
  embedded: boolean;
  /** Finishes what is in hand, then stops the services and, last, the embedded database. */
  close(): Promise<void>;
}

/**
 * Starts all of Steward in this process. Without `databaseUrl` it runs its own PostgreSQL in the data folder.
 * @throws when the port is taken, the data folder is in use or cannot be written, or the database does not answer
 */
export async function startSteward(config: Config): Promise<RunningSteward> {
  const database = config.databaseUrl ? undefined : await startEmbeddedPostgres({ folder: join(config.dataFolder, 'postgres') });
  const databaseUrl = config.databaseUrl ?? database!.url;
  try {
    // Nobody but this process can reach the embedded database, so nobody else can migrate it.
    const migrateAtStart = config.migrateAtStart || database !== undefined;
    const running = await startServices(services, Object.assign(config, { databaseUrl, migrateAtStart }));
    let closing: Promise<void> | undefined;
    return {
      url: running.url,
      databaseUrl,
      embedded: database !== undefined,
      close: () => (closing ??= running.close().finally(() => database?.stop())),
    };
  } catch (error) {
    await database?.stop();
    throw error;
  }
}

/** Whether this data folder has been used before. */
export function isFirstStart(config: Config): boolean {
  return !config.databaseUrl && !existsSync(join(config.dataFolder, 'postgres'));
}
