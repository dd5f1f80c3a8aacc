import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdInput } from '#contracts/common';
import { ApplyRulesInput, RuleRun, RuleRunList, StartedRuleRun, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs } from '#jobs';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { SqlValues } from '../ledger/sql-values.js';
import { TransactionsRepository } from '../ledger/transactions.repository.js';
import { RuleRunEntity } from './rule-run.entity.js';
import { applyRules, undoRuleRun } from './rule-run-jobs.js';
import { RulesRepository } from './rules.repository.js';

/** Runs that are listed. */
const LISTED = 100;

@Injectable()
export class RuleRunsHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
    private readonly transactions: TransactionsRepository,
    private readonly jobs: Jobs,
  ) {}

  /** The run and its job are one commit: an accepted run is done, whatever dies in between. */
  @Implements(transactionsContract.operations.applyRules)
  async applyRules({ ruleIds, filter }: ApplyRulesInput, call: CallContext): Promise<StartedRuleRun> {
    const userId = requireUser(call).id;
    const chosen = ruleIds
      ? await this.rules.some(userId, ruleIds)
      : (await this.rules.list(userId)).filter(({ enabled }) => enabled);
    if (!chosen.length) throw new ServiceError('rules.none', 'There is no rule to apply');
    // A filter that cannot be is refused now, not by the job.
    if (filter) await this.transactions.selected(userId, { filter }, new SqlValues());
    return this.database.transaction(async (manager) => {
      const runs = manager.getRepository(RuleRunEntity);
      const { id: runId } = await runs.save(
        runs.create({
          userId,
          rules: chosen.map(({ id, name, match, conditions, actions, stop }) => ({ id, name, match, conditions, actions, stop })),
          filter: filter ?? null,
        }),
      );
      const { id: jobId } = await this.jobs.enqueueIn(manager, applyRules, { runId }, { userId, requestId: call.requestId });
      await runs.update({ id: runId }, { jobId });
      return { runId, jobId };
    });
  }

  @Implements(transactionsContract.operations.listRuleRuns)
  async listRuleRuns(_input: object, call: CallContext): Promise<RuleRunList> {
    const runs = await this.database
      .getRepository(RuleRunEntity)
      .find({ where: { userId: requireUser(call).id }, order: { id: 'DESC' }, take: LISTED });
    return { items: await Promise.all(runs.map((run) => this.toRun(run))) };
  }

  @Implements(transactionsContract.operations.getRuleRun)
  async getRuleRun({ id }: IdInput, call: CallContext): Promise<RuleRun> {
    const run = await this.database.getRepository(RuleRunEntity).findOneBy({ id, userId: requireUser(call).id });
    if (!run) throw runNotFound();
    return this.toRun(run);
  }

  @Implements(transactionsContract.operations.undoRuleRun)
  undoRuleRun({ id }: IdInput, call: CallContext): Promise<StartedRuleRun> {
    const userId = requireUser(call).id;
    return this.database.transaction(async (manager) => {
      const runs = manager.getRepository(RuleRunEntity);
      const run = await runs.findOne({ where: { id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!run) throw runNotFound();
      const { state } = await this.toRun(run);
      if (state === 'running' || state === 'undoing') throw new ServiceError('rules.run-in-progress', 'Wait until it has ended');
      if (state === 'undone') throw new ServiceError('rules.run-undone', 'This has been undone already');
      const { id: jobId } = await this.jobs.enqueueIn(
        manager,
        undoRuleRun,
        { runId: run.id },
        { userId, requestId: call.requestId },
      );
      await runs.update({ id: run.id }, { state: 'undoing', jobId });
      return { runId: run.id, jobId };
    });
  }

  /** A job that failed for good could not write the run's end itself; what it changed until then can be undone. */
  private async toRun({ id, state, rules, changed, kept, jobId, userId, createdAt }: RuleRunEntity): Promise<RuleRun> {
    const ended =
      (state === 'running' || state === 'undoing') && jobId
        ? (await this.jobs.get(jobId, userId).catch(() => undefined))?.state === 'failed'
        : false;
    return {
      id,
      state: ended ? 'failed' : state,
      rules: rules.map(({ name }) => name),
      changed,
      kept: kept ?? undefined,
      jobId: jobId ?? undefined,
      createdAt: createdAt.toISOString(),
    };
  }
}

function runNotFound(): ServiceError {
  return new ServiceError('rules.run-not-found', 'There is no such application of rules');
}
