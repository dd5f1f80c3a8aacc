import { Logger } from '@nestjs/common';
import { createPostgresBackend, Queue, runMigrations, Worker, type Job as QueueJob, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { declarationOf } from './job-declaration.js';

/** What the queue carries: nothing but the id, which is also its own. */
export type Delivery = QueueJob<Record<string, never>>;

export interface WorkerSettings {
  concurrency: number;
  /** Silence after which the queue gives a worker's job to another, in milliseconds. */
  lockMs: number;
}

/** The largest count that both backends take: a PostgreSQL integer. */
const NEVER_ENDING = 2 ** 31 - 1;

/** BullMQ on PostgreSQL or on Redis: how ids travel to workers. One queue a kind of job. */
export abstract class QueueBackend {
  protected readonly log = new Logger('Queues');
  private readonly queues = new Map<string, Queue>();
  private lastComplaint = 0;

  /** Brings what the backend needs into place. */
  abstract open(): Promise<void>;
  protected abstract makeQueue(kind: string): Queue;
  protected abstract makeWorker(kind: string, process: (delivery: Delivery) => Promise<void>, options: Omit<WorkerOptions, 'connection'>): Worker;
  protected abstract closeConnections(): Promise<void>;

  /** Hands ids to their queue; an id that is there already stays as it is. */
  async add(kind: string, ids: string[]): Promise<void> {
    const { backoff } = declarationOf(kind)!;
    await this.queueOf(kind).addBulk(
      ids.map((id) => ({
        name: kind,
        data: {},
        opts: {
          jobId: id,
          // The row in `jobs.job` counts the attempts and ends them.
          attempts: NEVER_ENDING,
          backoff: { type: backoff.type, delay: backoff.delayMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }

  /** Starts taking jobs of a kind. */
  work(kind: string, process: (delivery: Delivery) => Promise<void>, settings: WorkerSettings): Worker {
    const worker = this.makeWorker(kind, process, {
      concurrency: settings.concurrency,
      lockDuration: settings.lockMs,
      stalledInterval: settings.lockMs / 2,
      // Lost workers are counted in `jobs.job`, too.
      maxStalledCount: NEVER_ENDING,
      runRetryDelay: 1000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', (error) => this.complain(error));
    return worker;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close().catch(() => {})));
    await this.closeConnections();
  }

  private queueOf(kind: string): Queue {
    const known = this.queues.get(kind);
    if (known) return known;
    const queue = this.makeQueue(kind);
    queue.on('error', (error) => this.complain(error));
    this.queues.set(kind, queue);
    return queue;
  }

  /** A database that is away makes every poll of every worker fail: one line in ten seconds is enough. */
  protected complain(error: Error): void {
    if (Date.now() - this.lastComplaint < 10_000) return;
    this.lastComplaint = Date.now();
    this.log.warn(`The queue is not answering: ${error.message}`);
  }
}

/** Brings BullMQ's own tables, in schema `bullmq`, up to date; processes that start together take turns. */
export async function migrateQueues(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

/** The default: the queue lives in schema `bullmq` of the same database. All queues share one pool. */
export class PostgresQueues extends QueueBackend {
  private readonly pool: pg.Pool;

  constructor(
    private readonly url: string,
    private readonly migrate: boolean,
  ) {
    super();
    this.pool = new pg.Pool({
      connectionString: url,
      // Each worker keeps one connection to LISTEN on; `max` is a ceiling, not a number of open connections.
      max: 40,
      options: '-c search_path=bullmq',
      keepAlive: true,
      application_name: 'steward queues',
    });
    this.pool.on('error', (error) => this.complain(error));
  }

  async open(): Promise<void> {
    if (this.migrate) await migrateQueues(this.url);
  }

  protected makeQueue(kind: string): Queue {
    return new Queue(kind, { connection: this.pool }, createPostgresBackend) as unknown as Queue;
  }

  protected makeWorker(kind: string, process: (delivery: Delivery) => Promise<void>, options: Omit<WorkerOptions, 'connection'>): Worker {
    return new Worker(kind, process, { ...options, connection: this.pool }, createPostgresBackend) as unknown as Worker;
  }

  protected async closeConnections(): Promise<void> {
    await this.pool.end();
  }
}

/** With REDIS_URL: for many workers on many machines. Redis must not evict (`maxmemory-policy noeviction`). */
export class RedisQueues extends QueueBackend {
  private readonly connection: Redis;

  constructor(url: string) {
    super();
    this.connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (tries) => Math.min(tries * 100, 2000) });
    this.connection.on('error', (error) => this.complain(error));
  }

  async open(): Promise<void> {}

  protected makeQueue(kind: string): Queue {
    return new Queue(kind, { connection: this.connection, prefix: 'steward' });
  }

  protected makeWorker(kind: string, process: (delivery: Delivery) => Promise<void>, options: Omit<WorkerOptions, 'connection'>): Worker {
    return new Worker(kind, process, { ...options, connection: this.connection, prefix: 'steward' });
  }

  protected async closeConnections(): Promise<void> {
    this.connection.disconnect();
  }
}
