import type { Correction } from './merchant-memory.js';
import type { Belief, Opinion, PersonalModel } from './personal-model.js';

/** A correction together with what the model for all users says of that transaction. */
export interface Example {
  correction: Correction;
  prior: readonly Belief[];
}

/**
 * Predict, then learn, one after the other: what a user would have met whose corrections these are (Dawid, The prequential approach,
 * 1984). Each is predicted from those before it only.
 * @param model as it is at the beginning; it has learned all of them afterwards
 * @returns what was thought of each, in their order
 */
export function predictThenLearn(examples: readonly Example[], model: PersonalModel): Opinion[] {
  return examples.map(({ correction, prior }) => {
    const opinion = model.recall(correction) ?? model.ask(correction, prior);
    model.learn(correction);
    return opinion;
  });
}
