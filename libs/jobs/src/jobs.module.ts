import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { Config } from '#config';
import { DatabaseModule, DatabaseSettings, databaseToken } from '#database';
import { Dispatcher } from './dispatcher.js';
import { database } from './entities.js';
import { JobSignals } from './job-signals.js';
import { JobStore } from './job-store.js';
import { Jobs } from './jobs.service.js';
import { chooseProcessors, findProcessors } from './processors.js';
import { PostgresQueues } from './postgres-queues.js';
import { QueueBackend } from './queue-backend.js';
import { RedisQueues } from './redis-queues.js';
import { WorkerHost } from './worker-host.js';

export interface JobsOptions {
  /** Queues on Redis; on the database when not given. */
  redisUrl?: string;
  /** Which kinds (or services) this process works on; none when empty. */
  workers: 'all' | string[];
  /** No other process runs jobs: a declared kind without a processor here stops the start. */
  alone?: boolean;
  /** Silence after which a worker counts as dead, in milliseconds; 30,000 unless told. */
  leaseMs?: number;
  /** Time that jobs in hand get at shutdown, in milliseconds; 15,000 unless told. */
  graceMs?: number;
}

const OPTIONS = Symbol('jobs:options');
const DATABASE = databaseToken(database.schema);

/** Starts and ends the engine with the process. */
@Injectable()
class JobsEngine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private host?: WorkerHost;
  private dispatcher?: Dispatcher;

  constructor(
    @Inject(OPTIONS) private readonly options: JobsOptions,
    @Inject(DATABASE) private readonly dataSource: DataSource,
    @Inject(JobStore) private readonly store: JobStore,
    @Inject(JobSignals) private readonly signals: JobSignals,
    @Inject(QueueBackend) private readonly queues: QueueBackend,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { workers, alone = false, leaseMs = 30_000, graceMs = 15_000 } = this.options;
    const processors = chooseProcessors(findProcessors(this.discovery, this.scanner), workers, alone);
    await this.signals.open();
    await this.queues.open();
    this.dispatcher = new Dispatcher(this.store, this.queues, this.signals, 2 * leaseMs);
    this.dispatcher.start();
    this.host = new WorkerHost(this.dataSource.manager, this.store, this.queues, { leaseMs, graceMs });
    this.host.start(processors);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.dispatcher?.stop();
    await this.host?.drain();
    await this.queues.close();
    await this.signals.close();
  }
}

/** Provides `Jobs` everywhere in the process, and runs the processors that `workers` names. Needs `DatabaseModule.forRoot`. */
@Module({})
export class JobsModule {
  /** As the process's configuration says: what every module that enqueues or works imports. */
  static fromConfig(): DynamicModule {
    return (fromConfig ??= JobsModule.forRoot(OPTIONS_FROM_CONFIG));
  }

  static forRoot(options: JobsOptions | Pick<FactoryProvider<JobsOptions>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [DiscoveryModule, DatabaseModule.forService(database)],
      providers: [
        'useFactory' in options ? { provide: OPTIONS, ...options } : { provide: OPTIONS, useValue: options },
        {
          provide: JobStore,
          inject: [DATABASE, JobSignals],
          useFactory: (source: DataSource, signals: JobSignals) => new JobStore(source.manager, signals),
        },
        {
          provide: JobSignals,
          inject: [DatabaseSettings],
          useFactory: (settings: DatabaseSettings) => new JobSignals(settings.url),
        },
        {
          provide: QueueBackend,
          inject: [DatabaseSettings, OPTIONS],
          useFactory: (settings: DatabaseSettings, { redisUrl }: JobsOptions) =>
            redisUrl ? new RedisQueues(redisUrl) : new PostgresQueues(settings.url, settings.migrateAtStart),
        },
        {
          provide: Jobs,
          inject: [DATABASE, JobStore, JobSignals],
          useFactory: (source: DataSource, store: JobStore, signals: JobSignals) => new Jobs(source.manager, store, signals),
        },
        JobsEngine,
      ],
      exports: [Jobs],
    };
  }
}

const OPTIONS_FROM_CONFIG = {
  inject: [Config],
  useFactory: ({ redisUrl, workers, rpcListen, serviceAddresses }: Config): JobsOptions => ({
    redisUrl,
    workers,
    alone: workers === 'all' && !rpcListen && Object.keys(serviceAddresses).length === 0,
  }),
};

/** One object, so that services in one process share one engine; made when first asked for, since making it registers a database. */
let fromConfig: DynamicModule | undefined;
