import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const VENV = resolve(import.meta.dirname, '../../node_modules/.venv');
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

/** Python with FastAPI, installed the first time; undefined, said in words, where this machine cannot have it. */
export function findPython(): string | undefined {
  const python = join(VENV, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const works = () =>
    existsSync(python) && run(python, '-c', 'import fastapi, onnxruntime, uvicorn, uvloop, httptools').status === 0;
  if (works()) return python;
  console.log('Installing FastAPI to compare with …');
  const made = run('python3', '-m', 'venv', VENV);
  const installed = made.status === 0 && run(python, '-m', 'pip', 'install', '--quiet', '-r', REQUIREMENTS);
  if (installed && installed.status === 0 && works()) return python;
  console.log(`No comparison with FastAPI: ${(installed || made).stderr?.toString().trim() || 'there is no python3'}`);
  return undefined;
}
