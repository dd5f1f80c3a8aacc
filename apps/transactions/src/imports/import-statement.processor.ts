import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '#config';
import { InjectDatabase } from '#database';
import { Jobs, Processes, type JobRun } from '#jobs';
import { isRefusal, ServiceError, systemCall, type CallContext } from '#rpc';
import { BlobStore } from '#storage';
import { Categoriser } from '../categorisation/categoriser.js';
import { noteMissingCounterparties } from '../counterparties/note-counterparties.js';
import { findTransfersAfterImport } from '../transfers/find-transfers.job.js';
import { isTable, previewStatement, readPreviewHead, readStatement, StatementError, type ByteSource } from './formats/index.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { finish, rememberFor } from './finish-import.js';
import { ImportAccounts } from './import-accounts.js';
import { ImportJobInput, ImportJobResult, importStatement, recategorise } from './import-jobs.js';
import { ImportRun } from './import-run.js';
import { ImportEntity } from './import.entity.js';

/** Rows a SQL transaction: large enough to be fast, small enough that requests come between two. */
const BATCH_ROWS = 250;
/** From so many new rows on, what PostgreSQL knows of the table no longer fits. */
const MANY_ROWS = 5_000;
/** Longest wait for one batch's categories, in milliseconds. */
const BATCH_LIMIT_MS = 30_000;

/** Reads an uploaded file into the ledger. */
@Injectable()
export class ImportStatementProcessor {
  private readonly log = new Logger('Imports');

  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
    private readonly categoriser: Categoriser,
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  @Processes(importStatement)
  async run({ importId }: ImportJobInput, job: JobRun): Promise<ImportJobResult> {
    const record = await this.database.getRepository(ImportEntity).findOneBy({ id: importId });
    if (!record) throw new ServiceError('imports.not-found', 'There is no such import');
    // A commit whose answer was lost: everything is done already.
    if (record.state !== 'running') return toResult(record);
    try {
      return await this.read(record, job);
    } catch (error) {
      const refusal = error instanceof StatementError ? new ServiceError(error.code, error.message) : error;
      // Anything else is tried again, and the import goes on being one that runs.
      if (isRefusal(refusal)) {
        await this.database.transaction((manager) => finish(manager, importId, { state: 'failed', error: refusal.message }));
      }
      throw refusal;
    }
  }

  private async read(record: ImportEntity, job: JobRun): Promise<ImportJobResult> {
    const accounts = await ImportAccounts.load(this.database.manager, record.userId, record);
    const currency = (record.accountId && accounts.get(record.accountId)?.currency) || 'EUR';
    const categories = this.categoriser.begin(record.userId);
    const totalBytes = (await this.blobs.head(record.uploadKey))?.bytes ?? 0;
    const file = await readPreviewHead((await this.blobs.get(record.uploadKey)) as ByteSource);
    if (isTable(record.format) && !record.mapping) {
      record.mapping = (await previewStatement(file.head, record.fileName, { currency })).mapping ?? null;
    }
    const run = await ImportRun.begin(this.database, record, accounts, categories);
    const options = {
      currency,
      mapping: record.mapping ?? undefined,
      batchRows: BATCH_ROWS,
      maxBytes: this.config.maxUploadBytes,
    };
    try {
      for await (const batch of readStatement(file.source, record.format, options)) {
        await run.take(batch, callFor(record, job));
        await job.progress(batch.bytesRead, totalBytes, `${run.rowsRead.toLocaleString('en')} rows read`);
      }
      await run.end(callFor(record, job));
    } finally {
      await run.settled();
    }
    await noteMissingCounterparties(this.database, record.userId);
    const { warnings, positions } = run;
    const result = await this.database.transaction(async (manager) => {
      await lockLedger(manager, record.userId);
      await rememberFor(manager, record, run);
      const balances = await run.balances.settle(manager, { userId: record.userId, importId: record.id });
      if (balances.some(({ openingMinor }) => openingMinor !== undefined)) await raiseLedgerVersion(manager, record.userId);
      const done = await finish(manager, record.id, { state: 'completed', warnings, positions, balances });
      if (categories.missed)
        await this.jobs.enqueueIn(
          manager,
          recategorise,
          { importId: record.id },
          { requestId: job.requestId, userId: record.userId },
        );
      await findTransfersAfterImport(manager, this.jobs, {
        userId: record.userId,
        importId: record.id,
        requestId: job.requestId,
      });
      await job.complete(manager, toResult(done));
      return toResult(done);
    });
    if (result.added >= MANY_ROWS) await this.settle();
    return result;
  }

  /** Tells PostgreSQL at once what it would find out within a minute: how the rows lie. Until then it would count by reading them all. */
  private async settle(): Promise<void> {
    await this.database.query('vacuum (analyze) transactions.transaction').catch((error: unknown) => this.log.warn(error));
  }
}

function callFor(record: ImportEntity, job: JobRun): CallContext {
  return { ...systemCall(job.requestId, BATCH_LIMIT_MS), user: { id: record.userId, role: 'user' } };
}

function toResult({ id, added, skipped, failed }: ImportEntity): ImportJobResult {
  return { importId: id, added, skipped, failed };
}
