import { Injectable } from '@nestjs/common';
import { SampleHouseholdInput, StartedJob, transactionsContract } from '#contracts/transactions';
import { Jobs } from '#jobs';
import { Implements, requireUser, type CallContext } from '#rpc';
import { createSampleHousehold } from './sample-household.job.js';

const DEFAULT_SEED = 1;

@Injectable()
export class SampleHouseholdHandler {
  constructor(private readonly jobs: Jobs) {}

  @Implements(transactionsContract.operations.createSampleHousehold)
  async createSampleHousehold({ seed }: SampleHouseholdInput, call: CallContext): Promise<StartedJob> {
    const userId = requireUser(call).id;
    const { id } = await this.jobs.enqueue(
      createSampleHousehold,
      { seed: seed ?? DEFAULT_SEED },
      { userId, requestId: call.requestId },
    );
    return { jobId: id };
  }
}
