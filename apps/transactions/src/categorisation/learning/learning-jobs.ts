import { defineJob } from '#jobs';

/** The user is the job's. */
export class LearningJobInput {}

export class RetrainResult {
  version: number;
  promoted: boolean;
  /** Rows whose category has changed with what was learned. */
  changed: number;
}

export class RecategoriseOpenResult {
  changed: number;
}

/** Tunes the learner to a user's corrections, and promotes the result if it foresees them better; then applies it to open rows. */
export const retrainCategories = defineJob({
  kind: 'transactions.retrain-categories',
  input: LearningJobInput,
  output: RetrainResult,
  attempts: 20,
  backoff: { type: 'fixed', delayMs: 15_000 },
  cacheFor: 0,
});

/** Applies what was learned to rows that nobody has decided and of which Steward was not sure. */
export const recategoriseOpen = defineJob({
  kind: 'transactions.recategorise-open',
  input: LearningJobInput,
  output: RecategoriseOpenResult,
  attempts: 20,
  backoff: { type: 'fixed', delayMs: 15_000 },
  cacheFor: 0,
});
