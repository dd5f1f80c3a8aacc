import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RuleRunResult } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError } from '#rpc';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { countChanges } from './apply-rules.processor.js';
import { stateSql } from './rule-row.js';
import { RuleRunEntity } from './rule-run.entity.js';
import { RuleRunInput, undoRuleRun } from './rule-run-jobs.js';

const BATCH_ROWS = 1_000;

/**
 * Takes back what rules changed. A row that a person has edited since, or that anything else has changed in what rules may
 * change, stays as it is and is counted as kept.
 */
@Injectable()
export class UndoRuleRunProcessor {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  @Processes(undoRuleRun)
  async run({ runId }: RuleRunInput, job: JobRun): Promise<RuleRunResult> {
    const run = await this.database.getRepository(RuleRunEntity).findOneBy({ id: runId });
    if (!run) throw new ServiceError('rules.run-not-found', 'There is no such application of rules');
    if (run.state === 'undone') return resultOf(run, run.kept ?? 0);
    const total = await countChanges(this.database.manager, runId);
    let done = 0;
    for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after;) {
      after = await this.batch(run, after);
      done = Math.min(total, done + BATCH_ROWS);
      await job.progress(done, total, 'Undoing');
    }
    return this.database.transaction(async (manager) => {
      const kept = await countKept(manager, runId);
      await manager.getRepository(RuleRunEntity).update({ id: runId }, { state: 'undone', kept });
      const result = resultOf(run, kept);
      await job.complete(manager, result);
      return result;
    });
  }

  /** Changes that are taken back are forgotten, so that doing it again after a break does nothing twice. */
  private batch({ id, userId }: RuleRunEntity, after: string): Promise<string | undefined> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const [{ last, restored }]: [{ last: string | null; restored: number }] = await manager.query(
        `with batch as (
           select transaction_id, before, after, changed_at from transactions.rule_run_change
           where run_id = $2 and transaction_id > $3 order by transaction_id limit ${BATCH_ROWS}),
         untouched as (
           select t.id, batch.before, batch.after from batch join transactions.transaction t on t.id = batch.transaction_id
           where t.user_id = $1 and ${stateSql('t')} = batch.after and (t.edited_at is null or t.edited_at <= batch.changed_at)),
         parts as (
           delete from transactions.transaction_split s using untouched u
           where s.transaction_id = u.id and not (u.before->>'isSplit')::boolean),
         restored as (
           update transactions.transaction t set
             category_id = b.before->>'categoryId', category_source = b.before->>'categorySource',
             confidence = (b.before->>'confidence')::real, counterparty = b.before->>'counterparty',
             merchant_key = b.before->>'merchantKey', notes = b.before->>'notes',
             tags = array(select jsonb_array_elements_text(b.before->'tags')), is_transfer = (b.before->>'isTransfer')::boolean,
             is_split = (b.before->>'isSplit')::boolean, updated_at = now()
           from untouched b where t.id = b.id
           returning t.id),
         forgotten as (
           delete from transactions.rule_run_change c using restored r where c.run_id = $2 and c.transaction_id = r.id)
         select (select max(transaction_id::text) from batch) as last, (select count(*)::int from restored) as restored`,
        [userId, id, after],
      );
      if (restored) await raiseLedgerVersion(manager, userId);
      return last ?? undefined;
    });
  }
}

/** Changes that were not taken back, of rows that are still there. */
async function countKept(manager: EntityManager, runId: string): Promise<number> {
  const [{ kept }]: [{ kept: number }] = await manager.query(
    `select count(*)::int as kept from transactions.rule_run_change c
     join transactions.transaction t on t.id = c.transaction_id where c.run_id = $1`,
    [runId],
  );
  return kept;
}

function resultOf({ id, changed }: RuleRunEntity, kept: number): RuleRunResult {
  return { runId: id, changed, outcome: 'undone', kept };
}
