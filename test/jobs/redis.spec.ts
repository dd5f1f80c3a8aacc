import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import type { JobView } from '#jobs';
import { startJobs, type RunningJobs } from './start-jobs.js';
import { databaseFor } from './support.js';
import { transfer } from './torture/jobs.js';
import { hasRedis, RedisServer } from './torture/redis-server.js';
import { Workers } from './torture/workers.js';

const ada = { userId: 'ada', requestId: 'r' };

(hasRedis ? describe : describe.skip)('with queues on Redis (skipped without redis-server)', () => {
  const db = databaseFor(beforeAll, afterAll);
  let folder: string;
  let redis: RedisServer;
  let producer: RunningJobs;
  let workers: Workers;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'steward-redis-'));
    redis = await RedisServer.start(folder);
    producer = await startJobs(db.url, [], { workers: [], redisUrl: redis.url });
    await producer.app.get<DataSource>('jobsDataSource').query('create table effect (n int not null, worker int not null)');
    workers = new Workers([db.url, redis.url]);
    await workers.start();
  });
  afterAll(async () => {
    workers.killAll();
    await producer.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const finished = async (id: string): Promise<JobView | undefined> => {
    let last: JobView | undefined;
    for await (const view of producer.jobs.watch(id, 'ada')) last = view;
    return last;
  };

  it('acknowledges jobs while Redis is away, stops workers, and does the jobs when it is back', async () => {
    const first = await producer.jobs.enqueue(transfer, { n: 1 }, ada);
    expect(await finished(first.id)).toMatchObject({ state: 'completed', result: { n: 1 } });

    await redis.stop();
    const second = await producer.jobs.enqueue(transfer, { n: 2 }, ada);
    await sleep(500);
    expect((await producer.jobs.get(second.id, 'ada')).state).toBe('queued');
    expect(await workers.stop()).toEqual([0]);

    await redis.restart();
    await workers.start();
    expect(await finished(second.id)).toMatchObject({ state: 'completed', result: { n: 2 } });
    expect(await workers.stop()).toEqual([0]);
  });
});
