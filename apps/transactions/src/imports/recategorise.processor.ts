import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError, systemCall } from '#rpc';
import { Categoriser } from '../categorisation/categoriser.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import { ImportJobInput, recategorise, RecategoriseResult } from './import-jobs.js';

const BATCH_ROWS = 500;
const BATCH_LIMIT_MS = 30_000;

interface OpenRow {
  id: string;
  bookedOn: string;
  description: string;
  counterparty: string | null;
  amountMinor: string;
  merchantKey: string;
}

/** Categorises the rows of an import that came in while the model could not be asked; what people have decided since stays. */
@Injectable()
export class RecategoriseProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categoriser: Categoriser,
  ) {}

  @Processes(recategorise)
  async run({ importId }: ImportJobInput, job: JobRun): Promise<RecategoriseResult> {
    const userId = job.userId!;
    const categories = this.categoriser.begin(userId);
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.openRows(userId, importId, after);
      if (!rows.length) break;
      after = rows.at(-1)!.id;
      const decisions = await categories.decide(
        rows.map((row) => ({ ...row, counterparty: row.counterparty ?? undefined, amountMinor: toSafeNumber(row.amountMinor) })),
        systemCall(job.requestId, BATCH_LIMIT_MS),
      );
      if (categories.missed) throw new ServiceError('rpc.unavailable', 'The model does not answer yet');
      await this.write(
        userId,
        rows.flatMap(({ id }, i) =>
          decisions[i]!.categoryId
            ? [{ id, c: decisions[i]!.categoryId, s: decisions[i]!.source, q: decisions[i]!.confidence }]
            : [],
        ),
      );
      await job.progress(0, undefined, 'Giving categories');
    }
    return this.database.transaction(async (manager) => {
      const [{ categorised }]: [{ categorised: number }] = await manager.query(
        'select count(category_id)::int as categorised from transactions.transaction where import_id = $1',
        [importId],
      );
      await manager.query('update transactions.import set categorised = $2 where id = $1', [importId, categorised]);
      await job.complete(manager, { categorised });
      return { categorised };
    });
  }

  private openRows(userId: string, importId: string, after: string): Promise<OpenRow[]> {
    return this.database.query(
      `select id, booked_on::text as "bookedOn", description, counterparty, amount_minor as "amountMinor", merchant_key as "merchantKey"
       from transactions.transaction
       where import_id = $1 and user_id = $2 and id > $3 and category_source = 'none' and not is_split and edited_at is null
       order by id limit ${BATCH_ROWS}`,
      [importId, userId, after],
    );
  }

  private async write(userId: string, changes: object[]): Promise<void> {
    if (!changes.length) return;
    await this.database.transaction(async (manager) => {
      await manager.query(
        `update transactions.transaction t set category_id = x.c, category_source = x.s, confidence = x.q, updated_at = now()
         from json_to_recordset($2::json) as x (id uuid, c text, s text, q real)
         where t.id = x.id and t.user_id = $1 and t.category_source = 'none' and not t.is_split and t.edited_at is null`,
        [userId, JSON.stringify(changes)],
      );
      await raiseLedgerVersion(manager, userId);
    });
  }
}
