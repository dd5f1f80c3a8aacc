import type { RuleAction, RuleCondition } from '../../api/types';
import { formatDay } from '../../format/dates';
import { formatMoney } from '../../format/money';

/** Names that a rule holds only as ids. */
export interface Names {
  category(id: string | undefined | null): string;
  account(id: string): string;
  currency: string;
}

const FIELDS = { any: 'text', description: 'description', counterparty: 'payee', notes: 'notes' } as const;
const TESTS = {
  contains: 'contains',
  'not-contains': 'does not contain',
  equals: 'is',
  'starts-with': 'starts with',
  matches: 'matches',
} as const;

/** `text contains “rewe”` */
export function describeCondition(condition: RuleCondition, names: Names): string {
  switch (condition.kind) {
    case 'text':
      return `${FIELDS[condition.field]} ${TESTS[condition.test]} “${condition.text}”`;
    case 'amount':
      return describeAmount(condition, names.currency);
    case 'account':
      return `account is ${orList(condition.accountIds.map(names.account))}`;
    case 'date': {
      const { from, to } = condition;
      if (from && to) return `date from ${formatDay(from)} to ${formatDay(to)}`;
      return from ? `date from ${formatDay(from)}` : `date until ${to ? formatDay(to) : '…'}`;
    }
    case 'day-of-month':
      return condition.fromDay === condition.toDay
        ? `day of the month is ${condition.fromDay}`
        : `day of the month from ${condition.fromDay} to ${condition.toDay}`;
    case 'category':
      return `category is ${orList(condition.categoryIds.map(names.category))}`;
    case 'uncategorised':
      return 'it has no category';
    case 'import':
      return condition.fileName ? `file’s name contains “${condition.fileName}”` : 'it came with one import';
  }
}

function describeAmount(
  { of, atLeastMinor: least, atMostMinor: most }: Extract<RuleCondition, { kind: 'amount' }>,
  currency: string,
): string {
  const what = { size: 'amount', spent: 'money spent', received: 'money received', signed: 'signed amount' }[of];
  const money = (minor: number) => formatMoney(minor, currency);
  if (least != null && most != null)
    return least === most ? `${what} is ${money(least)}` : `${what} from ${money(least)} to ${money(most)}`;
  if (least != null) return `${what} at least ${money(least)}`;
  return most != null ? `${what} at most ${money(most)}` : what;
}

/** `set the category to Groceries` */
export function describeAction(action: RuleAction, names: Names): string {
  switch (action.kind) {
    case 'set-category':
      return `category ${names.category(action.categoryId)}`;
    case 'set-counterparty':
      return `payee “${action.counterparty}”`;
    case 'add-tags':
      return `add ${action.tags.map((tag) => `#${tag}`).join(' ')}`;
    case 'remove-tags':
      return `remove ${action.tags.map((tag) => `#${tag}`).join(' ')}`;
    case 'set-notes':
      return `notes “${action.notes}”`;
    case 'append-notes':
      return `add note “${action.notes}”`;
    case 'mark-transfer':
      return 'mark as transfer';
    case 'split':
      return `split into ${action.parts.map(({ categoryId }) => names.category(categoryId)).join(' and ')}`;
  }
}

const orList = (words: string[]): string => words.join(' or ');
