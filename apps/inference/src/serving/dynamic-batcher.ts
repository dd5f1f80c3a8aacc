import { ServiceError } from '#rpc';
import { concatRows, rowsOf, sliceRows } from './batch-tensors.js';
import type { Tensors } from './tensor.js';

export interface BatcherOptions {
  /** Rows of one run. */
  maxBatchSize: number;
  /** Milliseconds that a first request waits for others; 0: only while all instances are busy. */
  maxDelayMs: number;
  /** Rows that may wait. */
  queueLimit: number;
  /** Runs at the same time. */
  instances: number;
  /** What fills an input up to the longest of a batch, by its name. */
  padding: ReadonlyMap<string, number>;
}

/** Told of each run, for metrics. */
export interface BatchObserver {
  ran(rows: number, requests: number, seconds: number): void;
  waited(seconds: number): void;
}

interface Waiting {
  inputs: Tensors;
  rows: number;
  /** Requests of one signature can share a run. */
  signature: string;
  since: number;
  resolve(outputs: Tensors): void;
  reject(error: unknown): void;
  forget(): void;
}

const SILENT: BatchObserver = { ran() {}, waited() {} };

/**
 * Puts requests for one version together, as long as they wait, and takes the answers apart again. Requests that arrive while
 * all instances are busy share the next run; a delay waits for more of them even when nothing runs. One that is cancelled, or
 * whose deadline passes, leaves the queue.
 */
export class DynamicBatcher {
  private readonly queue: Waiting[] = [];
  private waitingRows = 0;
  private running = 0;
  private timer?: NodeJS.Timeout;
  private scheduled = false;

  constructor(
    private readonly run: (inputs: Tensors, rows: number) => Promise<Tensors>,
    private readonly options: BatcherOptions,
    private readonly observer: BatchObserver = SILENT,
  ) {}

  /** Rows that wait now. */
  get queued(): number {
    return this.waitingRows;
  }

  /**
   * Predicts rows; more than fit into one run are divided.
   * @param signal aborts the wait; its reason `TimeoutError` means that the deadline has passed
   * @throws ServiceError `inference.overloaded` where too many rows wait already, `inference.too-late`
   */
  async submit(inputs: Tensors, signal?: AbortSignal): Promise<Tensors> {
    const rows = rowsOf(inputs);
    const { maxBatchSize } = this.options;
    if (rows <= maxBatchSize) return this.enqueue(inputs, rows, signal);
    const parts: Promise<Tensors>[] = [];
    for (let from = 0; from < rows; from += maxBatchSize) {
      const part = sliceRows(inputs, from, Math.min(rows, from + maxBatchSize));
      parts.push(this.enqueue(part, rowsOf(part), signal));
    }
    const answers = await Promise.allSettled(parts);
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw failed.reason;
    return concatRows(answers.map((answer) => (answer as PromiseFulfilledResult<Tensors>).value));
  }

  private enqueue(inputs: Tensors, rows: number, signal?: AbortSignal): Promise<Tensors> {
    if (signal?.aborted) return Promise.reject(lateOrLeft(signal));
    if (this.waitingRows + rows > this.options.queueLimit && this.waitingRows > 0) {
      return Promise.reject(
        new ServiceError('inference.overloaded', 'Too many predictions wait already; try again in a moment', {
          retryAfterSeconds: 1,
        }),
      );
    }
    return new Promise<Tensors>((resolve, reject) => {
      const waiting: Waiting = {
        inputs,
        rows,
        signature: signatureOf(inputs, this.options.padding),
        since: performance.now(),
        resolve,
        reject,
        forget: () => signal?.removeEventListener('abort', leave),
      };
      const leave = () => {
        const place = this.queue.indexOf(waiting);
        if (place < 0) return;
        this.queue.splice(place, 1);
        this.waitingRows -= rows;
        reject(lateOrLeft(signal!));
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.queue.push(waiting);
      this.waitingRows += rows;
      this.wake();
    });
  }

  /** After what else this turn of the event loop brings, so that requests read together run together. */
  private wake(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.queue.length > 0 && this.running < this.options.instances) {
      const rest = this.queue[0]!.since + this.options.maxDelayMs - performance.now();
      if (rest > 0 && this.waitingRows < this.options.maxBatchSize) {
        this.timer = setTimeout(() => this.pump(), rest);
        return;
      }
      void this.runBatch(this.takeBatch());
    }
  }

  /** The first in the queue, and those behind it that can share its run. */
  private takeBatch(): Waiting[] {
    const first = this.queue[0]!;
    const batch: Waiting[] = [];
    let rows = 0;
    const left: Waiting[] = [];
    for (const waiting of this.queue) {
      const fits = waiting.signature === first.signature && rows + waiting.rows <= this.options.maxBatchSize;
      if (!fits) {
        left.push(waiting);
        continue;
      }
      batch.push(waiting);
      rows += waiting.rows;
    }
    this.queue.splice(0, this.queue.length, ...left);
    this.waitingRows -= rows;
    return batch;
  }

  private async runBatch(batch: Waiting[]): Promise<void> {
    this.running++;
    const started = performance.now();
    for (const waiting of batch) {
      waiting.forget();
      this.observer.waited((started - waiting.since) / 1000);
    }
    const rows = batch.reduce((sum, waiting) => sum + waiting.rows, 0);
    try {
      const inputs =
        batch.length === 1
          ? batch[0]!.inputs
          : concatRows(
              batch.map((one) => one.inputs),
              this.options.padding,
            );
      const outputs = await this.run(inputs, rows);
      this.observer.ran(rows, batch.length, (performance.now() - started) / 1000);
      let from = 0;
      for (const waiting of batch) {
        waiting.resolve(batch.length === 1 ? outputs : sliceRows(outputs, from, from + waiting.rows));
        from += waiting.rows;
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.running--;
      this.wake();
    }
  }
}

/** What must be equal for two requests to share a run: everything but rows, and what padding fills. */
function signatureOf(inputs: Tensors, padding: ReadonlyMap<string, number>): string {
  return [...inputs]
    .map(([name, { shape }]) => `${name}:${(padding.has(name) ? shape.slice(1, -1) : shape.slice(1)).join('x')}/${shape.length}`)
    .sort()
    .join(' ');
}

function lateOrLeft(signal: AbortSignal): ServiceError {
  const late = (signal.reason as Error | undefined)?.name === 'TimeoutError';
  return late
    ? new ServiceError('inference.too-late', 'The time for this prediction ran out before it began')
    : new ServiceError('inference.cancelled', 'Nobody waits for this prediction any more');
}
