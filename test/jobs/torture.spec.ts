import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { isConnectionLoss, startEmbeddedPostgres, type EmbeddedPostgres } from '#database';
import type { Jobs } from '#jobs';
import { startJobs, type RunningJobs } from './start-jobs.js';
import { clumsy, LEASE_MS, transfer } from './torture/jobs.js';
import { hasRedis, RedisServer } from './torture/redis-server.js';
import { Workers } from './torture/workers.js';

const WORKERS = 2;
const ASK_EVERY_MS = 25;

/**
 * Some hundreds of jobs, done by two worker processes, while those are killed and frozen, the database crashes, and Redis
 * crashes and forgets everything; jobs are asked for until all of that is over. Each job inserts a row of table `effect`, which has no unique
 * key, in one transaction with its completion. Every third is asked for in a transaction that also writes an order; of those
 * transactions some roll back.
 */
describe.each([
  { backend: 'PostgreSQL', withRedis: false },
  { backend: 'Redis', withRedis: true },
])('jobs on $backend', ({ withRedis }) => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let redis: RedisServer | undefined;
  let producer: RunningJobs;
  let database: DataSource;
  let workers: Workers;
  const skipped = withRedis && !hasRedis;

  beforeAll(async () => {
    if (skipped) return;
    folder = await mkdtemp(join(tmpdir(), 'steward-torture-'));
    postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
    await mkdir(join(folder, 'redis'));
    if (withRedis) redis = await RedisServer.start(join(folder, 'redis'));
    producer = await startJobs(postgres.url, [], { workers: [], leaseMs: LEASE_MS, ...(redis ? { redisUrl: redis.url } : {}) });
    database = producer.app.get<DataSource>('jobsDataSource');
    await database.query('create table effect (n int not null, worker int not null); create table "order" (n int primary key)');
    workers = new Workers([postgres.url, ...(redis ? [redis.url] : [])]);
    await Promise.all(Array.from({ length: WORKERS }, () => workers.start()));
  }, 120_000);

  afterAll(async () => {
    if (skipped) return;
    workers.killAll();
    await producer.stop();
    await redis?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nothing, does nothing twice and leaves nothing stuck', async () => {
    if (skipped) return console.warn('skipped: redis-server is not installed');
    const calm = new AbortController();
    const asking = askForJobs(producer.jobs, database, calm.signal);

    await sleep(1500);
    workers.kill();
    await workers.start();
    await crashPostgres(join(folder, 'postgres'));
    await sleep(1500);
    await redis?.restart();
    workers.kill();
    await workers.start();
    await redis?.flush();
    await workers.freeze(2.5 * LEASE_MS);
    await sleep(500);
    await crashPostgres(join(folder, 'postgres'));
    workers.kill();
    calm.abort();
    await workers.start();

    const acknowledged = await asking;
    const asked = acknowledged.size;
    expect(asked).toBeGreaterThan(200);
    expect(await unfinishedAfter(40_000, database)).toEqual([]);
    // Nothing acknowledged is lost, and each answer is that of its own question.
    for (const [n, id] of acknowledged)
      expect(await producer.jobs.get(id, 'ada')).toMatchObject({ state: 'completed', result: { n } });
    // No effect happened twice, and none without its job.
    expect(await database.query('select n, count(*) from effect group by n having count(*) > 1')).toEqual([]);
    expect(await database.query('select count(*)::int as effects, min(n), max(n) from effect')).toEqual([
      { effects: asked, min: 1, max: asked },
    ]);
    // An order and its job committed together, or neither did.
    const orders = await database.query<{ n: number }[]>('select n from "order" order by n');
    expect(orders.map((order) => order.n)).toEqual(Array.from({ length: Math.floor(asked / 3) }, (_, i) => 3 * (i + 1)));
    expect(await database.query('select count(*)::int as jobs from jobs.job')).toEqual([{ jobs: asked }]);
    expect(await producer.jobs.deadLetters()).toEqual([]);
    // The disasters did hit jobs, and nobody's failure was mistaken for one of them.
    const [hits] = await database.query<{ losses: number; failures: number }[]>(
      'select sum(losses)::int as losses, sum(failures)::int as failures from jobs.job',
    );
    expect(hits!.losses).toBeGreaterThan(0);
    expect(hits!.failures).toBeGreaterThanOrEqual(Math.floor(asked / 5) - hits!.losses);
    expect(hits!.failures).toBeLessThanOrEqual(Math.floor(asked / 5));
    // And the workers, told to stop, drain and go.
    expect(await workers.stop()).toEqual(Array.from({ length: WORKERS }, () => 0));
  }, 240_000);
});

/** Asks for job after job, and for each until it is acknowledged, as a client would. @returns n → id */
async function askForJobs(jobs: Jobs, database: DataSource, calm: AbortSignal): Promise<Map<number, string>> {
  const acknowledged = new Map<number, string>();
  const ask = async (n: number): Promise<void> => {
    const job = n % 5 === 0 ? clumsy : transfer;
    const who = { userId: 'ada', requestId: `torture ${n}` };
    for (;;) {
      try {
        if (n % 3 !== 0) acknowledged.set(n, (await jobs.enqueue(job, { n }, who)).id);
        else {
          await database.transaction(async (manager) => {
            await manager.query('insert into "order" values ($1) on conflict do nothing', [n]);
            acknowledged.set(n, (await jobs.enqueueIn(manager, job, { n }, who)).id);
            if (Math.random() < 0.2) throw new ChangedMind();
          });
        }
        return;
      } catch (error) {
        acknowledged.delete(n);
        if (!(error instanceof ChangedMind) && !isConnectionLoss(error)) throw error;
        await sleep(100);
      }
    }
  };
  const asked: Promise<void>[] = [];
  for (let n = 1; !calm.aborted; n++) {
    asked.push(ask(n));
    await sleep(ASK_EVERY_MS);
  }
  await Promise.all(asked);
  return acknowledged;
}

class ChangedMind extends Error {}

/** The whole server at once, as when the machine's memory runs out; it is started again by whoever owns it. */
async function crashPostgres(folder: string): Promise<void> {
  const pid = Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
}

async function unfinishedAfter(ms: number, database: DataSource): Promise<unknown[]> {
  for (const until = Date.now() + ms; ; await sleep(250)) {
    const left = await database
      .query<unknown[]>(
        `select id, kind, state, failures, losses, error, lease_until, dispatched_at from jobs.job where state <> 'completed'`,
      )
      .catch(() => ['no answer']);
    if (!left.length || Date.now() > until) return left;
  }
}
