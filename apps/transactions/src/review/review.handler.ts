import { Injectable } from '@nestjs/common';
import { Affected, IdInput, PageInput } from '#contracts/common';
import {
  AlikeCount,
  DecideReviewInput,
  ReviewAct,
  ReviewCount,
  ReviewPage,
  SkipReviewInput,
  transactionsContract,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ReviewActs } from './review-acts.js';
import { ReviewQueue } from './review-queue.js';

@Injectable()
export class ReviewHandler {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly acts: ReviewActs,
  ) {}

  @Implements(transactionsContract.operations.listReview)
  async listReview(input: PageInput, call: CallContext): Promise<ReviewPage> {
    return this.queue.list(requireUser(call).id, input, call);
  }

  @Implements(transactionsContract.operations.countReview)
  async countReview(_input: object, call: CallContext): Promise<ReviewCount> {
    return { groups: await this.queue.count(requireUser(call).id) };
  }

  @Implements(transactionsContract.operations.decideReview)
  async decideReview({ decisions }: DecideReviewInput, call: CallContext): Promise<ReviewAct> {
    return this.acts.decide(requireUser(call).id, decisions);
  }

  @Implements(transactionsContract.operations.skipReview)
  async skipReview({ groups }: SkipReviewInput, call: CallContext): Promise<ReviewAct> {
    return this.acts.skip(requireUser(call).id, groups);
  }

  @Implements(transactionsContract.operations.countAlike)
  async countAlike({ id }: IdInput, call: CallContext): Promise<AlikeCount> {
    return { rows: await this.acts.countAlike(requireUser(call).id, id) };
  }

  @Implements(transactionsContract.operations.decideAlike)
  async decideAlike({ id }: IdInput, call: CallContext): Promise<ReviewAct> {
    return this.acts.decideAlike(requireUser(call).id, id);
  }

  @Implements(transactionsContract.operations.undoReview)
  async undoReview({ id }: IdInput, call: CallContext): Promise<Affected> {
    return { affected: await this.acts.undo(requireUser(call).id, id) };
  }
}
