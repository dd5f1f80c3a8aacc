import type { EntityManager } from 'typeorm';
import type { RuleAction, RuleCondition } from '#contracts/transactions';
import { RuleEntity } from './rule.entity.js';
import { categoriesOf } from './rules.repository.js';

type Content = Pick<RuleEntity, 'conditions' | 'actions'>;

/**
 * A rule after a category is gone: it names `moveTo` instead. Without that, the category goes from its lists, the action that set
 * it goes, and a part of a split becomes uncategorised.
 * @returns undefined where no action is left, or a condition of no other category: without it the rule would find more than it was
 * made for
 */
export function withoutCategory({ conditions, actions }: Content, categoryId: string, moveTo?: string): Content | undefined {
  const replace = (id: string): string[] => (id === categoryId ? (moveTo === undefined ? [] : [moveTo]) : [id]);
  const left: RuleCondition[] = conditions.flatMap((condition): RuleCondition[] => {
    if (condition.kind !== 'category') return [condition];
    const categoryIds = [...new Set(condition.categoryIds.flatMap(replace))];
    return categoryIds.length ? [{ ...condition, categoryIds }] : [];
  });
  if (left.length < conditions.length) return undefined;
  const done: RuleAction[] = actions.flatMap((action): RuleAction[] => {
    if (action.kind === 'set-category') return replace(action.categoryId).map((id) => ({ ...action, categoryId: id }));
    if (action.kind !== 'split') return [action];
    const parts = action.parts.map(({ categoryId: id, ...part }) => {
      const next = id === undefined ? undefined : replace(id)[0];
      return next === undefined ? part : { ...part, categoryId: next };
    });
    return [{ ...action, parts }];
  });
  return done.length ? { conditions: left, actions: done } : undefined;
}

/** Takes a category out of all of a user's rules; those of which nothing is left are deleted. */
export async function forgetCategoryInRules(
  manager: EntityManager,
  userId: string,
  categoryId: string,
  moveTo?: string,
): Promise<void> {
  const repository = manager.getRepository(RuleEntity);
  for (const rule of await repository.findBy({ userId })) {
    if (!categoriesOf(rule).has(categoryId)) continue;
    const next = withoutCategory(rule, categoryId, moveTo);
    if (next) await repository.save(Object.assign(rule, next));
    else await repository.remove(rule);
  }
}
