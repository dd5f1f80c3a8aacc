import type { RuleAction, RuleCondition } from '#contracts/transactions';
import { withoutCategory } from './rules-of-category.js';

const text: RuleCondition = { kind: 'text', field: 'any', test: 'contains', text: 'x' };
const tag: RuleAction = { kind: 'add-tags', tags: ['t'] };

describe('a rule after a category is gone', () => {
  it('names the other category in conditions, actions and parts', () => {
    const rule = {
      conditions: [{ kind: 'category' as const, categoryIds: ['old', 'next'] }],
      actions: [{ kind: 'split' as const, parts: [{ categoryId: 'old', percent: 50 }, { categoryId: 'b' }] }],
    };
    expect(withoutCategory(rule, 'old', 'next')).toEqual({
      conditions: [{ kind: 'category', categoryIds: ['next'] }],
      actions: [{ kind: 'split', parts: [{ categoryId: 'next', percent: 50 }, { categoryId: 'b' }] }],
    });
  });

  it('keeps its other actions, and makes parts uncategorised', () => {
    const actions: RuleAction[] = [{ kind: 'set-category', categoryId: 'old' }, tag];
    expect(withoutCategory({ conditions: [text], actions }, 'old')).toEqual({ conditions: [text], actions: [tag] });
    const split: RuleAction = { kind: 'split', parts: [{ categoryId: 'old', percent: 50 }, { categoryId: 'b' }] };
    expect(withoutCategory({ conditions: [text], actions: [split] }, 'old')?.actions).toEqual([
      { kind: 'split', parts: [{ percent: 50 }, { categoryId: 'b' }] },
    ]);
  });

  it('is no rule without an action, and never finds more than before', () => {
    expect(
      withoutCategory({ conditions: [text], actions: [{ kind: 'set-category', categoryId: 'old' }] }, 'old'),
    ).toBeUndefined();
    const condition: RuleCondition = { kind: 'category', categoryIds: ['old'] };
    expect(withoutCategory({ conditions: [text, condition], actions: [tag] }, 'old')).toBeUndefined();
  });
});
