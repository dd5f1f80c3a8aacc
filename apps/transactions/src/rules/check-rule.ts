import type { RuleAction, RuleCondition, RuleDraft } from '#contracts/transactions';
import { checkedDate, checkedMinor, checkedName, invalidField } from '../ledger/check-input.js';
import { compilePattern, PatternError } from './pattern.js';
import { splitProblem } from './split-amount.js';

/**
 * What the shape of a rule cannot say by itself. Whether its accounts, categories and imports are the user's is checked elsewhere.
 * @returns the rule without blanks around texts and without fields that say nothing
 * @throws ServiceError `invalid-input` naming the field, such as `conditions.0.text`
 */
export function checkedRule({ match, conditions, actions }: RuleDraft): RuleDraft {
  const checked = {
    match,
    conditions: conditions.map((condition, i) => checkedCondition(withoutNulls(condition), `conditions.${i}`)),
    actions: actions.map((action, i) => checkedAction(withoutNulls(action), `actions.${i}`)),
  };
  refuseContradictions(checked.actions);
  return checked;
}

function checkedCondition(condition: RuleCondition, field: string): RuleCondition {
  switch (condition.kind) {
    case 'text': {
      const text = checkedName(`${field}.text`, condition.text.normalize('NFC'));
      if (condition.test === 'matches') checkPattern(text, `${field}.text`);
      return { ...condition, text };
    }
    case 'amount': {
      const { of, atLeastMinor, atMostMinor } = condition;
      for (const [name, minor] of Object.entries({ atLeastMinor, atMostMinor })) {
        if (minor === undefined) continue;
        checkedMinor(`${field}.${name}`, minor);
        if (of !== 'signed' && minor < 0) throw invalidField(`${field}.${name}`, 'A size is not negative');
      }
      if (atLeastMinor === undefined && atMostMinor === undefined && (of === 'size' || of === 'signed')) {
        throw invalidField(`${field}.atLeastMinor`, 'Say how much');
      }
      if (atLeastMinor !== undefined && atMostMinor !== undefined && atLeastMinor > atMostMinor) {
        throw invalidField(`${field}.atMostMinor`, 'The greatest amount is below the least');
      }
      return condition;
    }
    case 'date': {
      const { from, to } = condition;
      if (from === undefined && to === undefined) throw invalidField(`${field}.from`, 'Say from or until when');
      if (from !== undefined) checkedDate(`${field}.from`, from);
      if (to !== undefined) checkedDate(`${field}.to`, to);
      if (from !== undefined && to !== undefined && from > to)
        throw invalidField(`${field}.to`, 'The end is before the beginning');
      return condition;
    }
    case 'import':
      if ((condition.fileName === undefined) === (condition.importId === undefined)) {
        throw invalidField(`${field}.fileName`, "Say either a text of the file's name or one import");
      }
      return condition.fileName === undefined
        ? condition
        : { ...condition, fileName: checkedName(`${field}.fileName`, condition.fileName.normalize('NFC')) };
    default:
      return condition;
  }
}

function checkPattern(text: string, field: string): void {
  try {
    compilePattern(text);
  } catch (error) {
    throw error instanceof PatternError ? invalidField(field, error.message) : error;
  }
}

function checkedAction(action: RuleAction, field: string): RuleAction {
  switch (action.kind) {
    case 'set-counterparty':
      return { ...action, counterparty: checkedName(`${field}.counterparty`, action.counterparty) };
    case 'add-tags':
    case 'remove-tags':
      return { ...action, tags: [...new Set(action.tags.map((tag, i) => checkedName(`${field}.tags.${i}`, tag)))] };
    case 'set-notes':
    case 'append-notes':
      return { ...action, notes: checkedName(`${field}.notes`, action.notes) };
    case 'split': {
      const parts = action.parts.map(withoutNulls);
      const wrong = splitProblem(parts);
      if (wrong) throw invalidField(`${field}.parts.${wrong.field}`, wrong.problem);
      return { ...action, parts };
    }
    default:
      return action;
  }
}

/** Two actions on one thing: which of them counts would hang on an order that nobody sees. */
function refuseContradictions(actions: RuleAction[]): void {
  const first = new Map<string, number>();
  for (const [i, { kind }] of actions.entries()) {
    if (first.has(kind)) throw invalidField(`actions.${i}.kind`, 'The rule does this already');
    first.set(kind, i);
  }
  const both = (a: RuleAction['kind'], b: RuleAction['kind'], problem: string) => {
    if (first.has(a) && first.has(b)) throw invalidField(`actions.${first.get(b)!}.kind`, problem);
  };
  both('set-category', 'split', 'A divided transaction has the categories of its parts: either set a category or split');
  both('set-notes', 'append-notes', 'Either set the notes or add to them');
  const added = actions.find((action) => action.kind === 'add-tags')?.tags ?? [];
  const twice = actions.find((action) => action.kind === 'remove-tags')?.tags.find((tag) => added.includes(tag));
  if (twice !== undefined) throw invalidField(`actions.${first.get('remove-tags')!}.tags`, `The tag "${twice}" is also added`);
}

/** Plain data without absent fields, as it is stored. */
function withoutNulls<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry != null)) as T;
}
