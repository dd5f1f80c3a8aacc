/**
 * Runs a benchmark: `npm run bench -- import`. Builds Steward when a source is newer than the build, and installs what
 * the benchmarks compare with (bench/package.json), which the root package does without, the first time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const root = resolve(here, '..');
const names = readdirSync(join(here, 'src')).filter((name) => existsSync(join(here, 'src', name, 'main.ts')));
const [name, ...rest] = process.argv.slice(2);
/** Those that compare with the package that compiles. */
const AGAINST_ACTUAL = ['import', 'ledger'];

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!names.includes(name)) {
  console.error(`Say which benchmark: ${names.map((each) => `npm run bench -- ${each}`).join(', ')}`);
  process.exit(2);
}
if (AGAINST_ACTUAL.includes(name) && !existsSync(join(here, 'node_modules', '@actual-app'))) {
  console.log('Installing what the benchmarks compare with; it compiles for a minute or two …');
  run('npm', ['ci', '--no-audit', '--no-fund'], here);
}
run(process.execPath, ['scripts/build.mjs'], root);
run('npx', ['tsx', '-C', 'source', join(here, 'src', name, 'main.ts'), ...rest], root);
