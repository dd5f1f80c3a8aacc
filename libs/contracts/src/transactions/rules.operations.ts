import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { CreateRuleInput, Rule, RuleList } from './rules.dto.js';

export const ruleOperations = {
  listRules: operation({ input: Nothing, output: RuleList, idempotent: true }),
  createRule: operation({ input: CreateRuleInput, output: Rule }),
  deleteRule: operation({ input: IdInput, output: Affected }),
};
