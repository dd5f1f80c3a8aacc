import type { CategoryPredictions } from '#contracts/inference';
import type { Belief } from './learning/personal-model.js';

/** What the model says of one of the descriptions it was asked about, best first. */
export function beliefsOf({ predictions, alternatives }: CategoryPredictions, row: number): Belief[] {
  const first = predictions[row]!;
  const beliefs = [{ categoryId: first.detailed, probability: first.confidence }];
  alternatives?.ranked[row]!.forEach((index, i) =>
    beliefs.push({ categoryId: alternatives.categories[index]!, probability: alternatives.confidence[row]![i]! }),
  );
  return beliefs;
}
