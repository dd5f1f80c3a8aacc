import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * The database's own notifications: `enqueued` (there is work to hand over) and `changed:<id>`. A hint, never the truth:
 * those sent while the connection is being renewed are lost, so whoever listens also looks by the clock.
 */
export class JobSignals {
  private readonly events = new EventEmitter().setMaxListeners(0);
  private client?: pg.Client;
  private closed = false;

  constructor(private readonly url: string) {}

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'steward job signals' });
    client.on('error', () => {});
    client.on('notification', ({ channel, payload }) => {
      this.events.emit(channel === 'jobs_enqueued' ? 'enqueued' : `changed:${payload}`);
    });
    await client.connect();
    client.once('end', () => void this.reopen());
    await client.query('listen jobs_enqueued; listen jobs_changed');
    this.client = client;
  }

  /** @returns a function that ends the subscription */
  on(event: 'enqueued' | `changed:${string}`, listener: () => void): () => void {
    this.events.on(event, listener);
    return () => this.events.off(event, listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => {});
  }

  private async reopen(): Promise<void> {
    while (!this.closed) {
      try {
        await this.open();
        this.events.emit('enqueued');
        return;
      } catch {
        await sleep(500);
      }
    }
  }
}
