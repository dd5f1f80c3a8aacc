import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import type { ExportFile, ExportRecord } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { EXPORT_CONTENT_TYPES, exportBlobKey, ExportEntity } from './export.entity.js';

const MAX_LISTED = 50;

/** The files that were made for a user. */
@Injectable()
export class ExportsRepository {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly jobs: Jobs,
    private readonly blobs: BlobStore,
  ) {}

  /** Newest first, as long as they can be fetched. */
  async list(userId: string): Promise<ExportRecord[]> {
    const records = await this.database
      .getRepository(ExportEntity)
      .find({ where: { userId, expiresAt: MoreThan(new Date()) }, order: { id: 'DESC' }, take: MAX_LISTED });
    return Promise.all(records.map((record) => this.toRecord(record)));
  }

  /** @throws ServiceError `exports.not-found` */
  async get(userId: string, id: string): Promise<ExportRecord> {
    return this.toRecord(await this.find(userId, id));
  }

  /** @throws ServiceError `exports.not-found`, `exports.not-finished` */
  async file(userId: string, id: string): Promise<ExportFile> {
    const record = await this.find(userId, id);
    if (record.state !== 'completed') throw new ServiceError('exports.not-finished', 'The file is not finished');
    const { fileName, format, bytes } = record;
    return { blobKey: exportBlobKey(record), fileName, contentType: EXPORT_CONTENT_TYPES[format], bytes: bytes ?? 0 };
  }

  /** @throws ServiceError `exports.not-found` */
  async delete(userId: string, id: string): Promise<void> {
    const record = await this.find(userId, id);
    await this.database.getRepository(ExportEntity).delete({ id: record.id });
    await this.blobs.delete(exportBlobKey(record));
  }

  /** Deletes what has expired, of everybody. @returns how many files */
  async deleteExpired(): Promise<number> {
    const exports = this.database.getRepository(ExportEntity);
    const expired = await exports.find({ where: { expiresAt: LessThan(new Date()) }, take: 1_000 });
    for (const record of expired) {
      // The file first: a row that stays is tried again, a file without a row would stay for ever.
      await this.blobs.delete(exportBlobKey(record));
      await exports.delete({ id: record.id });
    }
    return expired.length;
  }

  private async find(userId: string, id: string): Promise<ExportEntity> {
    const record = await this.database.getRepository(ExportEntity).findOneBy({ id, userId, expiresAt: MoreThan(new Date()) });
    if (!record) throw new ServiceError('exports.not-found', 'There is no such export, or it has expired');
    return record;
  }

  private async toRecord(record: ExportEntity): Promise<ExportRecord> {
    return {
      ...(await this.endOf(record)),
      id: record.id,
      jobId: record.jobId!,
      format: record.format,
      fileName: record.fileName,
      filter: record.filter ?? undefined,
      bytes: record.bytes ?? undefined,
      transactions: record.transactions ?? undefined,
      createdAt: record.createdAt.toISOString(),
      expiresAt: record.expiresAt.toISOString(),
    };
  }

  /** A job that failed for good could not write the export's end itself. */
  private async endOf({ state, error, jobId, userId }: ExportEntity): Promise<Pick<ExportRecord, 'state' | 'error'>> {
    if (state === 'running' && jobId) {
      const job = await this.jobs.get(jobId, userId).catch(() => undefined);
      if (job?.state === 'failed') return { state: 'failed', error: job.error?.message };
    }
    return { state, error: error ?? undefined };
  }
}
