import type { WordWeight } from '#contracts/inference';
import type { CategoryPredictor, Description } from './category-predictor.js';

/** Words that are tried; a bank's line has fewer. */
const MAX_WORDS = 60;

/** Runs of letters and digits of any script; what stands between them says nothing. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}&'’]*/gu;

export interface Explanation {
  words: WordWeight[];
  directionWeight: number;
}

/**
 * Which words made the model think of a category: each is left out in turn, and its weight is what the probability of the primary
 * category loses (occlusion; Zeiler & Fergus 2014, Li, Monroe & Jurafsky 2016). It asks the model itself, so it holds for any model.
 * @param primary the category to explain
 */
export async function explainCategory(
  predictor: CategoryPredictor,
  { description, amount }: Description,
  primary: string,
  signal?: AbortSignal,
): Promise<Explanation> {
  const words = [...description.matchAll(WORD)].slice(0, MAX_WORDS).map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const without = words.map(({ start, end }) => ({
    description: `${description.slice(0, start)} ${description.slice(end)}`,
    amount,
  }));
  const [whole, undirected, ...rest] = await predictor.probabilityOf(
    primary,
    [{ description, amount }, { description }, ...without],
    signal,
  );
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    words: words.map((word, i) => ({ ...word, weight: round(whole! - rest[i]!) })),
    directionWeight: amount ? round(whole! - undirected!) : 0,
  };
}
