import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { restoreArchive, RestoreArchiveJobInput, RestoreArchiveResult } from './archive-jobs.js';
import { requireEmptyLedger } from './empty-ledger.js';
import { RecordInserter } from './insert-records.js';
import { ArchiveFile } from './open-archive.js';
import { readJsonLines, type JsonLine } from './read-lines.js';
import { restoredKey } from './stored-files.js';
import { readUserTables } from './user-tables.js';

const BATCH_LINES = 1_000;
/** More than these are not listed: one thing is wrong with the file, a thousand times. */
const MAX_REFUSED = 100;
/** Files of one archive, together: more would be an attack on the disk. In bytes. */
const MAX_FILES_BYTES = 4 * 1024 ** 3;

/** Puts an archive, or its JSON lines alone, into an empty ledger: all of it in one SQL transaction, or nothing. */
@Injectable()
export class RestoreArchiveProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
  ) {}

  @Processes(restoreArchive)
  async run({ uploadKey }: RestoreArchiveJobInput, job: JobRun): Promise<RestoreArchiveResult> {
    const userId = job.userId!;
    const archive = await ArchiveFile.open(this.blobs, uploadKey);
    const written: string[] = [];
    try {
      return await this.database.transaction(async (manager) => {
        await lockLedger(manager, userId);
        await requireEmptyLedger(manager, userId);
        const result = await this.records(manager, userId, archive, job);
        if (result.refused.length) throw new LinesRefused(result);
        result.files = await this.files(userId, archive, written, job);
        await raiseLedgerVersion(manager, userId);
        await job.complete(manager, result);
        return result;
      });
    } catch (error) {
      for (const key of written) await this.blobs.delete(key).catch(() => undefined);
      if (error instanceof LinesRefused) return error.result;
      throw error;
    } finally {
      await archive.close();
    }
  }

  private async records(
    manager: EntityManager,
    userId: string,
    archive: ArchiveFile,
    job: JobRun,
  ): Promise<RestoreArchiveResult> {
    const result: RestoreArchiveResult = { restored: true, records: {}, files: 0, refused: [] };
    const inserter = new RecordInserter(manager, userId, await readUserTables(manager));
    let batch: JsonLine[] = [];
    let done = 0;
    const flush = async (): Promise<void> => {
      if (!batch.length) return;
      const { kind } = batch[0]!;
      result.refused.push(...(await inserter.insert(kind, batch, result.refused.length > 0)));
      result.records[kind] = (result.records[kind] ?? 0) + batch.length;
      done += batch.length;
      batch = [];
      await job.progress(done, undefined, 'Restoring records');
    };
    for await (const line of readJsonLines(await archive.ledger())) {
      if ('problem' in line) result.refused.push(line);
      else {
        if (batch.length === BATCH_LINES || (batch.length && batch[0]!.kind !== line.kind)) await flush();
        batch.push(line);
      }
      if (result.refused.length >= MAX_REFUSED) break;
    }
    await flush();
    return result;
  }

  private async files(userId: string, archive: ArchiveFile, written: string[], job: JobRun): Promise<number> {
    let bytes = 0;
    for await (const file of archive.files()) {
      const key = restoredKey(userId, file.path);
      if (key === undefined) continue;
      bytes += file.bytes;
      if (bytes > MAX_FILES_BYTES) throw new ServiceError('archive.malformed', 'The files of the archive are too large together');
      written.push(key);
      await this.blobs.put(key, await file.content(), { maxBytes: file.bytes });
      await job.progress(written.length, undefined, 'Restoring files');
    }
    return written.length;
  }
}

/** Rolls the transaction back; what is wrong with the lines is an answer, not a failure. */
class LinesRefused extends Error {
  readonly result: RestoreArchiveResult;

  constructor(result: RestoreArchiveResult) {
    super('Some lines of the archive cannot be taken');
    const refused = result.refused.sort((a, b) => a.number - b.number).slice(0, MAX_REFUSED);
    this.result = { restored: false, records: {}, files: 0, refused };
  }
}
