/**
 * Builds the services (SWC, through Nest's own command) and the web page (Vite) into dist/, when a source is newer than
 * the last build. `--force` builds in any case.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.built';
const SOURCES = ['apps', 'libs', 'migrations', 'models', 'package-lock.json', '.swcrc', 'nest-cli.json', 'tsconfig.json'];

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    stat.mtimeMs,
    ...readdirSync(path)
      .filter((name) => name !== 'node_modules')
      .map((name) => newest(join(path, name))),
  );
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

const started = Date.now();
const upToDate = existsSync(STAMP) && SOURCES.every((path) => newest(path) <= statSync(STAMP).mtimeMs);
if (!upToDate || process.argv.includes('--force')) {
  console.log('Building Steward …');
  run('npx', ['nest', 'build', 'steward']);
  run('npx', ['vite', 'build', 'apps/web', '--config', 'apps/web/vite.config.ts', '--logLevel', 'warn']);
  writeFileSync(STAMP, '');
  console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
