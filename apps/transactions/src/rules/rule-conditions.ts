import type { AmountCondition, RuleCondition, TextCondition } from '#contracts/transactions';
import { foldCase } from './fold-case.js';
import { compilePattern } from './pattern.js';
import type { Rule, RuleRow } from './rule.js';

export type RowTest = (row: RuleRow) => boolean;

/**
 * A rule's conditions as a test of one transaction. Patterns are compiled once, so prepare a rule once and test many rows.
 * `condition-sql.ts` says the same in SQL, and a property test holds the two together.
 * @param rule whose categories are widened: a primary stands beside those below it
 */
export function conditionTest({ match, conditions }: Pick<Rule, 'match' | 'conditions'>): RowTest {
  const tests = conditions.map(testOf);
  return match === 'all' ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row));
}

function testOf(condition: RuleCondition): RowTest {
  switch (condition.kind) {
    case 'text':
      return textTest(condition);
    case 'amount':
      return amountTest(condition);
    case 'account': {
      const ids = new Set(condition.accountIds.map((id) => id.toLowerCase()));
      return ({ accountId }) => ids.has(accountId);
    }
    case 'date':
      return ({ bookedOn }) =>
        (condition.from == null || bookedOn >= condition.from) && (condition.to == null || bookedOn <= condition.to);
    case 'day-of-month': {
      const { fromDay, toDay } = condition;
      const overTheEnd = fromDay > toDay;
      return ({ bookedOn }) => {
        const day = Number(bookedOn.slice(8));
        return overTheEnd ? day >= fromDay || day <= toDay : day >= fromDay && day <= toDay;
      };
    }
    case 'category': {
      const ids = new Set(condition.categoryIds);
      return ({ categoryId }) => categoryId !== undefined && ids.has(categoryId);
    }
    case 'uncategorised':
      return ({ categoryId, isSplit }) => categoryId === undefined && !isSplit;
    case 'import': {
      const fileName = condition.fileName == null ? undefined : foldCase(condition.fileName);
      const importId = condition.importId?.toLowerCase();
      return (row) =>
        fileName === undefined
          ? row.importId === importId
          : row.importFileName !== undefined && foldCase(row.importFileName).includes(fileName);
    }
  }
}

function textTest({ field, test, text }: TextCondition): RowTest {
  const holds = textHolds(test, text);
  const found: RowTest =
    field === 'any'
      ? ({ description, counterparty, notes }) =>
          holds(description) || (counterparty !== undefined && holds(counterparty)) || (notes !== undefined && holds(notes))
      : (row) => {
          const value = row[field];
          return value !== undefined && holds(value);
        };
  return test === 'not-contains' ? (row) => !found(row) : found;
}

/** For `not-contains`, whether it is contained. A text that is missing holds nothing, not even the empty text. */
function textHolds(test: TextCondition['test'], text: string): (value: string) => boolean {
  if (test === 'matches') {
    const pattern = compilePattern(text);
    return (value) => pattern.test(value);
  }
  const wanted = foldCase(text);
  if (test === 'equals') return (value) => foldCase(value) === wanted;
  if (test === 'starts-with') return (value) => foldCase(value).startsWith(wanted);
  return (value) => foldCase(value).includes(wanted);
}

function amountTest({ of, atLeastMinor, atMostMinor }: AmountCondition): RowTest {
  const least = atLeastMinor ?? -Infinity;
  const most = atMostMinor ?? Infinity;
  return ({ amountMinor }) => {
    if ((of === 'spent' && amountMinor >= 0) || (of === 'received' && amountMinor <= 0)) return false;
    const amount = of === 'signed' ? amountMinor : Math.abs(amountMinor);
    return amount >= least && amount <= most;
  };
}
