import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StartedExport, StartExportInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import type { CallContext } from '#rpc';
import { checkedFilter, invalidField } from '../ledger/check-input.js';
import { ledgerVersion } from '../ledger/ledger-version.js';
import { SqlValues } from '../ledger/sql-values.js';
import { TransactionsRepository } from '../ledger/transactions.repository.js';
import { makeExport } from './export-jobs.js';
import { ExportEntity } from './export.entity.js';

/** How long a finished file can be fetched, in milliseconds. */
const KEPT_MS = 24 * 3_600_000;

const EXTENSION = { csv: 'csv', ofx: 'ofx', qif: 'qif', jsonl: 'jsonl', archive: 'zip' } as const;

/** Takes the order for an export; a job makes the file. */
@Injectable()
export class StartExport {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly transactions: TransactionsRepository,
    private readonly jobs: Jobs,
  ) {}

  /**
   * The same order for a ledger that has not changed is the file that is there already. Orders for everything are always made
   * anew, for they hold more than the ledger whose version is known.
   * @throws ServiceError `invalid-input` for a filter that cannot be
   */
  async run(userId: string, { format, filter, bom = false }: StartExportInput, call: CallContext): Promise<StartedExport> {
    const chosen = filter && Object.keys(filter).length ? checkedFilter(filter) : undefined;
    if (format === 'archive' && chosen) throw invalidField('filter', 'An archive holds everything: leave the filter out');
    // Refused now and not in the job, where nobody would be there to hear it.
    if (chosen) await this.transactions.selected(userId, { filter: chosen }, new SqlValues());
    return this.database.transaction(async (manager) => {
      const version = await ledgerVersion(manager, userId);
      const wanted = { userId, format, filter: chosen ?? null, bom: format === 'csv' && bom, ledgerVersion: version };
      const reusable = format !== 'archive' && (format !== 'jsonl' || chosen);
      const made = reusable ? await findEqual(manager, wanted) : undefined;
      if (made) return { exportId: made.id, jobId: made.jobId! };
      const exports = manager.getRepository(ExportEntity);
      const record = await exports.save(
        exports.create({
          ...wanted,
          fileName: `steward-${new Date().toISOString().slice(0, 10)}.${EXTENSION[format]}`,
          expiresAt: new Date(Date.now() + KEPT_MS),
        }),
      );
      const order = { userId, requestId: call.requestId };
      const { id: jobId } = await this.jobs.enqueueIn(manager, makeExport, { exportId: record.id }, order);
      await exports.update({ id: record.id }, { jobId });
      return { exportId: record.id, jobId };
    });
  }
}

async function findEqual(
  manager: EntityManager,
  wanted: Pick<ExportEntity, 'userId' | 'format' | 'filter' | 'bom' | 'ledgerVersion'>,
): Promise<{ id: string; jobId: string | null } | undefined> {
  const rows: { id: string; jobId: string | null }[] = await manager.query(
    `select id, job_id as "jobId" from transactions.export
     where user_id = $1 and format = $2 and filter is not distinct from $3::jsonb and bom = $4 and ledger_version = $5
       and state in ('running', 'completed') and expires_at > now() + interval '1 hour'
     order by id desc limit 1`,
    [wanted.userId, wanted.format, wanted.filter && JSON.stringify(wanted.filter), wanted.bom, wanted.ledgerVersion],
  );
  return rows[0];
}
