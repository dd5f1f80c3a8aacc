import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmasterOf = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await sleep(100);
  }
  throw new Error('It did not come true within 20 s');
}

/** A process of its own that starts the server, prints its address and waits to be killed. */
async function startInChild(folder: string): Promise<{ url: string; kill(): void }> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `import { startEmbeddedPostgres } from '#database';
       const { url } = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, durable: false });
       console.log(url); setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      const line = data
        .toString()
        .split('\n')
        .find((text) => text.startsWith('postgres://'));
      if (line) resolve(line);
    });
  });
  return { url, kill: () => void child.kill('SIGKILL') };
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-postgres-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps its data and password over a restart, and listens on this machine only', async () => {
    const first = await startEmbeddedPostgres({ folder });
    expect(await query(first.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await query(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(first.url, `select lower('ÄÉ') as text, current_setting('timezone') as zone`)).toEqual([
      { text: 'äé', zone: 'UTC' },
    ]);
    await query(first.url, 'create table kept (id int); insert into kept values (7)');
    await first.stop();
    await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);

    const second = await startEmbeddedPostgres({ folder });
    expect(await query(second.url, 'select id from kept')).toEqual([{ id: 7 }]);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(new URL(second.url).password.length).toBeGreaterThanOrEqual(32);
    expect((await stat(join(folder, 'password'))).mode & 0o077).toBe(0);
    await expect(query(second.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/);
    await Promise.all([second.stop(), second.stop()]);
  });

  it('refuses a second Steward on the same folder and leaves the first alone', async () => {
    const first = await startEmbeddedPostgres({ folder, durable: false });
    await expect(startEmbeddedPostgres({ folder, durable: false })).rejects.toThrow(/Another Steward already uses/);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  it('stops the server of a killed process, and a next start finds what was committed', async () => {
    const child = await startInChild(folder);
    const pid = await postmasterOf(folder);
    await query(child.url, 'create table kept (id int); insert into kept values (1)');
    child.kill();
    const next = await startEmbeddedPostgres({ folder, durable: false });
    expect(await query(next.url, 'select id from kept')).toEqual([{ id: 1 }]);
    expect(await postmasterOf(folder)).not.toBe(pid);
    await until(() => !alive(pid));
    await next.stop();
  });

  it('leaves no server behind when its process is killed and never comes back', async () => {
    const child = await startInChild(folder);
    const pid = await postmasterOf(folder);
    expect(alive(pid)).toBe(true);
    child.kill();
    await until(() => !alive(pid));
  });

  it('comes back on the same port when the server dies under it', async () => {
    const server = await startEmbeddedPostgres({ folder });
    await query(server.url, 'create table kept (id int); insert into kept values (3)');
    process.kill(await postmasterOf(folder), 'SIGKILL');
    await until(() =>
      query(server.url, 'select id from kept').then(
        (rows) => rows.length === 1,
        () => false,
      ),
    );
    await server.stop();
  });

  it('works in a folder that only root may enter', async () => {
    if (process.getuid?.() !== 0) return console.warn('skipped: needs to be root');
    const closed = join(folder, 'closed');
    execFileSync('mkdir', ['-p', closed]);
    await chmod(folder, 0o700);
    const server = await startEmbeddedPostgres({ folder: join(closed, 'postgres'), durable: false });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});
