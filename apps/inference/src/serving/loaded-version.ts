import { ServiceError } from '#rpc';
import type { TensorDescription } from '../models/model-description.js';
import type { OpenedVersion } from '../models/open-version.js';
import { fromOrt, toOrt } from '../models/ort-tensors.js';
import { observeBatch, observeCache, observeQueueTime } from '../monitoring/inference-metrics.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import { DynamicBatcher, type BatcherOptions } from './dynamic-batcher.js';
import type { ResultCache } from './result-cache.js';
import { sizeOf, type Tensors } from './tensor.js';

const DEFAULT_QUEUE_LIMIT = 8_192;
const DEFAULT_BATCH = 32;
/** A loaded graph takes its weights twice (as read, and as prepared for the processor) and some room to work in. */
const MEMORY_FACTOR = 2;
const WORKING_MEMORY = 4 * 1024 * 1024;

/** One version in memory. Those who use it hold it, so that it is freed only when the last answer is out. */
export class LoadedVersion {
  readonly loadedAt = new Date();
  /** Since it was loaded; times in seconds. */
  readonly counts = { requests: 0, rows: 0, runs: 0, failures: 0, queueSeconds: 0, runSeconds: 0 };
  lastInference?: Date;
  /** When somebody last asked for it, in milliseconds of the process. */
  usedAt = performance.now();
  private readonly batcher: DynamicBatcher;
  private readonly batched: boolean;
  private users = 0;
  private retired = false;

  constructor(
    readonly opened: OpenedVersion,
    cores: number,
    readonly preprocessor?: Preprocessor,
    private readonly cache?: ResultCache,
  ) {
    const { inputs, outputs } = opened;
    const free = ({ shape }: TensorDescription) => shape[0] === -1;
    this.batched = inputs.every(free) && outputs.every(free);
    const { name, version } = opened.description;
    this.batcher = new DynamicBatcher((tensors) => this.run(tensors), this.batcherOptions(cores), {
      ran: (rows, requests, seconds) => {
        this.counts.rows += rows;
        this.counts.requests += requests;
        this.counts.runs++;
        this.counts.runSeconds += seconds;
        this.lastInference = new Date();
        observeBatch(name, version, rows, requests, seconds);
      },
      waited: (seconds) => {
        this.counts.queueSeconds += seconds;
        observeQueueTime(name, version, seconds);
      },
    });
  }

  get description(): OpenedVersion['description'] {
    return this.opened.description;
  }

  /** Memory that it is counted with, in bytes. */
  get memory(): number {
    return this.opened.bytes * MEMORY_FACTOR + WORKING_MEMORY;
  }

  get inUse(): boolean {
    return this.users > 0;
  }

  /** Rows that wait for a run. */
  get queued(): number {
    return this.batcher.queued;
  }

  /** Keeps it in memory until {@link release}. */
  hold(): void {
    this.users++;
    this.usedAt = performance.now();
  }

  release(): void {
    this.users--;
    if (this.retired && this.users === 0) void this.free();
  }

  /** Frees its memory now, or once the last who uses it is done. */
  retire(): void {
    if (this.retired) return;
    this.retired = true;
    if (this.users === 0) void this.free();
  }

  /**
   * Predicts.
   * @param inputs named as the graph names them
   * @throws ServiceError `inference.unusable-input`, `inference.overloaded`, `inference.too-late`
   */
  async infer(inputs: Tensors, signal?: AbortSignal): Promise<Tensors> {
    this.checkInputs(inputs);
    const key = this.cache?.keyOf(this.opened.sha256, inputs);
    if (key === undefined) return this.compute(inputs, signal);
    const { name, version } = this.description;
    const known = this.cache!.get(key);
    observeCache(name, version, known ? 'hit' : 'miss');
    if (known) return known;
    const outputs = await this.compute(inputs, signal);
    this.cache!.set(key, outputs);
    return outputs;
  }

  private compute(inputs: Tensors, signal?: AbortSignal): Promise<Tensors> {
    return this.batched ? this.batcher.submit(inputs, signal) : this.run(inputs);
  }

  /** Predicts from what callers have: the graph's own inputs, or those of the model's preprocessing. */
  async predict(inputs: Tensors, signal?: AbortSignal): Promise<Tensors> {
    // A graph's own input may bear the name of what the preprocessing takes: then its type tells.
    const ready = !this.preprocessor || this.opened.inputs.some(({ name, datatype }) => inputs.get(name)?.datatype === datatype);
    return this.infer(ready ? inputs : await this.preprocessor.prepare(inputs), signal);
  }

  private async run(tensors: Tensors): Promise<Tensors> {
    const feeds = Object.fromEntries([...tensors].map(([name, tensor]) => [name, toOrt(tensor)]));
    try {
      const answer = await this.opened.session.run(feeds);
      return new Map(this.opened.outputs.map(({ name }) => [name, fromOrt(answer[name]!)]));
    } catch (error) {
      this.counts.failures++;
      // The graph itself refuses these values, such as an index past the end of a table.
      const reason = (error as Error).message.split('\n')[0]!.slice(0, 300);
      throw new ServiceError('inference.unusable-input', `The model cannot work with this input: ${reason}`);
    }
  }

  private checkInputs(inputs: Tensors): void {
    const refuse = (text: string): never => {
      throw new ServiceError('inference.unusable-input', text);
    };
    for (const { name, datatype, shape } of this.opened.inputs) {
      const given = inputs.get(name) ?? refuse(`The input ${name} is missing`);
      if (given.datatype !== datatype) refuse(`The input ${name} must be ${datatype}, not ${given.datatype}`);
      const fits = given.shape.length === shape.length && shape.every((size, i) => size === -1 || size === given.shape[i]);
      if (!fits)
        refuse(`The input ${name} has the shape [${given.shape.join(', ')}], not [${shape.join(', ')}] (−1 is any size)`);
      if (sizeOf(given.shape) !== given.data.length) refuse(`The input ${name} has ${given.data.length} elements for its shape`);
      if (sizeOf(given.shape) === 0) refuse(`The input ${name} is empty`);
    }
    const known = new Set(this.opened.inputs.map(({ name }) => name));
    for (const name of inputs.keys()) if (!known.has(name)) refuse(`The model has no input ${name}`);
  }

  private batcherOptions(cores: number): BatcherOptions {
    const { serving } = this.opened.description;
    const padding = new Map(
      this.opened.inputs.flatMap(({ name, padding }) => (padding === undefined ? [] : [[name, padding] as const])),
    );
    return {
      maxBatchSize: serving.maxBatchSize ?? DEFAULT_BATCH,
      maxDelayMs: serving.maxDelayMs ?? 0,
      queueLimit: serving.queueLimit ?? DEFAULT_QUEUE_LIMIT,
      instances: serving.instances ?? Math.max(1, Math.floor(cores / threadsOf(serving.threads, cores))),
      padding,
    };
  }

  private async free(): Promise<void> {
    await this.opened.session.release();
  }
}

/** Threads of a run: as the model says, else all cores. */
export function threadsOf(asked: number | undefined, cores: number): number {
  return Math.min(asked ?? cores, cores);
}
