import { Test, type TestingModule } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { Jobs, JobsModule, type JobsOptions } from '#jobs';

export interface RunningJobs {
  app: TestingModule;
  jobs: Jobs;
  stop(): Promise<void>;
}

/** A process with the job engine and the given processors in it. Workers that fall silent count as dead after 1.5 s. */
export async function startJobs(url: string, processors: Type[], options: Partial<JobsOptions> = {}): Promise<RunningJobs> {
  const app = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ url, migrateAtStart: true }),
      JobsModule.forRoot({ workers: 'all', leaseMs: 1500, graceMs: 5000, ...options }),
    ],
    providers: processors,
  }).compile();
  app.useLogger(false);
  await app.init();
  return { app, jobs: app.get(Jobs), stop: () => app.close() };
}
