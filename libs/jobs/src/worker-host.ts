import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Worker } from 'bullmq';
import type { EntityManager } from 'typeorm';
import { isConnectionLoss } from '#database';
import { observeJob } from '#observability';
import { isRefusal, ServiceError, toErrorBody, toInput } from '#rpc';
import { canonicalJson } from './canonical.js';
import { endsWithin } from './ends-within.js';
import { AttemptReplaced, JobRun } from './job-run.js';
import type { JobStore } from './job-store.js';
import type { JobRow } from './job-view.js';
import type { BoundProcessor } from './processors.js';
import type { QueueBackend } from './queue-backend.js';

/** A job during which the worker died so often is what kills it. */
const MAX_LOSSES = 10;

export interface WorkerTimes {
  /** Silence after which a worker counts as dead, in milliseconds. */
  leaseMs: number;
  /** Time that jobs in hand get at shutdown, in milliseconds. */
  graceMs: number;
}

class ShuttingDown extends Error {}

/** Tells the queue to deliver again after the backoff. Its text is our own: PostgreSQL refuses NUL, which a message may hold. */
class TryAgain extends Error {}

/** Runs the processors of this process: claims what the queue delivers, keeps it alive, writes how it ended. */
export class WorkerHost {
  private readonly log = new Logger('Jobs');
  private readonly runs = new Map<string, JobRun>();
  private workers: Worker[] = [];
  private heartbeat?: NodeJS.Timeout;

  constructor(
    private readonly manager: EntityManager,
    private readonly store: JobStore,
    private readonly queues: QueueBackend,
    private readonly times: WorkerTimes,
  ) {}

  start(processors: BoundProcessor[]): void {
    this.workers = processors.map((processor) =>
      this.queues.work(processor.job.kind, (delivery) => this.process(processor, String(delivery.id)), {
        concurrency: processor.job.concurrency,
        lockMs: this.times.leaseMs,
      }),
    );
    this.heartbeat = setInterval(() => void this.beat(), this.times.leaseMs / 3);
  }

  /** Takes no more; gives what is in hand `graceMs` to finish, then asks it to stop and returns it to the queue. */
  async drain(): Promise<void> {
    const closing = Promise.all(this.workers.map((worker) => worker.close().catch(() => {})));
    if (!(await endsWithin(closing, this.times.graceMs))) {
      for (const run of this.runs.values()) run.stop(new ShuttingDown('Steward is shutting down'));
      if (!(await endsWithin(closing, 5000))) {
        for (const run of this.runs.values()) await this.giveUp(run, { final: false, blame: 'nobody' });
      }
    }
    clearInterval(this.heartbeat);
  }

  private async process({ job, run: processor, where }: BoundProcessor, id: string): Promise<void> {
    const token = randomUUID();
    const row = await this.store.claim(id, token, this.times.leaseMs);
    if (!row) return;
    const run = new JobRun(
      this.store,
      job.cacheFor,
      token,
      id,
      row.requestId,
      row.userId ?? undefined,
      row.failures + row.losses + 1,
    );
    this.runs.set(token, run);
    const started = performance.now();
    const observe = (outcome: 'completed' | 'failed') =>
      observeJob({ kind: job.kind, outcome, seconds: (performance.now() - started) / 1000 });
    try {
      if (row.losses > MAX_LOSSES)
        throw new ServiceError('jobs.worker-lost', `The worker went away ${row.losses} times during this job`);
      const input = await toInput(job.input, JSON.parse(row.input));
      const output = canonicalJson(await processor(input, run));
      await run.complete(this.manager, JSON.parse(output) as object);
      observe('completed');
    } catch (error) {
      observe('failed');
      await this.afterError(run, row, job.attempts, where, error);
    } finally {
      this.runs.delete(token);
    }
  }

  private async afterError(run: JobRun, row: JobRow, attempts: number, where: string, error: unknown): Promise<void> {
    if (error instanceof AttemptReplaced || run.signal.reason instanceof AttemptReplaced) {
      this.log.warn(`${where} lost job ${run.id} to another worker`);
      return;
    }
    const interrupted = run.signal.aborted;
    const lost = !interrupted && isConnectionLoss(error);
    const final = !interrupted && !lost && (isRefusal(error) || row.failures + 1 >= attempts);
    const blame = interrupted ? 'nobody' : lost ? 'loss' : 'failure';
    const changed = await this.giveUp(run, { final, blame, ...(interrupted ? {} : { error: toErrorBody(error) }) });
    // A commit whose answer was lost: the job is completed after all.
    if (!changed) return;
    if (!interrupted) {
      this.log[final ? 'error' : 'warn']({
        msg: `${where} failed at attempt ${run.attempt}${final ? ', for good' : ''}`,
        jobId: run.id,
        requestId: run.requestId,
        err: error,
      });
    }
    if (!final) throw new TryAgain('Tried again after a while');
  }

  /** Writes the end of an attempt, waiting for a database that is just coming back. */
  private async giveUp(run: JobRun, end: Parameters<JobStore['giveUp']>[2]): Promise<boolean> {
    for (const until = Date.now() + this.times.leaseMs; ; await sleep(200)) {
      try {
        return await this.store.giveUp(run.id, run.token, end);
      } catch (error) {
        if (!isConnectionLoss(error) || Date.now() > until) throw error;
      }
    }
  }

  private async beat(): Promise<void> {
    if (!this.runs.size) return;
    const before = [...this.runs.values()];
    try {
      const held = new Set(await this.store.renew(before, this.times.leaseMs));
      for (const run of before) {
        if (!held.has(run.token)) run.stop(new AttemptReplaced(run.id));
      }
    } catch {
      // The database is away; the next beat tells.
    }
  }
}
