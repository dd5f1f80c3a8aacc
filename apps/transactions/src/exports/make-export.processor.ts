import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { writeJsonLines } from '../archive/json-lines.js';
import { readStoredFiles } from '../archive/stored-files.js';
import { readUserTables } from '../archive/user-tables.js';
import { writeArchive } from '../archive/write-archive.js';
import { SqlValues } from '../ledger/sql-values.js';
import { TransactionsRepository } from '../ledger/transactions.repository.js';
import { writeCsv } from './csv-writer.js';
import { makeExport, MakeExportInput, MakeExportResult } from './export-jobs.js';
import type { ExportAccount } from './export-row.js';
import { exportBlobKey, ExportEntity } from './export.entity.js';
import { writeOfx } from './ofx-writer.js';
import { writeQif } from './qif-writer.js';
import { ExportReader, readAccounts, readCategoryNames } from './read-export.js';

/** Writes the file of an export into the store, as the ledger stood at one moment, in constant memory. */
@Injectable()
export class MakeExportProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly transactions: TransactionsRepository,
    private readonly blobs: BlobStore,
  ) {}

  @Processes(makeExport)
  async run({ exportId }: MakeExportInput, job: JobRun): Promise<MakeExportResult> {
    const record = await this.database.getRepository(ExportEntity).findOneBy({ id: exportId });
    if (!record) throw new ServiceError('exports.not-found', 'The export was deleted before it was made');
    const run = new ExportRun(record, job);
    const { bytes } = await this.database.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('set transaction read only');
      return this.blobs.put(exportBlobKey(record), await this.write(manager, record, run));
    });
    return this.database.transaction(async (manager) => {
      const result = { exportId, bytes, transactions: run.transactions };
      const { affected } = await manager
        .getRepository(ExportEntity)
        .update({ id: exportId }, { state: 'completed', bytes, transactions: run.transactions });
      // Deleted while it was being made: nothing of it may stay.
      if (!affected) await this.blobs.delete(exportBlobKey(record));
      await job.complete(manager, result);
      return result;
    });
  }

  private async write(manager: EntityManager, record: ExportEntity, run: ExportRun): Promise<AsyncIterable<Uint8Array>> {
    const { userId, format, filter, bom } = record;
    const selection = { filter: filter ?? {} };
    run.total = await this.count(manager, userId, selection);
    const condition = (values: SqlValues): Promise<string> => this.transactions.selected(userId, selection, values);
    const accounts = await readAccounts(manager, userId);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const chosen = accounts.filter(({ id }) => !filter?.accountIds || filter.accountIds.includes(id));
    const today = new Date().toISOString().slice(0, 10);
    const reader = new ExportReader(manager, userId, condition, await readCategoryNames(manager, userId), (rows) =>
      run.add(rows),
    );
    const onLines = async (kind: string, lines: number): Promise<void> => {
      if (kind === 'transaction') await run.add(lines);
    };
    switch (format) {
      case 'csv':
        return inBytes(writeCsv(reader.rows(), byId, { bom }));
      case 'ofx':
        return inBytes(writeOfx((id) => reader.rows(id), chosen, today));
      case 'qif':
        return inBytes(writeQif((id) => reader.rows(id), chosen));
      case 'jsonl':
        return inBytes(writeJsonLines(manager, userId, { only: filter ? condition : undefined, onLines }));
      case 'archive':
        return this.archive(manager, userId, reader, byId, run, onLines);
    }
  }

  private async archive(
    manager: EntityManager,
    userId: string,
    reader: ExportReader,
    accounts: Map<string, ExportAccount>,
    run: ExportRun,
    onLines: (kind: string, lines: number) => Promise<void>,
  ): Promise<AsyncIterable<Uint8Array>> {
    const files = await readStoredFiles(manager, this.blobs, userId, await readUserTables(manager));
    return writeArchive(
      {
        ledger: writeJsonLines(manager, userId, { onLines }),
        transactionsCsv: () => {
          run.counts = false;
          return writeCsv(reader.rows(), accounts, { bom: true });
        },
        files,
        onFile: (done) => run.say(`Files: ${done} of ${files.length}`),
      },
      this.blobs,
    );
  }

  private async count(manager: EntityManager, userId: string, selection: { filter: object }): Promise<number> {
    const values = new SqlValues();
    const condition = await this.transactions.selected(userId, selection, values);
    const rows: { total: number }[] = await manager.query(
      `select count(*)::int as total from transactions.transaction t where ${condition}`,
      values.list,
    );
    return rows[0]!.total;
  }
}

/** How far an export is. */
class ExportRun {
  transactions = 0;
  total = 0;
  /** Whether rows that are read count; those of an archive are read twice. */
  counts = true;

  constructor(
    readonly record: ExportEntity,
    private readonly job: JobRun,
  ) {}

  async add(rows: number): Promise<void> {
    if (this.counts) this.transactions += rows;
    await this.say(this.counts ? 'Writing transactions' : 'Writing the table for spreadsheets');
  }

  say(message: string): Promise<void> {
    return this.job.progress(this.transactions, this.total, message);
  }
}

async function* inBytes(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) if (text) yield Buffer.from(text);
}
