/** A worker process: `worker.ts DATABASE_URL [REDIS_URL]`. Runs until SIGTERM, then drains. */
import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { DatabaseModule, databaseToken } from '#database';
import { JobsModule, Processes, type JobRun } from '#jobs';
import { clumsy, LEASE_MS, transfer, type Transfer } from './jobs.js';

const [databaseUrl = '', redisUrl] = process.argv.slice(2);

@Injectable()
class Transfers {
  constructor(@Inject(databaseToken('jobs')) private readonly database: DataSource) {}

  @Processes(transfer)
  transfer(input: Transfer, job: JobRun): Promise<Transfer> {
    return this.takeEffect(input, job);
  }

  @Processes(clumsy)
  async clumsy(input: Transfer, job: JobRun): Promise<Transfer> {
    if (job.attempt === 1) throw new Error('dropped it');
    return await this.takeEffect(input, job);
  }

  /** Two statements a while apart, so that kills and restarts fall before, between and after them. */
  private async takeEffect({ n }: Transfer, job: JobRun): Promise<Transfer> {
    // Some take so long that every disaster finds them in hand.
    await sleep(n % 10 === 0 ? 1500 : 20 + Math.random() * 120);
    await job.progress(1, 2);
    await this.database.transaction(async (manager) => {
      await manager.query('insert into effect (n, worker) values ($1, $2)', [n, process.pid]);
      await sleep(Math.random() * 30);
      await job.complete(manager, { n });
    });
    await sleep(Math.random() * 30);
    return { n };
  }
}

@Module({
  imports: [
    DatabaseModule.forRoot({ url: databaseUrl, migrateAtStart: true }),
    JobsModule.forRoot({ workers: ['torture'], leaseMs: LEASE_MS, ...(redisUrl ? { redisUrl } : {}), graceMs: 3000 }),
  ],
  providers: [Transfers],
})
class WorkerModule {}

const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'fatal'], abortOnError: false });
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
// The specs' process is gone when our input ends.
process.stdin.resume().once('end', () => process.exit(1));
process.stdout.write('ready\n');
