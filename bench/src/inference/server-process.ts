import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeptConnection } from './kept-connection.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/apps/inference/src/main.js');
const START_LIMIT_MS = 60_000;
const ASK_AGAIN_MS = 5;

/** A server under test. */
export interface ServerProcess {
  port: number;
  pid: number;
  /** Milliseconds from the start of its process until its first prediction was answered. */
  coldStartMs: number;
  stop(): Promise<void>;
}

/**
 * Starts the inference service alone, without a database, on a repository of models.
 * @param first a whole HTTP request that must be answered before it counts as started
 * @param nodeOptions for example `--cpu-prof`
 */
export async function startService(models: string, first: Uint8Array, nodeOptions: string[] = []): Promise<ServerProcess> {
  const data = await mkdtemp(join(tmpdir(), 'steward-bench-inference-'));
  const port = await freePort();
  const rpc = await freePort();
  const settings = {
    MODELS_FOLDER: models,
    DATA_FOLDER: data,
    MODEL_PORT: String(port),
    MODEL_DOOR_ACCESS: 'open',
    MODEL_CACHE_MB: '0',
    RPC_LISTEN: `127.0.0.1:${rpc}`,
    PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const server = await started([process.execPath, ...nodeOptions, MAIN], settings, port, first);
  const stop = async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { ...server, stop };
}

/** Starts fastapi-server.py with one worker process. @param python of an environment with requirements.txt */
export async function startFastApi(python: string, models: string, first: Uint8Array): Promise<ServerProcess> {
  const port = await freePort();
  return started([python, join(import.meta.dirname, 'fastapi-server.py'), models, String(port)], {}, port, first);
}

async function started(
  [command, ...args]: string[],
  settings: Record<string, string>,
  port: number,
  first: Uint8Array,
): Promise<ServerProcess> {
  const begun = performance.now();
  const child = spawn(command!, args, {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = () => stopChild(child);
  try {
    await answers(port, first, () => child.exitCode ?? child.signalCode);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: child.pid!, coldStartMs: performance.now() - begun, stop };
}

/** Asks again and again until there is an answer. */
async function answers(port: number, request: Uint8Array, ended: () => unknown): Promise<void> {
  const until = performance.now() + START_LIMIT_MS;
  for (;;) {
    try {
      const connection = await KeptConnection.open(port);
      await connection.ask(request).finally(() => connection.close());
      return;
    } catch (error) {
      if (ended() !== null) throw new Error(`The server ended at once: ${String(ended())}`, { cause: error });
      if (performance.now() > until) throw new Error('The server did not answer in time', { cause: error });
      await sleep(ASK_AGAIN_MS);
    }
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await ended;
}

/** Milliseconds of processor time that a process has had; NaN where the system does not tell (only Linux does here). */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, in brackets, may hold spaces; utime and stime are fields 14 and 15, in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat ? (Number(fields[11]) + Number(fields[12])) * 10 : NaN;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
