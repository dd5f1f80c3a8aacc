import type { Correction } from './merchant-memory.js';
import type { Belief, Opinion, PersonalModel } from './personal-model.js';

/** A correction together with what the model for all users says of that transaction. */
export interface Example {
  correction: Correction;
  prior: readonly Belief[];
}

/**
 * Predict, then learn, one after the other: what a user would have met whose corrections these are (Dawid, The prequential approach,
 * 1984). Each is predicted from those before it only; those of one act are all predicted before the first of them is learned, for
 * the person had said none of them yet.
 * @param examples the earliest act first
 * @param model as it is at the beginning; it has learned all of them afterwards
 * @returns what was thought of each, in their order
 */
export function predictThenLearn(examples: readonly Example[], model: PersonalModel): Opinion[] {
  const opinions: Opinion[] = [];
  for (let from = 0, to = 0; from < examples.length; from = to) {
    while (examples[to]?.correction.decidedAt === examples[from]!.correction.decidedAt) to++;
    const act = examples.slice(from, to);
    for (const { correction, prior } of act) opinions.push(model.recall(correction) ?? model.ask(correction, prior));
    for (const { correction } of act) model.learn(correction);
  }
  return opinions;
}

/** One example for each merchant of an act: who settles twelve rows at once has answered one question. */
export function questionsOf(examples: readonly Example[]): number[] {
  const seen = new Set<string>();
  return examples.flatMap(({ correction: { decidedAt, merchant } }, i) => {
    const question = `${decidedAt} ${merchant}`;
    return seen.size === seen.add(question).size ? [] : [i];
  });
}
