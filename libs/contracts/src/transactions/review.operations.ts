import { Nothing, operation } from '#rpc';
import { Affected, IdInput, PageInput } from '../common/index.js';
import { StartedJob } from './imports.dto.js';
import { LabelledRows, ListLabelledRowsInput } from './labelled-rows.dto.js';
import { LearningStatus } from './learning.dto.js';
import { AlikeCount, DecideReviewInput, ReviewAct, ReviewCount, ReviewPage, SkipReviewInput } from './review.dto.js';

export const reviewOperations = {
  listReview: operation({ input: PageInput, output: ReviewPage, idempotent: true }),
  countReview: operation({ input: Nothing, output: ReviewCount, idempotent: true }),
  decideReview: operation({ input: DecideReviewInput, output: ReviewAct, timeoutMs: 20_000 }),
  skipReview: operation({ input: SkipReviewInput, output: ReviewAct }),
  countAlike: operation({ input: IdInput, output: AlikeCount, idempotent: true }),
  decideAlike: operation({ input: IdInput, output: ReviewAct, timeoutMs: 20_000 }),
  undoReview: operation({ input: IdInput, output: Affected, timeoutMs: 20_000 }),
  recategoriseOpen: operation({ input: Nothing, output: StartedJob }),
  getLearning: operation({ input: Nothing, output: LearningStatus, idempotent: true }),
  /** For the system itself: every user's choices. */
  listLabelledRows: operation({ input: ListLabelledRowsInput, output: LabelledRows, idempotent: true, timeoutMs: 20_000 }),
  retrainCategories: operation({ input: Nothing, output: StartedJob }),
};
