import type { RuleSuggestion } from '../../api/types';

/** The form of a new rule, filled in as suggested. */
export function newRulePath({
  contains,
  categoryId,
  merchant,
}: Pick<RuleSuggestion, 'contains' | 'categoryId' | 'merchant'>): string {
  return `/rules/new?${new URLSearchParams({ contains, category: categoryId, name: merchant }).toString()}`;
}
