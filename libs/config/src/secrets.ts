import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  rpcSecret: string;
  jwtSecret: string;
}

/** The values that `.env.example` shows; nobody may run with them in production. */
export const EXAMPLE_SECRETS = new Set([
  'change-me-rpc-secret-at-least-32-characters',
  'change-me-jwt-secret-at-least-32-characters',
]);

/** Reads the secrets of this installation, or makes them at its first start (readable by the owner only). */
export function loadOrCreateSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secrets.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = { rpcSecret: randomBytes(32).toString('base64url'), jwtSecret: randomBytes(32).toString('base64url') };
  mkdirSync(dataFolder, { recursive: true });
  try {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return secrets;
  } catch (error) {
    // Another process of the same installation was first.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
    throw error;
  }
}
