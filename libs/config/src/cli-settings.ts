import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment } from './load-config.js';

type Env = Record<string, string | undefined>;

/** Where the command line finds the API, and as whom it asks. */
export interface CliSettings {
  url: string;
  apiKey?: string;
  /** The file that `steward login` writes. */
  file: string;
}

const DEFAULT_URL = 'http://127.0.0.1:9000';

/**
 * Reads `STEWARD_URL` and `STEWARD_API_KEY`, and for what they do not say the file of `steward login`:
 * `STEWARD_CONFIG`, else `steward/cli.json` in the user's folder of configurations.
 * @throws Error where the file is no JSON
 */
export function loadCliSettings(env: Env = environment()): CliSettings {
  const file = env['STEWARD_CONFIG'] || join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'steward', 'cli.json');
  const kept = readKept(file);
  const url = (env['STEWARD_URL'] || kept.url || DEFAULT_URL).replace(/\/+$/, '');
  // A key is for the installation it was made by: sent to another one, it would be given away.
  const keptKey = kept.url === url ? kept.apiKey : undefined;
  return { url, apiKey: env['STEWARD_API_KEY'] || keptKey, file };
}

/** Keeps address and key in a file that only its owner can read. */
export function saveCliSettings({ file, url, apiKey }: CliSettings): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify({ url, apiKey }, null, 2)}\n`, { mode: 0o600 });
  // The mode above counts only for a file that is new.
  chmodSync(file, 0o600);
}

function readKept(file: string): { url?: string; apiKey?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { url?: string; apiKey?: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
