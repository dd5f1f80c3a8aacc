import { Logger } from '@nestjs/common';
import { endsWithin } from './ends-within.js';
import { declaredKinds } from './job-declaration.js';
import type { JobSignals } from './job-signals.js';
import type { JobStore } from './job-store.js';
import type { QueueBackend } from './queue-backend.js';

const BATCH = 500;
const SWEEP_MS = 2000;

/**
 * Hands rows of `jobs.job` to the queue once their transaction is committed, and again when they have waited so long that the
 * queue may have lost them (a flushed Redis, a process that died between two steps). The queue ignores an id it holds.
 */
export class Dispatcher {
  private readonly log = new Logger('Jobs');
  private timer?: NodeJS.Timeout;
  private unsubscribe?: () => void;
  private running?: Promise<void>;
  private again = false;
  private closed = false;

  constructor(
    private readonly store: JobStore,
    private readonly queues: QueueBackend,
    private readonly signals: JobSignals,
    private readonly redispatchMs: number,
  ) {}

  start(): void {
    this.unsubscribe = this.signals.on('enqueued', () => this.wake());
    this.timer = setInterval(() => this.wake(), SWEEP_MS);
    this.wake();
  }

  async stop(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.unsubscribe?.();
    // A Redis that is away takes no ids and refuses none; those in hand are handed over again later.
    if (this.running) await endsWithin(this.running, 2000);
  }

  private wake(): void {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      if (this.again && !this.closed) this.wake();
    });
  }

  private async run(): Promise<void> {
    try {
      while (this.again && !this.closed) {
        this.again = false;
        while ((await this.dispatch()) === BATCH && !this.closed);
      }
      await this.store.deleteExpired();
    } catch (error) {
      this.again = false;
      this.log.warn(`Jobs wait for the database or the queue: ${(error as Error).message}`);
    }
  }

  private async dispatch(): Promise<number> {
    const taken = await this.store.takeForDispatch(declaredKinds(), this.redispatchMs, BATCH);
    for (const kind of new Set(taken.map((job) => job.kind))) {
      const ids = taken.filter((job) => job.kind === kind).map((job) => job.id);
      try {
        await this.queues.add(kind, ids);
      } catch (error) {
        await this.store.returnToDispatch(ids);
        throw error;
      }
    }
    return taken.length;
  }
}
