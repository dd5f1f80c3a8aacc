import { Queue, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { QueueBackend, type Process } from './queue-backend.js';

const PREFIX = 'steward';

/** With REDIS_URL: for many workers on many machines. Redis must not evict (`maxmemory-policy noeviction`). */
export class RedisQueues extends QueueBackend {
  private readonly connection: Redis;
  /** BullMQ waits for jobs on copies of the connection, and gives them up only while Redis answers. */
  private readonly copies: Redis[] = [];

  constructor(url: string) {
    super();
    this.connection = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (tries) => Math.min(tries * 100, 2000) });
    this.connection.on('error', (error) => this.complain(error));
    const duplicate = this.connection.duplicate.bind(this.connection);
    this.connection.duplicate = (...options) => {
      const copy = duplicate(...options);
      this.copies.push(copy);
      return copy;
    };
  }

  async open(): Promise<void> {}

  protected makeQueue(kind: string): Queue {
    return new Queue(kind, { connection: this.connection, prefix: PREFIX });
  }

  protected makeWorker(kind: string, process: Process, options: Omit<WorkerOptions, 'connection'>): Worker {
    return new Worker(kind, process, { ...options, connection: this.connection, prefix: PREFIX });
  }

  protected async closeConnections(): Promise<void> {
    for (const connection of [this.connection, ...this.copies]) connection.disconnect();
  }
}
