import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import { BlobStore } from '#storage';

const EVERY_MS = 60 * 60 * 1000;
const BATCH = 100;
/** A preview that was left open overnight can still be imported. */
const KEPT = `interval '24 hours'`;

/** Deletes files that were sent and never imported, once an hour. Several gateways doing so at once share the work. */
@Injectable()
export class ExpireUploadsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Uploads');
  private timer?: NodeJS.Timeout;

  constructor(
    @InjectDatabase('gateway') private readonly database: DataSource,
    private readonly blobs: BlobStore,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () => void this.expire().catch((error: unknown) => this.log.warn({ msg: 'Old uploads could not be deleted', err: error })),
      EVERY_MS,
    ).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * A file goes before its line does, so that a process that dies in between leaves the line to the next.
   * @returns how many files were deleted
   */
  async expire(): Promise<number> {
    for (let deleted = 0; ;) {
      const some = await this.expireSome();
      deleted += some;
      if (some < BATCH) return deleted;
    }
  }

  private expireSome(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const rows: { key: string }[] = await manager.query(
        `select key from gateway.upload where created_at < now() - ${KEPT} order by created_at limit ${BATCH} for update skip locked`,
      );
      for (const { key } of rows) await this.blobs.delete(key);
      await manager.query('delete from gateway.upload where key = any($1)', [rows.map(({ key }) => key)]);
      return rows.length;
    });
  }
}
