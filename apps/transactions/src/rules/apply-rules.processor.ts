import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RuleRunResult } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Processes, type JobRun } from '#jobs';
import { ServiceError } from '#rpc';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { SqlValues } from '../ledger/sql-values.js';
import { TransactionsRepository } from '../ledger/transactions.repository.js';
import { conditionSql } from './condition-sql.js';
import { categoryLast } from './rule.js';
import { RuleSet } from './rule-actions.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from './rule-row.js';
import { RuleRunEntity } from './rule-run.entity.js';
import { applyRules, RuleRunInput } from './rule-run-jobs.js';
import { RulesRepository } from './rules.repository.js';
import { sieveSql } from './sieve-sql.js';
import { writeChanges, type RowChange } from './write-changes.js';

/** Rows a SQL transaction: the user's other changes wait for it. */
const BATCH_ROWS = 1_000;

/** The last row that was looked at. */
interface Place {
  bookedOn: string;
  id: string;
}

const BEGINNING: Place = { bookedOn: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Applies rules to the past, day by day, each batch in one SQL transaction that also notes what was before. */
@Injectable()
export class ApplyRulesProcessor {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
    private readonly transactions: TransactionsRepository,
  ) {}

  @Processes(applyRules)
  async run({ runId }: RuleRunInput, job: JobRun): Promise<RuleRunResult> {
    const run = await this.database.getRepository(RuleRunEntity).findOneBy({ id: runId });
    if (!run) throw new ServiceError('rules.run-not-found', 'There is no such application of rules');
    // A commit whose answer was lost: everything is done already.
    if (run.state !== 'running') return resultOf(run);
    // What a run that was killed had changed is not tried again, so that undoing it brings back what was before all of it.
    const rules = await this.rules.widened(run.userId, categoryLast(run.rules));
    const set = new RuleSet(rules);
    const progress = await Progress.of(this.database.manager, run.userId);
    for (let place: Place | undefined = BEGINNING; place;) {
      place = await this.batch(run, rules, set, place);
      await job.progress(progress.until(place?.bookedOn), progress.total, 'Applying rules');
    }
    return this.database.transaction(async (manager) => {
      const changed = await countChanges(manager, runId);
      await manager.getRepository(RuleRunEntity).update({ id: runId }, { state: 'completed', changed });
      const result = resultOf({ ...run, changed });
      await job.complete(manager, result);
      return result;
    });
  }

  /** @returns where the next batch begins; undefined after the last */
  private batch(run: RuleRunEntity, rules: RuleRunEntity['rules'], set: RuleSet, after: Place): Promise<Place | undefined> {
    return this.database.transaction(async (manager) => {
      // From here on nobody else changes this user's transactions.
      await lockLedger(manager, run.userId);
      const rows = await this.candidates(manager, run, rules, after);
      const changes = rows.flatMap((row): RowChange[] => {
        const before = toRuleRow(row);
        const { row: changed } = set.apply(before);
        return changed === before ? [] : [{ id: row.id, before, after: changed }];
      });
      if (changes.length) {
        await writeChanges(manager, run.userId, run.id, changes);
        await raiseLedgerVersion(manager, run.userId);
      }
      return rows.length < BATCH_ROWS ? undefined : rows.at(-1)!;
    });
  }

  /** Rows that some rule finds as they stand; a row that none finds so stays as it is. */
  private async candidates(
    manager: EntityManager,
    { id, userId, filter }: RuleRunEntity,
    rules: RuleRunEntity['rules'],
    after: Place,
  ): Promise<StoredRuleRow[]> {
    const values = new SqlValues();
    const mine = await this.transactions.selected(userId, { filter: filter ?? {} }, values);
    const found = rules.map((rule) => conditionSql(rule, values, (pattern) => sieveSql(pattern, values)));
    return manager.query(
      `select ${RULE_ROW_COLUMNS} from transactions.transaction t
       where ${mine} and (${found.join(' or ')})
         and (t.booked_on, t.id) > (${values.add(after.bookedOn, 'date')}, ${values.add(after.id, 'uuid')})
         and not exists (select from transactions.rule_run_change c where c.run_id = ${values.add(id, 'uuid')} and c.transaction_id = t.id)
       order by t.booked_on, t.id limit ${BATCH_ROWS}`,
      values.list,
    );
  }
}

export async function countChanges(manager: EntityManager, runId: string): Promise<number> {
  const [{ changes }]: [{ changes: number }] = await manager.query(
    'select count(*)::int as changes from transactions.rule_run_change where run_id = $1',
    [runId],
  );
  return changes;
}

function resultOf({ id, changed }: Pick<RuleRunEntity, 'id' | 'changed'>): RuleRunResult {
  return { runId: id, changed, outcome: 'applied' };
}

/** How many transactions lie up to a day, from the sums by month. */
class Progress {
  private constructor(private readonly months: { month: string; rows: number }[]) {}

  static async of(manager: EntityManager, userId: string): Promise<Progress> {
    return new Progress(
      await manager.query(
        `select month::text, sum(count)::int as rows from transactions.month_total where user_id = $1 group by month order by month`,
        [userId],
      ),
    );
  }

  get total(): number {
    return this.until(undefined);
  }

  until(day: string | undefined): number {
    return this.months.reduce((sum, { month, rows }) => (day === undefined || month <= day ? sum + rows : sum), 0);
  }
}
