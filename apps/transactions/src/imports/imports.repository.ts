import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import type { PageInput } from '#contracts/common';
import type { ImportList, ImportReport, ImportRow, ImportRowPage, ListImportRowsInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import { ServiceError } from '#rpc';
import { invalidField } from '../ledger/check-input.js';
import { ImportRowEntity } from './import-row.entity.js';
import { ImportEntity } from './import.entity.js';

const DEFAULT_LIMIT = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A user's imports and what became of their rows. */
@Injectable()
export class ImportsRepository {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly jobs: Jobs,
  ) {}

  /** The latest first; ids are in the order of time, so the last one is the cursor. */
  async list(userId: string, { cursor, limit = DEFAULT_LIMIT }: PageInput): Promise<ImportList> {
    if (cursor !== undefined && !UUID.test(cursor)) throw invalidField('cursor', 'The cursor does not belong to this list');
    const records = await this.database.getRepository(ImportEntity).find({
      where: { userId, ...(cursor ? { id: LessThan(cursor) } : {}) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const page = records.slice(0, limit);
    return {
      items: await Promise.all(page.map((record) => this.reportOf(record))),
      ...(records.length > limit ? { nextCursor: page.at(-1)!.id } : {}),
    };
  }

  /** @throws ServiceError `imports.not-found` */
  async get(userId: string, id: string): Promise<ImportReport> {
    return this.reportOf(await this.find(userId, id));
  }

  /** Rows that did not simply become transactions, in the order of the file. @throws ServiceError `imports.not-found` */
  async rows(userId: string, { id, outcome, cursor, limit = DEFAULT_LIMIT }: ListImportRowsInput): Promise<ImportRowPage> {
    await this.find(userId, id);
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
      throw invalidField('cursor', 'The cursor does not belong to this list');
    const query = this.database
      .getRepository(ImportRowEntity)
      .createQueryBuilder('row')
      .where('row.importId = :id', { id })
      .orderBy('row.number')
      .take(limit + 1);
    query.andWhere(`row.outcome <> 'waiting'`);
    if (outcome) query.andWhere('row.outcome = :outcome', { outcome });
    if (cursor) query.andWhere('row.number > :after', { after: Number(cursor) });
    const rows = await query.getMany();
    const page = rows.slice(0, limit);
    return {
      items: page.map(toImportRow),
      ...(rows.length > limit ? { nextCursor: String(page.at(-1)!.number) } : {}),
    };
  }

  private async find(userId: string, id: string): Promise<ImportEntity> {
    const record = await this.database.getRepository(ImportEntity).findOneBy({ id, userId });
    if (!record) throw new ServiceError('imports.not-found', 'There is no such import');
    return record;
  }

  private async reportOf(record: ImportEntity): Promise<ImportReport> {
    const accountIds = [...new Set([record.accountId, ...record.assignments.map(({ accountId }) => accountId)])];
    return {
      ...(await this.endOf(record)),
      id: record.id,
      jobId: record.jobId ?? undefined,
      fileName: record.fileName,
      format: record.format,
      added: record.added,
      updated: record.updated,
      skipped: record.skipped,
      failed: record.failed,
      categorised: record.categorised,
      kept: record.kept ?? undefined,
      warnings: record.warnings,
      balances: record.balances,
      positions: record.positions,
      accountIds: accountIds.filter((id) => id !== null),
      createdAt: record.createdAt.toISOString(),
      finishedAt: record.finishedAt?.toISOString(),
    };
  }

  /** A job that failed for good on an error of ours could not write the import's end itself. */
  private async endOf({ state, error, jobId, userId }: ImportEntity): Promise<Pick<ImportReport, 'state' | 'error'>> {
    if (state === 'running' && jobId) {
      const job = await this.jobs.get(jobId, userId).catch(() => undefined);
      if (job?.state === 'failed') return { state: 'failed', error: job.error?.message };
    }
    return { state, error: error ?? undefined };
  }
}

function toImportRow({ number, outcome, line, code, message, excerpt, transactionId, row }: ImportRowEntity): ImportRow {
  return {
    number,
    outcome: outcome as ImportRow['outcome'],
    line,
    code,
    message,
    excerpt,
    transactionId: transactionId ?? undefined,
    accountId: row?.accountId,
    bookedOn: row?.row.bookedOn,
    amountMinor: row?.row.amountMinor,
    currency: row?.currency,
    counterparty: row?.row.counterparty,
    importable: outcome === 'skipped' && row !== null,
  };
}
