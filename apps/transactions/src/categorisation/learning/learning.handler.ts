import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LearningStatus, LearningVersion, StartedJob, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Jobs, type JobDeclaration } from '#jobs';
import { Implements, requireUser, type CallContext } from '#rpc';
import { recategoriseOpen, retrainCategories } from './learning-jobs.js';
import { PersonalModelEntity } from './personal-model.entity.js';
import { PersonalModels } from './personal-models.js';

const VERSIONS = 10;

@Injectable()
export class LearningHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly personal: PersonalModels,
    private readonly jobs: Jobs,
  ) {}

  @Implements(transactionsContract.operations.getLearning)
  async getLearning(_input: object, call: CallContext): Promise<LearningStatus> {
    const userId = requireUser(call).id;
    const [corrections, versions] = await Promise.all([
      this.personal.corrections(userId),
      this.database.getRepository(PersonalModelEntity).find({ where: { userId }, order: { version: 'DESC' }, take: VERSIONS }),
    ]);
    const serving = await this.personal.serving(userId);
    return {
      corrections: corrections.length,
      merchants: new Set(corrections.map(({ merchant }) => merchant)).size,
      serving: serving?.version,
      versions: versions.map(toVersion),
    };
  }

  @Implements(transactionsContract.operations.retrainCategories)
  retrainCategories(_input: object, call: CallContext): Promise<StartedJob> {
    return this.start(retrainCategories, call);
  }

  @Implements(transactionsContract.operations.recategoriseOpen)
  recategoriseOpen(_input: object, call: CallContext): Promise<StartedJob> {
    return this.start(recategoriseOpen, call);
  }

  private async start<O extends object>(job: JobDeclaration<object, O>, call: CallContext): Promise<StartedJob> {
    const { id } = await this.jobs.enqueue(job, {}, { userId: requireUser(call).id, requestId: call.requestId });
    return { jobId: id };
  }
}

function toVersion({ version, createdAt, promoted, metrics }: PersonalModelEntity): LearningVersion {
  return { version, createdAt: createdAt.toISOString(), promoted, ...metrics };
}
