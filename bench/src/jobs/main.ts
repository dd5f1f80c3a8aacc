/**
 * Jobs that do nothing but answer, through one process that asks for them and does them, on a durable embedded PostgreSQL:
 * once with the queue on PostgreSQL, once on Redis where redis-server is installed. Prints JSON: for each backend jobs a
 * second from the first `enqueue` to the last completion, `enqueue` alone, and the milliseconds of one job on an idle engine.
 */
import 'reflect-metadata';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt } from 'class-validator';
import { DatabaseModule, startEmbeddedPostgres } from '../../../libs/database/src/index.js';
import { defineJob, Jobs, JobsModule, Processes } from '../../../libs/jobs/src/index.js';
import { hasRedis, RedisServer } from '../../../test/jobs/torture/redis-server.js';
import { quantile } from '../latency.js';

const JOBS = Number(process.argv[2] ?? 3000);
const ASKING_AT_ONCE = 16;
const LATENCY_JOBS = 50;

class Count {
  @IsInt() n: number;
}

const count = defineJob({ kind: 'bench.count', input: Count, output: Count, concurrency: 16, cacheFor: 0 });

@Injectable()
class Counter {
  @Processes(count)
  async count({ n }: Count): Promise<Count> {
    return { n };
  }
}

async function measure(databaseUrl: string, redisUrl: string | undefined): Promise<object> {
  @Module({
    imports: [
      DatabaseModule.forRoot({ url: databaseUrl, migrateAtStart: true }),
      JobsModule.forRoot({ workers: 'all', ...(redisUrl ? { redisUrl } : {}) }),
    ],
    providers: [Counter],
  })
  class BenchModule {}
  const app = await NestFactory.createApplicationContext(BenchModule, { logger: ['error', 'warn'] });
  const jobs = app.get(Jobs);
  const who = { userId: 'bench', requestId: 'bench' };
  const finish = async (id: string): Promise<void> => {
    for await (const view of jobs.watch(id, who.userId)) if (view.state === 'failed') throw new Error(`Job ${id} failed`);
  };

  const waits: number[] = [];
  for (let n = 0; n < LATENCY_JOBS; n++) {
    const started = performance.now();
    await finish((await jobs.enqueue(count, { n }, who)).id);
    waits.push(performance.now() - started);
  }

  const started = performance.now();
  const ids: string[] = [];
  let next = LATENCY_JOBS;
  const last = LATENCY_JOBS + JOBS;
  await Promise.all(
    Array.from({ length: ASKING_AT_ONCE }, async () => {
      while (next < last) ids.push((await jobs.enqueue(count, { n: next++ }, who)).id);
    }),
  );
  const asked = performance.now();
  for (const id of ids) await finish(id);
  const done = performance.now();
  await app.close();
  return {
    jobsPerSecond: Math.round((JOBS * 1000) / (done - started)),
    enqueuedPerSecond: Math.round((JOBS * 1000) / (asked - started)),
    idleMsP50: Math.round(quantile(waits, 0.5)),
    idleMsP95: Math.round(quantile(waits, 0.95)),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'steward-bench-jobs-'));
const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
try {
  const result: Record<string, object | number> = { jobs: JOBS, postgres: await measure(postgres.url, undefined) };
  if (hasRedis) {
    await mkdir(join(folder, 'redis'));
    const redis = await RedisServer.start(join(folder, 'redis'));
    result['redis'] = await measure(postgres.url, redis.url);
    await redis.stop();
  }
  console.log(JSON.stringify(result, null, 2));
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
