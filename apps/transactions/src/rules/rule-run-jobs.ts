import { IsUUID } from 'class-validator';
import { RuleRunResult } from '#contracts/transactions';
import { defineJob } from '#jobs';

export class RuleRunInput {
  @IsUUID()
  runId: string;
}

/** Applies rules to transactions that are there already. */
export const applyRules = defineJob({
  kind: 'transactions.apply-rules',
  input: RuleRunInput,
  output: RuleRunResult,
  attempts: 5,
  cacheFor: 0,
});

/** Takes back what rules changed, but for what has been changed since. */
export const undoRuleRun = defineJob({
  kind: 'transactions.undo-rule-run',
  input: RuleRunInput,
  output: RuleRunResult,
  attempts: 5,
  cacheFor: 0,
});
