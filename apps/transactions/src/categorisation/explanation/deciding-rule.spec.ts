import type { RuleAction, RuleCondition } from '#contracts/transactions';
import type { NamedRule, RuleRow } from '../../rules/rule.js';
import { decidingRule } from './deciding-rule.js';

const row: RuleRow = {
  accountId: 'a',
  bookedOn: '2026-03-01',
  amountMinor: -1200,
  description: 'KIOSK 12',
  categoryId: 'TRAVEL',
  categoryByPerson: false,
  tags: [],
  isTransfer: false,
  isSplit: false,
  editedFields: [],
};

const says = (text: string): RuleCondition => ({ kind: 'text', field: 'description', test: 'contains', text });
const set = (categoryId: string): RuleAction => ({ kind: 'set-category', categoryId });
function rule(name: string, conditions: RuleCondition[], actions: RuleAction[], stop = false): NamedRule {
  return { id: name, name, match: 'all', conditions, actions, stop };
}
const deciding = (rules: NamedRule[], over: Partial<RuleRow> = {}) => decidingRule(rules, { ...row, ...over })?.name;

describe('the rule that decided', () => {
  it('is the last one that changes the category', () => {
    const rules = [
      rule('first', [says('kiosk')], [set('ENTERTAINMENT')]),
      rule('second', [says('12')], [set('TRAVEL')]),
      rule('says the same again', [says('kiosk')], [set('TRAVEL')]),
      rule('other row', [says('bakery')], [set('TRAVEL')]),
    ];
    expect(deciding(rules)).toBe('second');
  });

  it('stands before those that a stop keeps away', () => {
    const rules = [rule('stops', [says('kiosk')], [set('TRAVEL')], true), rule('later', [says('kiosk')], [set('ENTERTAINMENT')])];
    expect(deciding(rules)).toBe('stops');
  });

  it('may ask for the category that another rule has given, wherever it stands', () => {
    const rules = [
      rule('asks', [{ kind: 'category', categoryIds: ['ENTERTAINMENT'] }], [set('TRAVEL')]),
      rule('gives', [says('kiosk')], [set('ENTERTAINMENT')]),
    ];
    expect(deciding(rules)).toBe('asks');
  });

  it('sees what rules before it make of the row', () => {
    const rules = [
      rule('names', [says('kiosk')], [{ kind: 'set-counterparty', counterparty: 'Corner Shop' }]),
      rule('by name', [{ kind: 'text', field: 'counterparty', test: 'equals', text: 'corner shop' }], [set('TRAVEL')]),
    ];
    expect(deciding(rules)).toBe('by name');
  });

  it('is none where the rules would come to another category now, or the row has none', () => {
    const rules = [rule('changed', [says('kiosk')], [set('ENTERTAINMENT')])];
    expect(deciding(rules)).toBeUndefined();
    expect(deciding(rules, { categoryId: undefined })).toBeUndefined();
    expect(deciding([])).toBeUndefined();
  });
});
