import type { LearningParameters } from './learning-parameters.js';
import { PersonalModel, type Opinion, type PrimaryOf } from './personal-model.js';
import { predictThenLearn, questionsOf, type Example } from './prequential.js';

/** How well a set of corrections was foreseen, each from those before it. */
export interface Score {
  /** Share whose very category was foreseen. */
  accuracy: number;
  /** Mean of −ln of the probability that the category chosen had; lower is better. */
  logLoss: number;
}

export interface TuningMetrics {
  /** Corrections that were looked at. */
  corrections: number;
  /** The latest choices, one a merchant and act, which the scores are of. */
  heldOut: number;
  /** The model for all users alone. */
  coldStart: Score;
  /** With the parameters that served until then. */
  before: Score;
  /** With the best others. */
  after: Score;
}

export interface Tuning {
  parameters: LearningParameters;
  /** Whether they do better than those that serve. */
  promoted: boolean;
  metrics: TuningMetrics;
}

/** Scores are of the latest half of the choices, so that there was something to learn from. */
const HELD_OUT = 0.5;
/** Fewer held-out corrections than this decide nothing. */
const LEAST_HELD_OUT = 10;
/** Probability of what was thought impossible. */
const LEAST_PROBABILITY = 1e-3;

/** Other parameters worth a try for one user: habits that change faster, a user who is closer to or farther from the model. */
function candidates(current: LearningParameters): LearningParameters[] {
  const list: LearningParameters[] = [];
  for (const halfLifeDays of [180, 730]) {
    for (const textPrior of [0.1, 0.2, 0.5]) {
      for (const merchantPrior of [0.05, 0.1, 0.3]) list.push({ ...current, halfLifeDays, textPrior, merchantPrior });
    }
  }
  return list;
}

/**
 * Looks for parameters that foresee a user's own corrections better than the present ones, and promotes them only if they are right
 * as often at least, with a lower log loss.
 * @param examples the earliest correction first
 * @param breathe awaited between two candidates, for each takes some milliseconds
 */
export async function tune(
  examples: readonly Example[],
  current: LearningParameters,
  primaryOf: PrimaryOf,
  breathe: () => Promise<unknown>,
): Promise<Tuning> {
  const questions = questionsOf(examples);
  const asked = questions.slice(Math.floor(questions.length * (1 - HELD_OUT)));
  const heldOut = asked.map((i) => examples[i]!);
  const scoreOf = (parameters: LearningParameters): Score => {
    const opinions = predictThenLearn(examples, new PersonalModel(parameters, primaryOf));
    return score(
      heldOut,
      asked.map((i) => opinions[i]!),
    );
  };
  const untaught = new PersonalModel(current, primaryOf);
  const coldStart = score(
    heldOut,
    heldOut.map(({ correction, prior }) => untaught.ask(correction, prior)),
  );
  const before = scoreOf(current);
  let best: { parameters: LearningParameters; score: Score } = { parameters: current, score: before };
  for (const parameters of heldOut.length < LEAST_HELD_OUT ? [] : candidates(current)) {
    await breathe();
    const tried = scoreOf(parameters);
    if (tried.accuracy >= best.score.accuracy && tried.logLoss < best.score.logLoss) best = { parameters, score: tried };
  }
  return {
    parameters: best.parameters,
    promoted: best.parameters !== current,
    metrics: { corrections: examples.length, heldOut: heldOut.length, coldStart, before, after: best.score },
  };
}

/** @returns zeros for no examples */
export function score(examples: readonly Example[], opinions: readonly Opinion[]): Score {
  let right = 0;
  let loss = 0;
  examples.forEach(({ correction: { categoryId } }, i) => {
    const { ranked } = opinions[i]!;
    if (ranked[0]?.categoryId === categoryId) right++;
    const given = ranked.find((belief) => belief.categoryId === categoryId)?.probability ?? 0;
    loss -= Math.log(Math.min(1, Math.max(LEAST_PROBABILITY, given)));
  });
  const count = Math.max(1, examples.length);
  return { accuracy: right / count, logLoss: loss / count };
}
