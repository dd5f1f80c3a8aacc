import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { IsInt, IsOptional, IsString } from 'class-validator';
import { type DataSource } from 'typeorm';
import { databaseFor } from './support.js';
import { InjectDatabase } from '#database';
import { defineJob, Processes, type JobRun, type Jobs, type JobView } from '#jobs';
import { ServiceError } from '#rpc';
import { QueueBackend } from '../../libs/jobs/src/queue-backend.js';
import { startJobs, type RunningJobs } from './start-jobs.js';

class Question {
  @IsInt() n: number;
  @IsOptional() @IsString() text?: string;
}
class Answer {
  n: number;
  text?: string;
}

const fast = { type: 'fixed', delayMs: 20 } as const;
const square = defineJob({ kind: 'sums.square', input: Question, output: Answer, backoff: fast });
const slow = defineJob({ kind: 'sums.slow', input: Question, output: Answer, cacheFor: 0, concurrency: 4 });
const flaky = defineJob({ kind: 'sums.flaky', input: Question, output: Answer, attempts: 3, backoff: fast });
const pay = defineJob({ kind: 'sums.pay', input: Question, output: Answer, backoff: fast });
const refused = defineJob({ kind: 'sums.refused', input: Question, output: Answer, attempts: 3, backoff: fast });

/** Calls by kind and number, and a switch for each thing that a spec makes go wrong. */
const calls: string[] = [];
const attempts: number[] = [];
let failuresLeft = 0;
let release: () => void = () => {};
let gate = Promise.resolve();
const closeGate = (): void => {
  gate = new Promise((resolve) => (release = resolve));
};

@Injectable()
class Sums {
  constructor(@InjectDatabase('jobs') private readonly database: DataSource) {}

  @Processes(square)
  async square({ n, text }: Question): Promise<Answer> {
    calls.push(`square ${n}`);
    return { n: n * n, ...(text === undefined ? {} : { text: `${text}\0` }) };
  }

  @Processes(slow)
  async slow({ n }: Question, job: JobRun): Promise<Answer> {
    calls.push(`slow ${n}`);
    for (let done = 1; done <= 3; done++) {
      await job.progress(done, 3, `step ${done}`);
      await sleep(260);
    }
    await gate;
    return { n };
  }

  @Processes(flaky)
  async flaky({ n }: Question, job: JobRun): Promise<Answer> {
    attempts.push(job.attempt);
    if (failuresLeft-- > 0) throw new Error('no luck \0');
    return { n };
  }

  /** Pays in one transaction with the job's completion. */
  @Processes(pay)
  async pay({ n }: Question, job: JobRun): Promise<Answer> {
    calls.push(`pay ${n}`);
    await gate;
    await this.database.transaction(async (manager) => {
      await manager.query('insert into payment values ($1)', [n]);
      await job.complete(manager, { n });
      if (n === 16) throw new Error('after all, no');
    });
    return { n };
  }

  @Processes(refused)
  async refused({ n }: Question): Promise<Answer> {
    calls.push(`refused ${n}`);
    throw new ServiceError('sums.too-odd', 'That number is too odd');
  }
}

const ada = { userId: 'ada', requestId: 'r1' };
const bob = { userId: 'bob', requestId: 'r2' };

async function finished(jobs: Jobs, id: string, userId = 'ada'): Promise<JobView> {
  let last: JobView | undefined;
  for await (const view of jobs.watch(id, userId)) last = view;
  return last!;
}

describe('jobs', () => {
  let url: string;
  let running: RunningJobs;
  let jobs: Jobs;
  const db = databaseFor(beforeAll, afterAll);

  beforeAll(async () => {
    url = db.url;
    running = await startJobs(url, [Sums]);
    jobs = running.jobs;
  });
  afterAll(() => running.stop());
  beforeEach(() => {
    calls.length = 0;
    attempts.length = 0;
  });

  it('answers, tells its progress on the way, and keeps NUL characters of an answer', async () => {
    const { id } = await jobs.enqueue(slow, { n: 1 }, ada);
    const views: JobView[] = [];
    for await (const view of jobs.watch(id, 'ada')) views.push(view);
    expect(views.map((view) => view.progress.done).filter((done, i, all) => done !== all[i - 1])).toEqual([0, 1, 2, 3]);
    expect(views.at(-1)).toMatchObject({
      kind: 'sums.slow',
      state: 'completed',
      result: { n: 1 },
      progress: { done: 3, total: 3, message: 'step 3' },
    });
    expect(new Set(views.map((view) => view.state))).toEqual(
      new Set([...(views[0]!.state === 'queued' ? ['queued'] : []), 'running', 'completed']),
    );
    expect(Date.parse(views.at(-1)!.finishedAt!)).toBeGreaterThan(Date.parse(views.at(-1)!.startedAt!));

    const nul = await jobs.enqueue(square, { n: 2, text: 'a\ud800' }, ada);
    expect((await finished(jobs, nul.id)).result).toEqual({ n: 4, text: 'a\ud800\0' });
  });

  it('answers an equal job from its result, also after a restart, but not another person or a newer ledger', async () => {
    const first = await jobs.enqueue(square, { n: 3 }, ada);
    await finished(jobs, first.id);
    expect(await jobs.enqueue(square, { n: 3 }, ada)).toEqual(first);
    const others = [
      await jobs.enqueue(square, { n: 3 }, bob),
      await jobs.enqueue(square, { n: 3 }, { ...ada, ledgerVersion: 1 }),
      await jobs.enqueue({ ...square, version: 2 }, { n: 3 }, ada),
    ];
    expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(4);
    await Promise.all([finished(jobs, others[0]!.id, 'bob'), finished(jobs, others[1]!.id), finished(jobs, others[2]!.id)]);
    expect(calls.filter((call) => call === 'square 3')).toHaveLength(4);

    const again = await startJobs(url, [Sums]);
    expect(await again.jobs.enqueue(square, { n: 3 }, ada)).toEqual(first);
    expect((await again.jobs.get(first.id, 'ada')).result).toEqual({ n: 9 });
    await again.stop();
    expect(calls.filter((call) => call === 'square 3')).toHaveLength(4);
  });

  it('forgets a result when its time is over', async () => {
    const short = { ...square, cacheFor: 60_000 };
    const first = await jobs.enqueue(short, { n: 4 }, ada);
    await finished(jobs, first.id);
    expect(await jobs.enqueue(short, { n: 4 }, ada)).toEqual(first);
    await running.app
      .get<DataSource>('jobsDataSource')
      .query(`update jobs.job set finished_at = now() - interval '61 seconds' where id = $1`, [first.id]);
    const second = await jobs.enqueue(short, { n: 4 }, ada);
    expect(second.id).not.toBe(first.id);
    await finished(jobs, second.id);
  });

  it('makes one job of equal jobs in flight', async () => {
    closeGate();
    const ids = await Promise.all(Array.from({ length: 20 }, () => jobs.enqueue(slow, { n: 5 }, ada)));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    release();
    await finished(jobs, ids[0]!.id);
    expect(calls).toEqual(['slow 5']);
    // With nothing to cache, the next one is a new job.
    const next = await jobs.enqueue(slow, { n: 5 }, ada);
    expect(next).not.toEqual(ids[0]);
    await finished(jobs, next.id);
  });

  it('is asked for when the caller’s transaction commits, and only then', async () => {
    const source = running.app.get<DataSource>('jobsDataSource');
    let rolledBack = '';
    await expect(
      source.transaction(async (manager) => {
        rolledBack = (await jobs.enqueueIn(manager, square, { n: 6 }, ada)).id;
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await expect(jobs.get(rolledBack, 'ada')).rejects.toMatchObject({ code: 'jobs.not-found' });

    const id = await source.transaction(async (manager) => {
      const job = await jobs.enqueueIn(manager, square, { n: 7 }, ada);
      await sleep(300);
      expect(calls).toEqual([]);
      return job.id;
    });
    expect((await finished(jobs, id)).result).toEqual({ n: 49 });
    expect(calls).toEqual(['square 7']);
  });

  it('tries again after a failure', async () => {
    failuresLeft = 2;
    const { id } = await jobs.enqueue(flaky, { n: 8 }, ada);
    expect(await finished(jobs, id)).toMatchObject({ state: 'completed', result: { n: 8 } });
    expect(attempts).toEqual([1, 2, 3]);
    expect((await jobs.deadLetters()).filter((letter) => letter.id === id)).toEqual([]);
  });

  it('makes a dead letter of what failed for good, and gives it its attempts back', async () => {
    failuresLeft = 3;
    const { id } = await jobs.enqueue(flaky, { n: 9 }, ada);
    const view = await finished(jobs, id);
    expect(view).toMatchObject({ state: 'failed', error: { code: 'internal', message: 'Something went wrong on our side' } });
    expect(view.result).toBeUndefined();
    expect(await jobs.deadLetters()).toContainEqual({
      id,
      kind: 'sums.flaky',
      userId: 'ada',
      attempts: 3,
      error: view.error,
      failedAt: view.finishedAt,
    });

    failuresLeft = 1;
    await jobs.redrive(id);
    expect(await finished(jobs, id)).toMatchObject({ state: 'completed', result: { n: 9 } });
    expect(attempts).toEqual([1, 2, 3, 1, 2]);
    expect((await jobs.deadLetters()).map((letter) => letter.id)).not.toContain(id);
    await expect(jobs.redrive(id)).rejects.toMatchObject({ code: 'jobs.not-found' });
  });

  it('does not redrive a dead letter beside an equal job', async () => {
    const dead = await jobs.enqueue(refused, { n: 11 }, ada);
    await finished(jobs, dead.id);
    closeGate();
    const source = running.app.get<DataSource>('jobsDataSource');
    const live = await jobs.enqueue(slow, { n: 11 }, ada);
    await source.query('update jobs.job set key = (select key from jobs.job where id = $2) where id = $1', [dead.id, live.id]);
    await expect(jobs.redrive(dead.id)).rejects.toMatchObject({ code: 'jobs.in-flight' });
    release();
    await finished(jobs, live.id);
  });

  it('does not try a refusal again', async () => {
    const { id } = await jobs.enqueue(refused, { n: 10 }, ada);
    expect(await finished(jobs, id)).toMatchObject({
      state: 'failed',
      error: { code: 'sums.too-odd', message: 'That number is too odd' },
    });
    expect(calls).toEqual(['refused 10']);
  });

  describe('with an effect in the same transaction', () => {
    let source: DataSource;
    beforeAll(async () => {
      source = running.app.get<DataSource>('jobsDataSource');
      await source.query('create table payment (n int)');
    });
    const payments = (n: number): Promise<unknown[]> => source.query('select n from payment where n = $1', [n]);

    it('does not let an attempt that was replaced finish the job, nor keep its effect', async () => {
      closeGate();
      const { id } = await jobs.enqueue(pay, { n: 15 }, ada);
      while (!calls.includes('pay 15')) await sleep(10);
      // What another worker does when this one has been silent for too long.
      await source.query('update jobs.job set token = gen_random_uuid(), losses = losses + 1 where id = $1', [id]);
      release();
      await sleep(500);
      expect(await payments(15)).toEqual([]);
      expect((await jobs.get(id, 'ada')).state).toBe('running');

      // That worker dies as well: the lease ends, and somebody begins again.
      await source.query(`update jobs.job set lease_until = now(), dispatched_at = now() - interval '1 minute' where id = $1`, [
        id,
      ]);
      expect(await finished(jobs, id)).toMatchObject({ state: 'completed', result: { n: 15 } });
      expect(await payments(15)).toEqual([{ n: 15 }]);
      expect(calls).toEqual(['pay 15', 'pay 15']);
    });

    it('is not completed when the transaction fails after all', async () => {
      const { id } = await jobs.enqueue(pay, { n: 16 }, ada);
      expect(await finished(jobs, id)).toMatchObject({ state: 'failed' });
      expect(await payments(16)).toEqual([]);
    });

    it('does not run again what was completed before its worker died', async () => {
      closeGate();
      const { id } = await jobs.enqueue(pay, { n: 17 }, ada);
      while (!calls.includes('pay 17')) await sleep(10);
      release();
      await finished(jobs, id);
      // The queue delivers it once more, as it does after a crash between the commit and its own bookkeeping.
      await running.app.get(QueueBackend).add('sums.pay', [id]);
      await sleep(500);
      expect(calls).toEqual(['pay 17']);
      expect(await payments(17)).toEqual([{ n: 17 }]);
    });
  });

  it('gives up on a job that kills its workers', async () => {
    const source = running.app.get<DataSource>('jobsDataSource');
    const id = await source.transaction(async (manager) => {
      const job = await jobs.enqueueIn(manager, flaky, { n: 18 }, ada);
      await manager.query('update jobs.job set losses = 11 where id = $1', [job.id]);
      return job.id;
    });
    expect(await finished(jobs, id)).toMatchObject({ state: 'failed', error: { code: 'jobs.worker-lost' } });
    expect(attempts).toEqual([]);
  });

  it('shows a job to its owner only', async () => {
    const { id } = await jobs.enqueue(square, { n: 12 }, ada);
    await finished(jobs, id);
    await expect(jobs.get(id, 'bob')).rejects.toMatchObject({ code: 'jobs.not-found' });
    await expect(jobs.watch(id, 'bob').next()).rejects.toMatchObject({ code: 'jobs.not-found' });
    await expect(jobs.get('nonsense', 'ada')).rejects.toMatchObject({ code: 'jobs.not-found' });
    const own = await jobs.enqueue(square, { n: 12 }, { requestId: 'system' });
    expect(own.id).not.toBe(id);
    await expect(jobs.get(own.id, 'ada')).rejects.toMatchObject({ code: 'jobs.not-found' });
  });

  it('refuses input that is not what the job takes', async () => {
    await expect(jobs.enqueue(square, { n: 1.5 }, ada)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(jobs.enqueue(square, { n: 1, text: 'a\0b' }, ada)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(jobs.enqueue(square, { n: 1, more: 2 } as Question, ada)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('finishes what is in hand when the process stops', async () => {
    const other = await startJobs(url, [Sums], { workers: ['sums.slow'] });
    await running.stop();
    const { id } = await other.jobs.enqueue(slow, { n: 13 }, ada);
    while ((await other.jobs.get(id, 'ada')).state !== 'running') await sleep(20);
    await other.stop();
    running = await startJobs(url, [Sums], { workers: [] });
    jobs = running.jobs;
    expect((await jobs.get(id, 'ada')).state).toBe('completed');
    // Nobody works here.
    const left = await jobs.enqueue(slow, { n: 14 }, ada);
    await sleep(300);
    expect((await jobs.get(left.id, 'ada')).state).toBe('queued');
    await running.stop();

    // A worker that may not finish returns its job, which counts as nobody's fault.
    closeGate();
    const hurried = await startJobs(url, [Sums], { graceMs: 50 });
    while (!calls.includes('slow 14')) await sleep(20);
    const stopping = hurried.stop();
    await stopping;
    running = await startJobs(url, [Sums]);
    jobs = running.jobs;
    release();
    expect(await finished(jobs, left.id)).toMatchObject({ state: 'completed', result: { n: 14 } });
  });
});

describe('the start', () => {
  const db = databaseFor(beforeAll, afterAll);

  @Injectable()
  class Twice {
    @Processes(square)
    async again({ n }: Question): Promise<Answer> {
      return { n };
    }
  }

  it('stops when a kind has two processors, none, or WORKERS names a stranger', async () => {
    await expect(startJobs(db.url, [Sums, Twice])).rejects.toThrow(
      'The job sums.square has two processors: Sums.square and Twice.again',
    );
    await expect(startJobs(db.url, [Twice])).rejects.toThrow(
      'No processor for the jobs: sums.slow, sums.flaky, sums.pay, sums.refused',
    );
    await expect(startJobs(db.url, [], { alone: true })).rejects.toThrow('No processor for the jobs: sums.square, sums.slow');
    await expect(startJobs(db.url, [Sums], { workers: ['sums', 'reports'] })).rejects.toThrow(
      'WORKERS names what this process cannot do: reports. It can do: sums, sums.flaky, sums.pay, sums.refused, sums.slow, sums.square',
    );
    await (await startJobs(db.url, [], { workers: 'all' })).stop();
  });

  it('refuses to declare a kind twice or by a strange name', () => {
    expect(() => defineJob({ kind: 'sums.square', input: Question, output: Answer })).toThrow('declared twice');
    expect(() => defineJob({ kind: 'square', input: Question, output: Answer })).toThrow('service.verb-noun');
  });
});
