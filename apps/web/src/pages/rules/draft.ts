import type { CreateRuleInput, RuleAction, RuleCondition, RuleSuggestion } from '../../api/types';

/** A rule in the form: it may be incomplete. */
export interface RuleForm {
  name: string;
  enabled: boolean;
  stop: boolean;
  match: 'all' | 'any';
  conditions: RuleCondition[];
  actions: RuleAction[];
}

export const CONDITION_LABELS: Record<RuleCondition['kind'], string> = {
  text: 'Text',
  amount: 'Amount',
  account: 'Account',
  date: 'Date',
  'day-of-month': 'Day of the month',
  category: 'Category',
  uncategorised: 'No category',
  import: 'Imported file',
};

export const ACTION_LABELS: Record<RuleAction['kind'], string> = {
  'set-category': 'Set the category',
  'set-counterparty': 'Set the payee',
  'add-tags': 'Add tags',
  'remove-tags': 'Remove tags',
  'set-notes': 'Set the notes',
  'append-notes': 'Add to the notes',
  'mark-transfer': 'Mark as transfer',
  split: 'Split',
};

const CONDITIONS: { [K in RuleCondition['kind']]: Extract<RuleCondition, { kind: K }> } = {
  text: { kind: 'text', field: 'any', test: 'contains', text: '' },
  amount: { kind: 'amount', of: 'spent' },
  account: { kind: 'account', accountIds: [] },
  date: { kind: 'date' },
  'day-of-month': { kind: 'day-of-month', fromDay: 1, toDay: 5 },
  category: { kind: 'category', categoryIds: [] },
  uncategorised: { kind: 'uncategorised' },
  import: { kind: 'import', fileName: '' },
};

const ACTIONS: { [K in RuleAction['kind']]: Extract<RuleAction, { kind: K }> } = {
  'set-category': { kind: 'set-category', categoryId: '' },
  'set-counterparty': { kind: 'set-counterparty', counterparty: '' },
  'add-tags': { kind: 'add-tags', tags: [] },
  'remove-tags': { kind: 'remove-tags', tags: [] },
  'set-notes': { kind: 'set-notes', notes: '' },
  'append-notes': { kind: 'append-notes', notes: '' },
  'mark-transfer': { kind: 'mark-transfer' },
  split: { kind: 'split', parts: [{ percent: 50 }, {}] },
};

export const newCondition = (kind: RuleCondition['kind']): RuleCondition => CONDITIONS[kind];
export const newAction = (kind: RuleAction['kind']): RuleAction => ACTIONS[kind];

export const EMPTY_RULE: RuleForm = {
  name: '',
  enabled: true,
  stop: false,
  match: 'all',
  conditions: [newCondition('text')],
  actions: [newAction('set-category')],
};

/** The rule that a suggestion means. */
export function ruleOf({
  contains,
  categoryId,
  merchant,
}: Pick<RuleSuggestion, 'contains' | 'categoryId' | 'merchant'>): CreateRuleInput {
  return {
    name: merchant.slice(0, 100),
    match: 'all',
    conditions: [{ kind: 'text', field: 'any', test: 'contains', text: contains }],
    actions: [{ kind: 'set-category', categoryId }],
  };
}

/** Whether the server can be asked what it would do; what else is wrong it says itself. */
export function isComplete({ conditions, actions }: Pick<RuleForm, 'conditions' | 'actions'>): boolean {
  return conditions.length > 0 && actions.length > 0 && conditions.every(saysSomething) && actions.every(doesSomething);
}

function saysSomething(condition: RuleCondition): boolean {
  switch (condition.kind) {
    case 'text':
      return condition.text.trim() !== '';
    case 'amount':
      return (
        condition.of === 'spent' || condition.of === 'received' || condition.atLeastMinor != null || condition.atMostMinor != null
      );
    case 'account':
      return condition.accountIds.length > 0;
    case 'date':
      return condition.from != null || condition.to != null;
    case 'category':
      return condition.categoryIds.length > 0;
    case 'import':
      return Boolean(condition.importId ?? condition.fileName?.trim());
    default:
      return true;
  }
}

function doesSomething(action: RuleAction): boolean {
  switch (action.kind) {
    case 'set-category':
      return action.categoryId !== '';
    case 'set-counterparty':
      return action.counterparty.trim() !== '';
    case 'add-tags':
    case 'remove-tags':
      return action.tags.length > 0;
    case 'set-notes':
    case 'append-notes':
      return action.notes.trim() !== '';
    default:
      return true;
  }
}
