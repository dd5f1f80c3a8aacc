/**
 * `npm run bench -- import`: installs what a benchmark compares with (once; it compiles for a minute and a half), builds
 * Steward where a source is newer than the build, and runs bench/src/<name>.ts. Further arguments go to the benchmark.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const BENCH = import.meta.dirname;
const ROOT = resolve(BENCH, '..');
const NAMES = readdirSync(join(BENCH, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function run(command, args, cwd = ROOT) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

const [name, ...rest] = process.argv.slice(2);
if (!NAMES.includes(name)) {
  console.error(`Which benchmark? npm run bench -- NAME, where NAME is one of: ${NAMES.join(', ')}`);
  process.exit(2);
}
if (!existsSync(join(BENCH, 'node_modules/@actual-app/api'))) run('npm', ['ci'], BENCH);
run('node', ['scripts/build.mjs']);
run('npx', ['tsx', '-C', 'source', join(BENCH, 'src', name, 'run.ts'), ...rest]);
