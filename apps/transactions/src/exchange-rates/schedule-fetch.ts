import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Config } from '#config';
import { Jobs } from '#jobs';
import { fetchRates } from './rate-jobs.js';

const EVERY_MS = 60 * 60_000;
/** The European Central Bank publishes at about 16:00 in Frankfurt; by then a new day of ours begins, summer and winter. */
const PUBLISHED_AFTER_MS = 15.5 * 60 * 60_000;

/** The day whose rates can be fetched at `now`, as the job's identity. */
export function publishedDay(now: Date): string {
  return new Date(now.getTime() - PUBLISHED_AFTER_MS).toISOString().slice(0, 10);
}

/** Asks for the rates once a day where an address is configured. Without one nothing ever goes to the network. */
@Injectable()
export class ScheduleFetch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('ExchangeRates');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.ratesUrl) return;
    void this.ask();
    this.timer = setInterval(() => void this.ask(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** An equal job of the day is the same job: asking every hour, from every process, fetches once. */
  private async ask(): Promise<void> {
    await this.jobs
      .enqueue(fetchRates, { day: publishedDay(new Date()) }, { requestId: randomUUID() })
      .catch((error: unknown) => this.log.warn({ msg: 'Fetching exchange rates could not be asked for', err: error }));
  }
}
