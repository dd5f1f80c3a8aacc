import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStewardClient, unwrap } from '#api-client';
import { startSystem, type RunningSystem } from '../../../test/support/system.js';

const MAIN = new URL('../../../dist/apps/cli/src/main.js', import.meta.url).pathname;
const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' };

let system: RunningSystem;
let folder: string;
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward-cli-'));
  system = await startSystem('one process');
  const client = createStewardClient({ baseUrl: system.url, browser: false });
  await client.session.register(ADA);
  await unwrap(client.POST('/api/v1/accounts', { body: { name: 'Everyday', type: 'checking', currency: 'EUR' } }));
  await unwrap(client.POST('/api/v1/accounts', { body: { name: 'Holidays', type: 'savings', currency: 'EUR' } }));
  const body = { name: 'spec', scopes: ['read', 'write', 'predict', 'models'] as ('read' | 'write' | 'predict' | 'models')[] };
  key = (await unwrap(client.POST('/api/v1/api-keys', { body }))).secret;
});
afterAll(async () => {
  await system.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built command as a process of its own, with nothing of this one's environment but what is given. */
function steward(args: string[], env: Record<string, string> = { STEWARD_API_KEY: key }, input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, STEWARD_URL: system.url, ...env },
  });
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ended.err += chunk.toString()));
  child.stdin.end(input);
  return new Promise((done, fail) => child.once('error', fail).once('close', (code) => done({ ...ended, code })));
}

it('imports files, says what became of their rows, and by its code whether all were read', async () => {
  await writeFile(join(folder, 'jan.csv'), 'Date,Description,Amount\n2026-01-02,Coffee,-4.20\n2026-01-03,Salary,2500.00\n');
  await writeFile(join(folder, 'feb.csv'), 'Date,Description,Amount\n2026-02-02,Tea,-3.10\nnot a day,Broken,-1.00\n');
  expect(await steward(['import', 'jan.csv', '--account', 'everyday'])).toEqual({
    code: 0,
    out: 'jan.csv: 2 added, 0 skipped, 0 failed\n',
    err: '',
  });
  const both = await steward(['import', '*.csv', '--account', 'Everyday', '--json']);
  expect(both.code).toBe(1);
  expect(both.err).toBe('');
  expect(JSON.parse(both.out)).toMatchObject([
    { file: 'feb.csv', state: 'completed', added: 1, skipped: 0, failed: 1 },
    { file: 'jan.csv', state: 'completed', added: 0, skipped: 2, failed: 0 },
  ]);
});

it('goes on with the other files where one is refused', async () => {
  await writeFile(join(folder, 'a.pdf'), '%PDF-1.7');
  await writeFile(join(folder, 'mar.csv'), 'Date,Description,Amount\n2026-03-02,Juice,-2.00\n');
  const ended = await steward(['import', 'a.pdf', 'none.csv', 'mar.csv', '--account', 'Everyday']);
  expect(ended).toMatchObject({ code: 2, out: 'mar.csv: 1 added, 0 skipped, 0 failed\n' });
  expect(ended.err).toMatch(/^a\.pdf: .*PDF document.*\nnone\.csv: There is no such file.*\n$/);
});

it('exports to a file or a pipe', async () => {
  const piped = await steward([
    'export',
    '--format',
    'csv',
    '--from',
    '2026-01-01',
    '--to',
    '2026-01-31',
    '--account',
    'Everyday',
  ]);
  expect(piped).toMatchObject({ code: 0, err: '' });
  expect(
    piped.out
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').slice(0, 6).join(' ')),
  ).toEqual(['2026-01-02  Everyday -4.20 EUR Coffee', '2026-01-03  Everyday 2500.00 EUR Salary', '']);
  expect(await steward(['export', '--format', 'jsonl', '--out', 'all.jsonl'])).toEqual({ code: 0, out: '', err: '' });
  const lines = (await readFile(join(folder, 'all.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  expect(lines[0]).toMatchObject({ kind: 'steward', version: 1, everything: true });
  expect(lines.filter(({ kind }) => kind === 'transaction')).toHaveLength(4);
});

it('lists accounts with their balances', async () => {
  const { code, out } = await steward(['accounts']);
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.replace(/ +[0-9a-f-]{36}$/, ''))).toEqual([
    'Everyday  checking  2490.70 EUR',
    'Holidays  savings      0.00 EUR',
    '',
  ]);
  expect((JSON.parse((await steward(['accounts', '--json'])).out) as object[])[0]).toMatchObject({
    name: 'Everyday',
    balanceMinor: 249070,
  });
});

it('says what category a text would get', async () => {
  const { code, out } = await steward(['categorise', 'POS PURCHASE STARBUCKS COFFEE', '--amount', '-4.50', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ primary: 'FOOD_AND_DRINK', confidence: expect.any(Number) });
});

it('registers a model version from a folder, promotes it and rolls back', async () => {
  const models = join(import.meta.dirname, '../../../models/transaction-category');
  const [newest] = (await readdir(models)).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a));
  const next = String(Number(newest) + 1);
  expect(await steward(['models', 'register', 'transaction-category', join(models, newest!), '--alias', 'staging'])).toEqual({
    code: 0,
    out: `Registered transaction-category ${next}, staging\n`,
    err: '',
  });
  const promoted = await steward(['models', 'promote', 'transaction-category', next, '--reason', 'a spec']);
  expect(promoted.out).toBe(`production of transaction-category is version ${next}\n`);
  const listed = await steward(['models']);
  expect(listed.out).toMatch(new RegExp(`^transaction-category ${next} \\(production, staging\\): ready, from upload, `));
  const back = await steward(['models', 'rollback', 'transaction-category']);
  expect(back.out).toBe(`production of transaction-category is version ${newest}\n`);
  await writeFile(join(folder, 'model.onnx'), 'no graph at all');
  const refused = await steward(['models', 'register', 'nonsense', folder]);
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('not an ONNX model') as string });
});

it('signs in once and keeps a key, not the password, in a file of its owner', async () => {
  expect(await steward(['accounts'], {})).toMatchObject({ code: 2, err: expect.stringContaining('steward login') });
  const login = await steward(['login', '--email', ADA.email], {}, `${ADA.password}\n`);
  expect(login).toMatchObject({ code: 0, err: '' });
  const file = join(folder, '.config/steward/cli.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const kept = await readFile(file, 'utf8');
  expect(kept).toMatch(/stw_/);
  expect(kept).not.toContain('horse');
  expect(await steward(['accounts'], {})).toMatchObject({ code: 0 });
  // The key of one installation is not sent to another.
  expect(await steward(['accounts'], { STEWARD_URL: 'http://127.0.0.1:1' })).toMatchObject({
    code: 2,
    err: expect.stringContaining('steward login'),
  });
  expect(await steward(['login', '--email', ADA.email], {}, 'wrong\n')).toMatchObject({ code: 2 });
  expect(await readFile(file, 'utf8')).toBe(kept);
});

it.each([
  ['an unknown command', ['imprt'], /no command "imprt"/],
  ['an unknown option', ['accounts', '--jsn'], /--jsn/],
  ['an unknown account', ['export', '--account', 'Nope'], /no account "Nope".*Everyday, Holidays/],
  ['an unknown format', ['export', '--format', 'doc'], /csv, ofx, qif, jsonl, archive/],
  ['no file', ['import'], /which files/],
  ['a pattern that means nothing', ['import', '*.zzz'], /No file is called/],
])('refuses %s', async (_, args, message) => {
  const ended = await steward(args);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toMatch(message);
});

it('refuses a wrong key, and says when nobody answers', async () => {
  expect(await steward(['accounts'], { STEWARD_API_KEY: 'stw_wrong' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/API key is unknown/),
  });
  expect(await steward(['accounts'], { STEWARD_API_KEY: key, STEWARD_URL: 'http://127.0.0.1:1' })).toMatchObject({
    code: 2,
    err: expect.stringContaining('does not answer'),
  });
});
