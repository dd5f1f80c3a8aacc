import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createStewardClient, unwrap } from '#api-client';
import { loadCliSettings, saveCliSettings } from '#config';
import { CliError, EXIT, type Io } from '../io.js';

/**
 * `steward login [--url URL] [--email ADDRESS]`: signs in once and keeps an API key made for this machine, never the password.
 * Without `--email` it asks for an API key that was made on the page. What it asks for may also come through a pipe.
 */
export async function loginCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { url: { type: 'string' }, email: { type: 'string' } } });
  const settings = loadCliSettings();
  const url = (values.url ?? settings.url).replace(/\/+$/, '');
  const apiKey =
    values.email === undefined ? await ask('API key: ', io) : await makeKey(url, values.email, await ask('Password: ', io));
  if (!apiKey) throw new CliError('No API key was given.');
  // Believed only once it works.
  await unwrap(createStewardClient({ baseUrl: url, apiKey, browser: false }).GET('/api/v1/accounts'));
  saveCliSettings({ file: settings.file, url, apiKey });
  io.stdout.write(`Signed in at ${url}. The key is kept in ${settings.file}, which only you can read.\n`);
  return EXIT.done;
}

async function makeKey(url: string, email: string, password: string): Promise<string> {
  const client = createStewardClient({ baseUrl: url, browser: false });
  await client.session.signIn({ email, password });
  try {
    const name = `Command line on ${hostname()}`.slice(0, 100);
    const { secret } = await unwrap(
      client.POST('/api/v1/api-keys', { body: { name, scopes: ['read', 'write', 'predict', 'models'] } }),
    );
    return secret;
  } finally {
    await client.session.signOut();
  }
}

/** A secret from the terminal, which does not show it, or the first line of a pipe. */
async function ask(question: string, io: Io): Promise<string> {
  io.stderr.write(io.stdin.isTTY ? question : '');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: io.stdin, output: silent, terminal: io.stdin.isTTY === true });
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
    if (io.stdin.isTTY) io.stderr.write('\n');
  }
}
