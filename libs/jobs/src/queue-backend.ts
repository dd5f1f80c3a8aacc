import { Logger } from '@nestjs/common';
import type { Job as QueueJob, Queue, Worker, WorkerOptions } from 'bullmq';
import { endsWithin } from './ends-within.js';
import { declarationOf } from './job-declaration.js';

/** What the queue carries: nothing but the id, which is also its own. */
export type Delivery = QueueJob<Record<string, never>>;

export type Process = (delivery: Delivery) => Promise<void>;

export interface WorkerSettings {
  concurrency: number;
  /** Silence after which the queue gives a worker's job to another, in milliseconds. */
  lockMs: number;
}

/** The largest count that both backends take: a PostgreSQL integer. */
const NEVER_ENDING = 2 ** 31 - 1;

/** BullMQ on PostgreSQL or on Redis: how ids travel to workers. One queue a kind of job. */
export abstract class QueueBackend {
  protected readonly log = new Logger('Queues');
  private readonly queues = new Map<string, Queue>();
  private lastComplaint = 0;

  /** Brings what the backend needs into place. */
  abstract open(): Promise<void>;
  protected abstract makeQueue(kind: string): Queue;
  protected abstract makeWorker(kind: string, process: Process, options: Omit<WorkerOptions, 'connection'>): Worker;
  protected abstract closeConnections(): Promise<void>;

  /** Hands ids to their queue; an id that is there already stays as it is. */
  async add(kind: string, ids: string[]): Promise<void> {
    const { backoff } = declarationOf(kind)!;
    await this.queueOf(kind).addBulk(
      ids.map((id) => ({
        name: kind,
        data: {},
        opts: {
          jobId: id,
          // The row in `jobs.job` counts the attempts and ends them.
          attempts: NEVER_ENDING,
          backoff: { type: backoff.type, delay: backoff.delayMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }

  /** Starts taking jobs of a kind. */
  work(kind: string, process: Process, settings: WorkerSettings): Worker {
    const worker = this.makeWorker(kind, process, {
      concurrency: settings.concurrency,
      lockDuration: settings.lockMs,
      stalledInterval: settings.lockMs / 2,
      // Lost workers are counted in `jobs.job`, too.
      maxStalledCount: NEVER_ENDING,
      runRetryDelay: 1000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', (error) => this.complain(error));
    return worker;
  }

  async close(): Promise<void> {
    await endsWithin(Promise.all([...this.queues.values()].map((queue) => queue.close())), 2000);
    await endsWithin(this.closeConnections(), 2000);
  }

  private queueOf(kind: string): Queue {
    const known = this.queues.get(kind);
    if (known) return known;
    const queue = this.makeQueue(kind);
    queue.on('error', (error) => this.complain(error));
    this.queues.set(kind, queue);
    return queue;
  }

  /** A database that is away makes every poll of every worker fail: one line in ten seconds is enough. */
  protected complain(error: Error): void {
    if (Date.now() - this.lastComplaint < 10_000) return;
    this.lastComplaint = Date.now();
    this.log.warn(`The queue is not answering: ${error.message}`);
  }
}
