import type { CategoryExplanation } from '#contracts/inference';
import type { CategorySource } from '#contracts/transactions';

/** All that a sentence about a category is made of. */
export interface Grounds {
  source: CategorySource;
  categoryId?: string;
  isSplit: boolean;
  isTransfer: boolean;
  /** It came in a file, which may have brought its category. */
  isImported: boolean;
  /** A person had a say in the category, and if there is none now, took it away. */
  categoryEdited: boolean;
  /** The rule that decided, where it still would. */
  ruleName?: string;
  /** As people call the merchant. */
  merchant: string;
  /** Own choices of this category for the merchant. */
  sameChoices: number;
  /** What the model says now; absent while it is away. */
  model?: CategoryExplanation;
  /** What people read for a category. */
  nameOf: (categoryId: string) => string;
}

/** Words that are named; more of them say little more. */
const NAMED_WORDS = 2;
/** What a word must add to the probability of the category to be named as its reason. */
const LEAST_WEIGHT = 0.02;

/** Why a transaction has its category, in one sentence for people. */
export function reasonOf(grounds: Grounds): string {
  const { source, isSplit } = grounds;
  if (isSplit) return 'It is divided: each of its parts has a category of its own.';
  switch (source) {
    case 'user':
      return 'You chose this category.';
    case 'rule':
      return reasonOfRule(grounds);
    case 'history':
      return reasonOfHistory(grounds);
    case 'model':
      return reasonOfModel(grounds);
    case 'none':
      return reasonOfNone(grounds);
  }
}

function reasonOfRule({ ruleName, isImported }: Grounds): string {
  if (ruleName !== undefined) return `Your rule “${ruleName}” decided.`;
  return isImported
    ? 'The file that it came in said so, or a rule that has changed since.'
    : 'One of your rules decided; it has changed since.';
}

function reasonOfHistory({ sameChoices, merchant, categoryId, nameOf }: Grounds): string {
  if (sameChoices) return `You put ${merchant} into ${nameOf(categoryId!)} ${times(sameChoices)}.`;
  return `You put transactions with a text like this one into ${nameOf(categoryId!)}.`;
}

function reasonOfModel({ model, categoryId, nameOf }: Grounds): string {
  if (!model) return 'The model read the text and chose it; just now it cannot say why.';
  const now = model.prediction.detailed;
  if (now !== categoryId) return `The model chose it when the transaction came; asked now, it says ${nameOf(now)}.`;
  return wordsRead(model);
}

function wordsRead({ words, directionWeight }: CategoryExplanation): string {
  const named = [
    ...new Set(
      words
        .filter(({ weight }) => weight >= LEAST_WEIGHT)
        .sort((a, b) => b.weight - a.weight)
        .map(({ text }) => text),
    ),
  ].slice(0, NAMED_WORDS);
  const quoted = named.map((word) => `“${word}”`).join(' and ');
  if (directionWeight >= LEAST_WEIGHT && directionWeight > words.reduce((most, { weight }) => Math.max(most, weight), 0)) {
    return quoted ? `The model saw which way the money went, and read ${quoted}.` : 'The model saw which way the money went.';
  }
  return quoted ? `The model read ${quoted}.` : 'The model took the text as a whole; no single word decided.';
}

function reasonOfNone({ isTransfer, categoryEdited, model, nameOf }: Grounds): string {
  if (isTransfer) return 'It is money moved between your own accounts, which needs no category.';
  if (categoryEdited) return 'You took its category away.';
  if (!model) return 'It has no category yet, and the model does not answer just now.';
  if (model.prediction.abstained) return 'Nothing in the text says what it is.';
  return `It has no category yet; asked now, the model says ${nameOf(model.prediction.detailed)}.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
