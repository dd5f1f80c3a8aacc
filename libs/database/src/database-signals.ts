import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/**
 * Tells this process and all others what happened, through the database's own notifications. A hint, never the truth:
 * one that is sent while a connection is being renewed is lost, so whoever listens also looks by the clock.
 *
 * A transaction that notifies holds, while it commits, a lock of the whole database. So notifications do not travel with the
 * statements that cause them, which wait for the disk, but together, a little later, in a transaction that does not.
 */
export class DatabaseSignals<T extends string> {
  private static readonly TOGETHER_MS = 10;

  private readonly events = new EventEmitter().setMaxListeners(0);
  private readonly unsent = new Set<T>();
  private client?: pg.Client;
  private sending?: Promise<void>;
  private closed = false;

  /**
   * @param channel of PostgreSQL's NOTIFY; the payload is the signal
   * @param afterLoss what is signalled here once a lost connection is back, since nobody knows what was missed
   */
  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly afterLoss: T,
  ) {}

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: `steward signals ${this.channel}`,
    });
    client.on('error', () => {});
    await client.connect();
    client.on('notification', ({ payload, processId }) => {
      if (payload && processId !== ownPid) this.events.emit(payload);
    });
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ownPid = rows[0]?.pid;
    await client.query(`set synchronous_commit = off; listen ${this.channel}`);
    client.once('end', () => void this.reopen());
    this.client = client;
  }

  /** @returns a function that ends the subscription */
  on(signal: T, listener: () => void): () => void {
    this.events.on(signal, listener);
    return () => this.events.off(signal, listener);
  }

  /** Tells this process now and the others shortly. Call it after the commit. */
  announce(signal: T): void {
    this.events.emit(signal);
    this.unsent.add(signal);
    this.sending ??= this.send();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.sending;
    await this.client?.end().catch(() => {});
  }

  private async send(): Promise<void> {
    while (this.unsent.size) {
      await sleep(DatabaseSignals.TOGETHER_MS);
      const signals = [...this.unsent];
      this.unsent.clear();
      await this.client
        ?.query('select pg_notify($1, signal) from unnest($2::text[]) as signal', [this.channel, signals])
        .catch(() => {});
    }
    this.sending = undefined;
  }

  private async reopen(): Promise<void> {
    while (!this.closed) {
      try {
        await this.open();
        this.events.emit(this.afterLoss);
        return;
      } catch {
        await sleep(500);
      }
    }
  }
}
