import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const START_LIMIT_MS = 60_000;

export interface StewardProcess {
  /** For example `http://127.0.0.1:41234`. */
  url: string;
  pid: number;
  /** The embedded database's first process. */
  databasePid: number;
  /** For looking behind its back. */
  databaseUrl: string;
  /** Stops it as Ctrl-C does, and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Starts Steward as `npm start` does, on a data folder of its own and any free port.
 * @param nodeOptions for example `--cpu-prof`
 */
export async function startStewardProcess(nodeOptions: string[] = []): Promise<StewardProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'steward-bench-'));
  const child = spawn(process.execPath, [...nodeOptions, '--enable-source-maps', join(ROOT, 'dist/apps/steward/src/main.js')], {
    cwd: ROOT,
    env: { ...process.env, DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT_PER_MINUTE: '1000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(child);
    // Its first line is the process, its fourth the port.
    const database = (await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
    const password = await readFile(join(folder, 'postgres', 'password'), 'utf8');
    const databaseUrl = `postgres://steward:${password}@127.0.0.1:${database[3]}/steward`;
    return { url, pid: child.pid!, databasePid: Number(database[0]), databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let output = '';
    const timer = setTimeout(() => fail(new Error(`Steward did not start in time:\n${output}`)), START_LIMIT_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /http:\/\/[\w.[\]:]*?:(\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      found(`http://127.0.0.1:${port}`);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.stderr!.pipe(process.stderr);
    child.once('exit', (code) => fail(new Error(`Steward ended with code ${code}:\n${output}`)));
  });
}
