import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '#config';
import { InjectDatabase } from '#database';
import { BlobStore } from '#storage';

const EVERY_MS = 60 * 60 * 1000;
const BATCH = 100;

/**
 * Deletes the files of old imports, once an hour; their rows and reports stay. Nothing needs the file any more once it is read:
 * it is kept for a while because it is the original of what is in the ledger, and part of a person's archive.
 */
@Injectable()
export class ExpireFilesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Imports');
  private timer?: NodeJS.Timeout;

  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () => void this.expire().catch((error: unknown) => this.log.warn({ msg: 'Old files could not be deleted', err: error })),
      EVERY_MS,
    ).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many imports have lost their file */
  async expire(): Promise<number> {
    for (let expired = 0; ;) {
      const some = await this.expireSome();
      expired += some;
      if (some < BATCH) return expired;
    }
  }

  /** A file that a later import has read again stays as long as that one's. */
  private expireSome(): Promise<number> {
    return this.database.transaction(async (manager) => {
      const old = 'now() - make_interval(days => $1)';
      const rows: { id: string; key: string }[] = await manager.query(
        `select i.id, i.upload_key as key from transactions.import i
         where i.file_kept and i.state <> 'running' and i.created_at < ${old}
           and not exists (select from transactions.import j where j.upload_key = i.upload_key and j.created_at >= ${old})
         order by i.created_at limit ${BATCH} for update skip locked`,
        [this.config.keepImportedFilesDays],
      );
      for (const { key } of rows) await this.blobs.delete(key);
      await manager.query('update transactions.import set file_kept = false where id = any($1)', [rows.map(({ id }) => id)]);
      return rows.length;
    });
  }
}
