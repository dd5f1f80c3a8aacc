import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { PreviewedChange, PreviewRuleInput, RuleDraft, RulePreview } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { SqlValues } from '../ledger/sql-values.js';
import { toTransaction, TRANSACTION_COLUMNS, type TransactionRow } from '../ledger/transaction-row.js';
import { checkedRule } from './check-rule.js';
import { changeSql, conditionSql } from './condition-sql.js';
import { RuleSet } from './rule-actions.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from './rule-row.js';
import { RulesRepository } from './rules.repository.js';
import { sieveSql } from './sieve-sql.js';
import { tallyMatches, type DayTally } from './tally-matches.js';

const DEFAULT_SAMPLE = 10;

/** Tells what a rule would do before it is saved, over the whole ledger. */
@Injectable()
export class PreviewRule {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
  ) {}

  /** @throws ServiceError `invalid-input`, `categories.not-found`, `accounts.not-found`, `imports.not-found` */
  async run(userId: string, { sample = DEFAULT_SAMPLE, ...draft }: PreviewRuleInput): Promise<RulePreview> {
    const checked = checkedRule(draft);
    const [rule] = await this.rules.widened(userId, [checked]);
    const { manager } = this.database;
    await this.rules.requireNamed(manager, userId, checked);
    const tallies = await tallyMatches(this.database, userId, rule!);
    return {
      total: await countAll(manager, userId),
      matched: tallies.reduce((sum, { matched }) => sum + matched, 0),
      changed: tallies.reduce((sum, { changed }) => sum + changed, 0),
      sample: await latestChanges(manager, userId, rule!, tallies, sample),
    };
  }
}

/** From the sums by month: counting a million rows would take longer than all the rest. */
async function countAll(manager: EntityManager, userId: string): Promise<number> {
  const [{ total }]: [{ total: number }] = await manager.query(
    'select coalesce(sum(count), 0)::int as total from transactions.month_total where user_id = $1',
    [userId],
  );
  return total;
}

async function latestChanges(
  manager: EntityManager,
  userId: string,
  rule: RuleDraft,
  tallies: DayTally[],
  sample: number,
): Promise<PreviewedChange[]> {
  const set = new RuleSet([{ ...rule, stop: false }]);
  const changes: PreviewedChange[] = [];
  for (const { day } of tallies.filter(({ changed }) => changed > 0)) {
    if (changes.length >= sample) break;
    for (const row of await changingRows(manager, userId, rule, day)) {
      const before = toRuleRow(row);
      const { row: after } = set.apply(before);
      if (after === before) continue;
      const { categoryId, counterparty, notes, tags, isTransfer, parts } = after;
      changes.push({
        before: toTransaction(row),
        after: { categoryId, counterparty, notes, tags: [...tags], isTransfer, parts },
      });
      if (changes.length >= sample) break;
    }
  }
  return changes;
}

function changingRows(
  manager: EntityManager,
  userId: string,
  rule: RuleDraft,
  day: string,
): Promise<(StoredRuleRow & TransactionRow)[]> {
  const values = new SqlValues();
  const condition = conditionSql(rule, values, (pattern) => sieveSql(pattern, values));
  return manager.query(
    `select ${TRANSACTION_COLUMNS}, ${RULE_ROW_COLUMNS}
     from transactions.transaction t
     where t.user_id = ${values.add(userId)} and t.booked_on = ${values.add(day, 'date')}
       and ${condition} and ${changeSql(rule.actions, values)}
     order by t.id desc limit 1000`,
    values.list,
  );
}
