import type { CreateRuleInput } from '#contracts/transactions';

/** The plainest rule: where any text contains this, the category is that. */
export const categoryRule = (text: string, categoryId: string): CreateRuleInput => ({
  name: text.trim() || 'Rule',
  match: 'all',
  conditions: [{ kind: 'text', field: 'any', test: 'contains', text }],
  actions: [{ kind: 'set-category', categoryId }],
});
