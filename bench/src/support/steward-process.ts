import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MemoryWatch } from './memory-watch.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const START_LIMIT_MS = 120_000;

/** A Steward of the build in a process of its own, on an empty data folder, as `npm start` runs it. */
export class StewardProcess {
  private constructor(
    readonly url: string,
    readonly memory: MemoryWatch,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param nodeOptions for example `--cpu-prof` */
  static async start(nodeOptions: string[] = []): Promise<StewardProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'steward-bench-'));
    const child = spawn(process.execPath, [...nodeOptions, join(ROOT, 'dist/apps/steward/src/main.js')], {
      cwd: ROOT,
      // A person makes far fewer requests than a benchmark.
      env: { ...process.env, DATA_FOLDER: join(folder, 'data'), PORT: '0', RATE_LIMIT_PER_MINUTE: '1000000' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await addressOf(child);
    return new StewardProcess(url, new MemoryWatch(child.pid!), child, folder);
  }

  async stop(): Promise<void> {
    this.memory.stop();
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let output = '';
    const timer = setTimeout(() => fail(new Error(`Steward did not start in time:\n${output}`)), START_LIMIT_MS);
    child.once('exit', (code) => fail(new Error(`Steward ended with code ${code}:\n${output}`)));
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /http:\/\/\S+?:(\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      found(`http://127.0.0.1:${port}`);
    });
  });
}
