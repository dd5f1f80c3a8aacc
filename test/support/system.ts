import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#database';

/** How Steward runs in a whole-system spec: everything in one process, or each service in its own, over TCP. */
export type SystemMode = 'one process' | 'split';
export const SYSTEM_MODES: SystemMode[] = ['one process', 'split'];

export interface RunningSystem {
  /** The gateway, for example `http://127.0.0.1:41234`. */
  url: string;
  /** Kills a service's process outright (split only). */
  kill(service: string): Promise<void>;
  /** Starts a killed service again, at the same address. */
  revive(service: string): Promise<void>;
  close(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const RPC_SERVICES = ['auth', 'inference', 'transactions'] as const;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

type Env = Record<string, string>;

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done, fail) => {
          const server = createServer().once('error', fail);
          server.listen(0, '127.0.0.1', () => done(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** A started `main.js` of the build, with what it printed kept for the message of a failure. */
class Service {
  private child?: ChildProcess;
  private output = '';

  constructor(
    private readonly app: string,
    private readonly env: Env,
  ) {}

  /** Resolves with the address it prints once it runs. */
  async start(): Promise<string> {
    const child = spawn(process.execPath, [join(ROOT, `dist/apps/${this.app}/src/main.js`)], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    return new Promise((started, fail) => {
      const failed = (reason: string) => fail(new Error(`${this.app} ${reason}:\n${this.output}`));
      const timer = setTimeout(() => failed('did not start in time'), START_LIMIT_MS);
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        const port = /http:\/\/[\w.[\]:]*?:(\d+)/.exec(this.output)?.[1];
        if (port) {
          clearTimeout(timer);
          started(`http://127.0.0.1:${port}`);
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => {
        clearTimeout(timer);
        failed(`ended with code ${code}`);
      });
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }
}

/**
 * Starts the built Steward on an empty database, as a user or an operator would. Needs `npm run build` before.
 * @param env further variables for every process
 */
export async function startSystem(mode: SystemMode, env: Env = {}): Promise<RunningSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'steward-system-'));
  const common: Env = {
    DATA_FOLDER: join(folder, 'data'),
    PORT: '0',
    // Any free one: systems of several specs run side by side.
    MODEL_PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
    ...env,
  };
  let database: EmbeddedPostgres | undefined;
  const services = new Map<string, Service>();
  if (mode === 'one process') {
    services.set('steward', new Service('steward', common));
  } else {
    database = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: false });
    const [modelPort, ...ports] = await freePorts(RPC_SERVICES.length + 1);
    const shared: Env = {
      ...common,
      DATABASE_URL: database.url,
      RPC_SECRET: 'a secret that only this spec knows about',
      JWT_SECRET: 'another secret that only this spec knows',
      ...Object.fromEntries(RPC_SERVICES.map((name, i) => [`${name.toUpperCase()}_ADDRESS`, `127.0.0.1:${ports[i]}`])),
    };
    RPC_SERVICES.forEach((name, i) => {
      const door: Env = name === 'inference' ? { MODEL_PORT: String(modelPort) } : {};
      services.set(name, new Service(name, { ...shared, ...door, RPC_LISTEN: `127.0.0.1:${ports[i]}` }));
    });
    services.set('gateway', new Service('gateway', { ...shared, MODEL_DOOR_ADDRESS: `127.0.0.1:${modelPort}` }));
  }
  const close = async () => {
    await Promise.all([...services.values()].map((service) => service.end('SIGTERM')));
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const urls = await Promise.all([...services.values()].map((service) => service.start()));
    return {
      url: urls.at(-1)!,
      kill: async (name) => services.get(name)!.end('SIGKILL'),
      revive: async (name) => void (await services.get(name)!.start()),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
