import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { IdempotencyRepository } from './idempotency.repository.js';

const EVERY_MS = 60 * 60 * 1000;

/** Forgets answers whose time is over, once an hour. Several gateways doing so at once do no harm. */
@Injectable()
export class ExpireKeysService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Idempotency');
  private timer?: NodeJS.Timeout;

  constructor(private readonly answers: IdempotencyRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.expire(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async expire(): Promise<void> {
    await this.answers
      .deleteExpired()
      .catch((error: unknown) => this.log.warn({ msg: 'Old answers could not be deleted', err: error }));
  }
}
