import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerGraph, TestInference, type TestReplica } from './support/inference.harness.js';
import { doublingGraph } from './support/toy-models.js';

const HERE = import.meta.dirname;

/** A Python with NVIDIA's client in a folder of its own; undefined, with the reason printed, where that cannot be had. */
function pythonWithClient(folder: string): string | undefined {
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    const python = join(folder, 'bin', 'python');
    const wanted = join(HERE, 'triton-client.requirements.txt');
    execFileSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', wanted], { stdio: 'pipe' });
    return python;
  } catch (error) {
    console.warn(`Skipped: there is no Python with tritonclient here (${(error as Error).message.split('\n')[0]})`);
    return undefined;
  }
}

describe('NVIDIA’s own client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'triton-client-'));
  let python: string | undefined;
  let inference: TestInference | undefined;
  let replica: TestReplica;

  beforeAll(async () => {
    python = pythonWithClient(folder);
    if (!python) return;
    inference = await TestInference.start();
    replica = await inference.replica();
    await registerGraph(replica, 'toy', doublingGraph(), { labels: ['a', 'b', 'c', 'd'] }, 'production');
  }, 240_000);
  afterAll(async () => {
    await inference?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['toy', 'transaction-category'])('works against %s', async (model) => {
    if (!python) return;
    const args = [join(HERE, 'triton-client.py'), replica.door, model, 'stw_read+predict'];
    const [status, output] = await new Promise<[number | null, string]>((resolve) => {
      const child = execFile(python!, args, (_error, stdout, stderr) => resolve([child.exitCode, stdout + stderr]));
    });
    expect({ status, output }).toMatchObject({ status: 0 });
    const told = JSON.parse(output.trim().split('\n').at(-1)!) as Record<string, unknown>;
    expect(told).toMatchObject({ ok: true });
  });
});
