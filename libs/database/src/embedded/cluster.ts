import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { platform, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { Run } from './system-user.js';

/** Suits a laptop: little memory, solid-state disk. Nothing here gives up durability. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  max_wal_size: '1GB',
  synchronous_commit: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For throw-away databases of tests: a power cut may lose them. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' };

/** Niceness of the server; its sessions inherit it. */
const BEHIND_US = 5;

/** The files and the server process of one PostgreSQL cluster in `folder`: create, start, stop, nothing else. */
export class Cluster {
  private readonly files: string;
  private readonly log: string;
  private watchdog?: ChildProcess;

  constructor(
    readonly folder: string,
    private readonly binaries: Binaries,
    private readonly run: Run,
    private readonly durable: boolean,
  ) {
    this.files = join(folder, 'cluster');
    this.log = join(folder, 'postgres.log');
  }

  /** Makes the cluster on first use; answers the password of its user `steward`. */
  async create(): Promise<string> {
    const passwordFile = join(this.folder, 'password');
    if (await exists(this.files)) {
      await this.checkVersion();
      return await readFile(passwordFile, 'utf8');
    }
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordFile, password, { mode: 0o600 });
    const { uid, gid } = await stat(this.folder);
    await chown(passwordFile, uid, gid);
    // Made aside and renamed, so that an interrupted first start leaves nothing that looks like a database.
    const unfinished = `${this.files}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await this.run(this.binaries.initdb, [
      `--pgdata=${unfinished}`,
      '--username=steward',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // The same order and case mapping on every machine, whatever locales it has.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(this.durable ? [] : ['--no-sync']),
    ]);
    await rename(unfinished, this.files);
    return password;
  }

  private async checkVersion(): Promise<void> {
    const found = (await readFile(join(this.files, 'PG_VERSION'), 'utf8')).trim();
    const ours = (await this.run(this.binaries.postgres, ['--version'])).match(/(\d+)/)?.[1];
    if (found !== ours) {
      throw new Error(`The database in ${this.folder} was made by PostgreSQL ${found}, and this Steward brings ${ours}`);
    }
  }

  /** The port of a server that runs on these files, started by whomever. */
  async runningPort(): Promise<number | undefined> {
    try {
      await this.control('status');
      return Number((await readFile(join(this.files, 'postmaster.pid'), 'utf8')).split('\n')[3]) || undefined;
    } catch {
      return undefined;
    }
  }

  /** Starts the server and waits until it answers. `pg_ctl` takes it out of the terminal's reach (its own session). */
  async start(port: number): Promise<void> {
    const settings = { ...SETTINGS, ...(this.durable ? {} : NOT_DURABLE), port: String(port) };
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
    const log = await stat(this.log).catch(() => undefined);
    if (log && log.size > 10_000_000) await rm(this.log);
    try {
      await this.control('start', '-w', '-t', '120', '-l', this.log, '-o', options.join(' '));
    } catch (error) {
      const log = await readFile(this.log, 'utf8').catch(() => '');
      throw new Error(`PostgreSQL did not start on ${this.folder}:\n${log.split('\n').slice(-8).join('\n')}`, { cause: error });
    }
    await this.giveWay();
    await this.watch();
  }

  /** A heavy write (an import) must not keep this process from answering: where both want a core, it comes first. */
  private async giveWay(): Promise<void> {
    try {
      setPriority(await this.serverPid(), BEHIND_US);
    } catch {
      // A system that does not allow it works as well, a little less evenly.
    }
  }

  private async serverPid(): Promise<number> {
    return Number((await readFile(join(this.files, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  /** Ends sessions, writes everything to disk and returns when the server is gone. */
  async stop(): Promise<void> {
    this.watchdog?.stdin?.end('stopped\n');
    this.watchdog = undefined;
    try {
      await this.control('stop', '-m', 'fast', '-w', '-t', '30');
    } catch (error) {
      if (await this.runningPort()) throw error;
    }
  }

  /** A small shell that stops the server when this process dies without stopping it, even by SIGKILL: its input then ends. */
  private async watch(): Promise<void> {
    if (platform() === 'win32') return;
    this.watchdog?.stdin?.end('stopped\n');
    const pid = String(await this.serverPid());
    this.watchdog = spawn('/bin/sh', ['-c', 'read -r line || kill -INT "$0"', pid], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.watchdog.stdin?.on('error', () => {});
    this.watchdog.unref();
    (this.watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  }

  private control(command: string, ...args: string[]): Promise<string> {
    return this.run(this.binaries.pg_ctl, [command, '-D', this.files, ...args]);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Makes the folder of a cluster; only its owner may look inside. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
}
