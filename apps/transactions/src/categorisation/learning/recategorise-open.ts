import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InjectDatabase } from '#database';
import type { JobRun } from '#jobs';
import { ServiceError, systemCall } from '#rpc';
import { lockLedger, raiseLedgerVersion } from '../../ledger/ledger-version.js';
import { toSafeNumber } from '../../ledger/minor-units.column.js';
import { IS_OPEN, NEWEST } from '../../review/open-rows.js';
import { Categoriser } from '../categoriser.js';

const BATCH_ROWS = 500;
const BATCH_LIMIT_MS = 30_000;
/** A change of confidence that is worth writing down. */
const LEAST_CHANGE = 0.02;

interface OpenRow {
  id: string;
  bookedOn: string;
  description: string;
  counterparty: string | null;
  amountMinor: string;
  merchantKey: string;
  categoryId: string | null;
  confidence: number | null;
}

/** Decides the newest open rows anew with what the user has taught since; what people or rules decided stays. */
@Injectable()
export class RecategoriseOpen {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categoriser: Categoriser,
  ) {}

  /** @returns how many rows have another category or confidence now */
  async run(userId: string, job: JobRun): Promise<number> {
    const categories = this.categoriser.begin(userId);
    const ids: string[] = (
      await this.database.query(
        `select t.id from transactions.transaction t where t.user_id = $1 and ${IS_OPEN}
         order by t.booked_on desc, t.id desc limit ${NEWEST}`,
        [userId],
      )
    ).map(({ id }: { id: string }) => id);
    let changed = 0;
    for (let from = 0; from < ids.length; from += BATCH_ROWS) {
      const rows = await this.rows(userId, ids.slice(from, from + BATCH_ROWS));
      const decisions = await categories.decide(
        rows.map((row) => ({ ...row, counterparty: row.counterparty ?? undefined, amountMinor: toSafeNumber(row.amountMinor) })),
        systemCall(job.requestId, BATCH_LIMIT_MS),
      );
      if (categories.missed) throw new ServiceError('rpc.unavailable', 'The model does not answer yet');
      const changes = rows.flatMap((row, i) => {
        const { categoryId, source, confidence } = decisions[i]!;
        const same =
          (categoryId ?? null) === row.categoryId && Math.abs((confidence ?? 0) - (row.confidence ?? 0)) < LEAST_CHANGE;
        return same ? [] : [{ id: row.id, c: categoryId, s: source, q: confidence }];
      });
      changed += await this.write(userId, changes);
      await job.progress(from + rows.length, ids.length, 'Applying what was learned');
    }
    return changed;
  }

  private rows(userId: string, ids: string[]): Promise<OpenRow[]> {
    return this.database.query(
      `select id, booked_on::text as "bookedOn", description, counterparty, amount_minor as "amountMinor",
         merchant_key as "merchantKey", category_id as "categoryId", confidence
       from transactions.transaction where user_id = $1 and id = any($2::uuid[])`,
      [userId, ids],
    );
  }

  private async write(userId: string, changes: object[]): Promise<number> {
    if (!changes.length) return 0;
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      // Whoever decided meanwhile has the last word: the row is no longer open.
      const [, affected]: [unknown, number] = await manager.query(
        `update transactions.transaction t set category_id = x.c, category_source = x.s, confidence = x.q, updated_at = now()
         from json_to_recordset($2::json) as x (id uuid, c text, s text, q real)
         where t.id = x.id and t.user_id = $1 and ${IS_OPEN}`,
        [userId, JSON.stringify(changes)],
      );
      await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }
}
