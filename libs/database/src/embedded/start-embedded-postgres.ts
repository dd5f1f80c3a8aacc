import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { Cluster, makeFolder } from './cluster.js';
import { chooseSystemUser } from './system-user.js';

export interface EmbeddedPostgresOptions {
  /** Holds the cluster, its password and its log; made when missing. */
  folder: string;
  /** A free one when not given. */
  port?: number;
  /** False for databases of tests: faster, lost in a power cut. */
  durable?: boolean;
}

export interface EmbeddedPostgres {
  /** `postgres://…` of the database `steward`, on 127.0.0.1 only. */
  url: string;
  /** Ends remaining sessions and stops the server; a second call waits for the first. */
  stop(): Promise<void>;
}

/** Any number will do, as long as it stays. */
const OWNER_LOCK = 7_382_911;
const DATABASE = 'steward';

/**
 * Starts the PostgreSQL server that npm brings on `folder`, and keeps it running until `stop()`.
 *
 * One Steward a folder: it holds an advisory lock in the database, which falls with its process however that ends. A server
 * that outlived its Steward is stopped cleanly and started afresh; one that dies under us is started again on the same port.
 * @throws when another Steward uses the folder, or the server does not start (with the end of its log)
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.folder);
  await makeFolder(folder);
  const binaries = await findBinaries();
  const run = await chooseSystemUser(folder, binaries.postgres);
  const cluster = new Cluster(folder, binaries, run, options.durable ?? true);
  const password = await cluster.create();
  const urlOf = (port: number, database: string): string => `postgres://steward:${password}@127.0.0.1:${port}/${database}`;

  await stopOrphan(cluster, (port) => urlOf(port, 'postgres'));
  const port = options.port ?? (await findFreePort());
  await cluster.start(port);
  const owner = new Owner(cluster, port, urlOf(port, 'postgres'));
  await owner.begin();
  await createDatabase(urlOf(port, 'postgres'));
  return { url: urlOf(port, DATABASE), stop: () => owner.end() };
}

/** Holds the lock that says whose folder this is, and brings the server back when it died. */
class Owner {
  private readonly log = new Logger('PostgreSQL');
  private client?: pg.Client;
  private ended?: Promise<void>;

  constructor(
    private readonly cluster: Cluster,
    private readonly port: number,
    private readonly url: string,
  ) {}

  async begin(): Promise<void> {
    const client = await lockAsOwner(this.url);
    if (!client) throw inUse(this.cluster.folder);
    this.client = client;
    client.once('end', () => void this.recover());
  }

  end(): Promise<void> {
    return (this.ended ??= (async () => {
      await this.client?.end().catch(() => {});
      await this.cluster.stop();
    })());
  }

  private async recover(): Promise<void> {
    if (this.ended) return;
    this.log.warn('The connection to the embedded database ended; bringing it back');
    for (let attempt = 1; !this.ended; attempt++) {
      try {
        if (!(await this.cluster.runningPort())) await this.cluster.start(this.port);
        await this.begin();
        this.log.log('The embedded database is back');
        return;
      } catch (error) {
        if (attempt % 20 === 0) this.log.error(error);
        await sleep(250);
      }
    }
  }
}

/** @returns the connection that holds the lock, or undefined when somebody else holds it */
async function lockAsOwner(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'steward owner' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [OWNER_LOCK]);
    if (rows[0]?.locked) return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return undefined;
}

async function stopOrphan(cluster: Cluster, urlOf: (port: number) => string): Promise<void> {
  const until = Date.now() + 60_000;
  for (let port = await cluster.runningPort(); port; port = await cluster.runningPort()) {
    try {
      const client = await lockAsOwner(urlOf(port));
      if (!client) throw inUse(cluster.folder);
      await client.end();
      await cluster.stop();
    } catch (error) {
      // A server that starts up or shuts down turns connections away or cuts them: look again.
      if (error instanceof FolderInUse || Date.now() > until) throw error;
      await sleep(100);
    }
  }
}

class FolderInUse extends Error {}

function inUse(folder: string): FolderInUse {
  return new FolderInUse(`Another Steward already uses the database in ${folder}: stop it first, or set another DATA_FOLDER`);
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function findFreePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
