import {
  assertSchemaCompatibility,
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  runMigrations,
  Worker,
  type BackendFactory,
  type PostgresConnectionOptions,
  type WorkerOptions,
} from 'bullmq';
import pg from 'pg';
import { isConnectionLoss } from '#database';
import { QueueBackend, type Process } from './queue-backend.js';

/** Brings BullMQ's own tables, in schema `bullmq`, up to date; processes that start together take turns. */
export async function migrateQueues(url: string): Promise<void> {
  await withClient(url, (client) => runMigrations(client));
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
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
    this.pool = makePool(url);
    this.pool.on('error', (error) => this.complain(error));
  }

  async open(): Promise<void> {
    if (this.migrate) await migrateQueues(this.url);
    else await withClient(this.url, (client) => assertSchemaCompatibility(client));
  }

  protected makeQueue(kind: string): Queue {
    return new Queue(kind, { connection: this.pool }, makeBackend) as unknown as Queue;
  }

  protected makeWorker(kind: string, process: Process, options: Omit<WorkerOptions, 'connection'>): Worker {
    return new Worker(kind, process, { ...options, connection: this.pool }, makeBackend) as unknown as Worker;
  }

  protected async closeConnections(): Promise<void> {
    await this.pool.end();
  }
}

/**
 * BullMQ 6.7 checks its schema for each queue, remembers a failure of that check for ever, and a worker then asks again without
 * pause until the process does nothing else. The schema was checked once when the process started, so there is nothing to wait for.
 */
class CheckedConnection extends PostgresConnection {
  override async waitUntilReady(): Promise<void> {}
}

const makeBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, options) =>
  new PostgresQueueBackend(new CheckedConnection(options.connection), name, options);

function makePool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    // Each worker keeps one connection to LISTEN on; `max` is a ceiling, not a number of open connections.
    max: 40,
    // `jobs.job` is the record: what the queue loses in a crash of the database is handed over again.
    options: '-c search_path=bullmq -c synchronous_commit=off',
    keepAlive: true,
    application_name: 'steward queues',
  });
  // Each queue listens on the pool.
  pool.setMaxListeners(0);
  // BullMQ hears the errors of the clients it takes only some of the time; one that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  pool.query = ((...args: unknown[]) =>
    query(...args).catch((error: unknown) => Promise.reject(asRefused(error)))) as typeof pool.query;
  return pool;
}

/** BullMQ waits before it tries again only after ECONNREFUSED, not while a database shuts down or starts up. */
function asRefused(error: unknown): unknown {
  return isConnectionLoss(error) ? Object.assign(error as Error, { code: 'ECONNREFUSED' }) : error;
}
