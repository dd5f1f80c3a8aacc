import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { Config } from '#config';
import { DatabaseSignals, isConnectionLoss, openDataSource, runMigrations } from '#database';
import { ServiceError } from '#rpc';
import { database } from '../entities.js';

/** The registry has changed. */
export type RegistrySignal = 'changed';

const CHANNEL = 'inference';
const POOL = 4;

/**
 * The registry's database, opened when it is first needed: a replica serves what it knows while the database is away.
 */
@Injectable()
export class RegistryDatabase {
  readonly signals?: DatabaseSignals<RegistrySignal>;
  private opening?: Promise<DataSource>;
  private listening?: Promise<void>;

  constructor(private readonly config: Config) {
    if (config.databaseUrl) this.signals = new DatabaseSignals(config.databaseUrl, CHANNEL, 'changed');
  }

  /** Whether there is a registry at all; without one the repository's folder says what is served. */
  get exists(): boolean {
    return this.config.databaseUrl !== undefined;
  }

  /**
   * Runs statements.
   * @throws ServiceError `models.registry-unavailable` where the database is away
   */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work((await this.source()).manager);
    } catch (error) {
      throw isConnectionLoss(error) ? unavailable() : error;
    }
  }

  /** Changes the registry, one change after another, and tells every replica. Raises its revision. */
  async change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.run((manager) =>
      manager.transaction(async (transaction) => {
        await transaction.query('update inference.registry set revision = revision + 1');
        return work(transaction);
      }),
    );
    this.signals?.announce('changed');
    return result;
  }

  /** The open connection pool. @throws ServiceError `models.registry-unavailable` */
  async source(): Promise<DataSource> {
    const { databaseUrl } = this.config;
    if (!databaseUrl)
      throw new ServiceError('models.registry-unavailable', 'This service runs without a registry: set DATABASE_URL');
    this.opening ??= this.open(databaseUrl);
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined;
      throw isConnectionLoss(error) ? unavailable() : error;
    }
  }

  async close(): Promise<void> {
    await this.signals?.close();
    await (await this.opening?.catch(() => undefined))?.destroy();
  }

  private async open(url: string): Promise<DataSource> {
    const source = await openDataSource(url, database, POOL);
    try {
      if (this.config.migrateAtStart) await runMigrations(source);
      // Once; from then on it opens itself again.
      await (this.listening ??= this.signals!.open());
      return source;
    } catch (error) {
      this.listening = undefined;
      await source.destroy();
      throw error;
    }
  }
}

function unavailable(): ServiceError {
  return new ServiceError('models.registry-unavailable', 'The model registry does not answer; what is loaded goes on serving');
}
