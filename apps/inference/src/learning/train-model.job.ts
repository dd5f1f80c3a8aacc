import { Matches } from 'class-validator';
import { MODEL_NAME, TrainedVersion } from '#contracts/inference';
import { defineJob } from '#jobs';

export class TrainModelInput {
  @Matches(MODEL_NAME)
  name: string;
}

/** Trains the next version of a model. Two at once are one; a finished one is no reason not to train again. */
export const trainModel = defineJob({
  kind: 'inference.train-model',
  input: TrainModelInput,
  output: TrainedVersion,
  attempts: 2,
  cacheFor: 0,
});
