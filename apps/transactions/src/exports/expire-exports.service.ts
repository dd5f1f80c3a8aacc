import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ExportsRepository } from './exports.repository.js';

const EVERY_MS = 60 * 60 * 1000;

/** Deletes exports whose time is over, once an hour. Several processes doing so at once do no harm. */
@Injectable()
export class ExpireExportsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Exports');
  private timer?: NodeJS.Timeout;

  constructor(private readonly exports: ExportsRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.expire(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async expire(): Promise<void> {
    await this.exports
      .deleteExpired()
      .catch((error: unknown) => this.log.warn({ msg: 'Old exports could not be deleted', err: error }));
  }
}
