import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import { BlobStore } from '#storage';

const EVERY_MS = 60_000;
const BATCH = 100;

/** Deletes the files that belong to nothing any more, once a minute. Several processes doing so at once share the work. */
@Injectable()
export class SweepBlobsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Attachments');
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<unknown>;

  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweep().catch((error: unknown) =>
        this.log.warn({ msg: 'Old files could not be deleted', err: error }),
      );
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /**
   * A file is deleted before its line in the list is, so that a process that dies in between leaves the line to the next sweep.
   * @returns how many files were deleted
   */
  async sweep(): Promise<number> {
    let swept = 0;
    for (;;) {
      const keys = await this.sweepSome();
      swept += keys;
      if (keys < BATCH) return swept;
    }
  }

  private sweepSome(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const rows: { key: string }[] = await manager.query(
        `select blob_key as key from transactions.discarded_blob where due_at <= now()
         order by due_at limit ${BATCH} for update skip locked`,
      );
      for (const { key } of rows) await this.blobs.delete(key);
      await manager.query('delete from transactions.discarded_blob where blob_key = any($1)', [rows.map(({ key }) => key)]);
      return rows.length;
    });
  }
}
