import { categoryLast, type Rule, type RuleRow } from '../../rules/rule.js';
import { act } from '../../rules/rule-actions.js';
import { conditionTest } from '../../rules/rule-conditions.js';

/**
 * The rule that gives a row its category: the last one that changes it when the rules are tried on the row as if it had none.
 * @param rules those that are on, in their order, with widened categories
 * @returns undefined where the rules, as they are now, would not come to that category
 */
export function decidingRule<T extends Rule>(rules: T[], row: RuleRow): T | undefined {
  const { categoryId: wanted } = row;
  if (wanted === undefined) return undefined;
  let deciding: T | undefined;
  let current: RuleRow = {
    ...row,
    categoryId: undefined,
    editedFields: row.editedFields.filter((field) => field !== 'category'),
  };
  for (const rule of categoryLast(rules)) {
    if (!conditionTest(rule)(current)) continue;
    const before = current.categoryId;
    for (const action of rule.actions) current = act(action, current);
    if (current.categoryId !== before) deciding = rule;
    if (rule.stop) break;
  }
  return current.categoryId === wanted ? deciding : undefined;
}
