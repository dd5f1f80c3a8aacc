import { expectedCalibrationError } from './calibration.js';
import { softmax, type Example, type Network } from './network.js';

/** A line with all categories that count as right for it, as columns of the model's output. */
export interface JudgedExample extends Omit<Example, 'label'> {
  /** Columns that are right at the second level; empty where nobody said. */
  detailed: number[];
  /** Primary categories that are right, as the column that each begins with. */
  primary: number[];
}

export interface Figures {
  /** Shares of examples whose first guess, or one of whose first three, is right at the first level. */
  accuracy: number;
  top3: number;
  /** Share of those whose second level is known. */
  detailedAccuracy: number;
  /** Expected calibration error of the first level, 10 bins. */
  ece: number;
}

/** The sums over the columns of each primary category, at the column that it begins with. @param primaryOf column → that column */
export function primaryProbabilities(probabilities: Float32Array, primaryOf: readonly number[]): Float64Array {
  const sums = new Float64Array(probabilities.length);
  for (let column = 0; column < probabilities.length; column++) sums[primaryOf[column]!]! += probabilities[column]!;
  return sums;
}

/** The logits of each example. */
export function logitsOf(network: Network, examples: readonly Omit<Example, 'label'>[]): Float32Array[] {
  return examples.map((example) => Float32Array.from(network.logits(example)));
}

/** First guess of each row, as the column its primary category begins with, its confidence, and whether it is right. */
export function firstGuesses(
  logits: readonly Float32Array[],
  examples: readonly JudgedExample[],
  primaryOf: readonly number[],
  temperature: number,
): { guesses: number[]; confidences: number[]; correct: boolean[]; top3: boolean[]; detailed: (boolean | undefined)[] } {
  const guesses: number[] = [];
  const confidences: number[] = [];
  const correct: boolean[] = [];
  const top3: boolean[] = [];
  const detailed: (boolean | undefined)[] = [];
  logits.forEach((row, i) => {
    const p = Float32Array.from(row);
    softmax(p, temperature);
    const sums = primaryProbabilities(p, primaryOf);
    const order = [...sums.keys()].sort((a, b) => sums[b]! - sums[a]!);
    const { primary, detailed: right } = examples[i]!;
    guesses.push(order[0]!);
    confidences.push(sums[order[0]!]!);
    correct.push(primary.includes(order[0]!));
    top3.push(order.slice(0, 3).some((column) => primary.includes(column)));
    // The second level that is shown: the likeliest within the first guess.
    let best = order[0]!;
    for (let column = 0; column < p.length; column++) if (primaryOf[column] === order[0] && p[column]! > p[best]!) best = column;
    detailed.push(right.length > 0 ? right.includes(best) : undefined);
  });
  return { guesses, confidences, correct, top3, detailed };
}

const share = (flags: readonly (boolean | undefined)[]): number => {
  const known = flags.filter((flag) => flag !== undefined);
  return known.length ? known.filter(Boolean).length / known.length : Number.NaN;
};

export function measure(logits: readonly Float32Array[], examples: readonly JudgedExample[], primaryOf: readonly number[], temperature: number): Figures {
  const { confidences, correct, top3, detailed } = firstGuesses(logits, examples, primaryOf, temperature);
  return { accuracy: share(correct), top3: share(top3), detailedAccuracy: share(detailed), ece: expectedCalibrationError(confidences, correct) };
}
