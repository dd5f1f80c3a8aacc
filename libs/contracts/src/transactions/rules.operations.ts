import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import {
  ApplyRulesInput,
  DismissSuggestionInput,
  ListSuggestionsInput,
  PreviewRuleInput,
  RulePreview,
  RuleRun,
  RuleRunList,
  RuleSuggestionList,
  StartedRuleRun,
} from './rule-runs.dto.js';
import { CreateRuleInput, OrderRulesInput, Rule, RuleList, SwitchRuleInput, UpdateRuleInput } from './rules.dto.js';

export const ruleOperations = {
  listRules: operation({ input: Nothing, output: RuleList, idempotent: true }),
  getRule: operation({ input: IdInput, output: Rule, idempotent: true }),
  createRule: operation({ input: CreateRuleInput, output: Rule }),
  updateRule: operation({ input: UpdateRuleInput, output: Rule, idempotent: true }),
  switchRule: operation({ input: SwitchRuleInput, output: Rule, idempotent: true }),
  orderRules: operation({ input: OrderRulesInput, output: RuleList, idempotent: true }),
  deleteRule: operation({ input: IdInput, output: Affected }),
  previewRule: operation({ input: PreviewRuleInput, output: RulePreview, idempotent: true, timeoutMs: 30_000 }),
  applyRules: operation({ input: ApplyRulesInput, output: StartedRuleRun }),
  listRuleRuns: operation({ input: Nothing, output: RuleRunList, idempotent: true }),
  getRuleRun: operation({ input: IdInput, output: RuleRun, idempotent: true }),
  undoRuleRun: operation({ input: IdInput, output: StartedRuleRun }),
  listRuleSuggestions: operation({ input: ListSuggestionsInput, output: RuleSuggestionList, idempotent: true }),
  dismissRuleSuggestion: operation({ input: DismissSuggestionInput, output: Affected, idempotent: true }),
};
