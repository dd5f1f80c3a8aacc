import type { CategoryExplanation, WordWeight } from '#contracts/inference';
import type { CategorySource } from '#contracts/transactions';

/** What is known of a decision. */
export interface Decided {
  source: CategorySource;
  isSplit: boolean;
  /** The category's name. */
  category?: string;
  /** The rule's name. */
  rule?: string;
  /** Times that the person chose the same category for the merchant, among the latest. */
  choices: number;
  /** The text of the latest choice. */
  latest?: string;
  model?: CategoryExplanation;
}

/** A word that takes this much of the probability with it has decided. */
const DECISIVE = 0.05;
const WORDS = 3;

/** The reason of a category in one sentence for people. */
export function reasonOf({ source, isSplit, category, rule, choices, latest, model }: Decided): string {
  if (isSplit) return 'It is divided: each part has a category of its own.';
  switch (source) {
    case 'user':
      return 'You chose this category.';
    case 'rule':
      return rule ? `Your rule “${rule}” decided.` : 'A rule of yours decided that is gone or has changed since.';
    case 'history':
      if (choices && latest) return `You put ${latest} into ${category} ${times(choices)}.`;
      return `You put transactions with a like text into ${category}.`;
    case 'model':
      return model ? modelReason(model) : 'The model decided; it cannot be asked why at the moment.';
    case 'none':
      return model && model.prediction.confidence > 0
        ? 'Nobody decided: the text says too little to be sure.'
        : 'Nobody decided, and the model cannot be asked at the moment.';
  }
}

function modelReason({ words, directionWeight }: CategoryExplanation): string {
  const decisive = words
    .filter(({ weight }) => weight >= DECISIVE)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, WORDS);
  if (decisive.length) return `The model read ${listed(decisive)}.`;
  if (directionWeight >= DECISIVE) return 'The model went by the direction of the amount.';
  return 'The model read the text as a whole; no single word decided.';
}

function listed(words: readonly WordWeight[]): string {
  const quoted = words.map(({ text }) => `“${text}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
