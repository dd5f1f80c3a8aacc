import { Injectable } from '@nestjs/common';
import {
  inferenceContract,
  type ModelInput,
  type ModelLearning,
  type SetLearningPolicyInput,
  type StartedTraining,
} from '#contracts/inference';
import { enqueueThrough, jobInFlight } from '#jobs';
import { Implements, isTransportError, ServiceError, type CallContext } from '#rpc';
import { CATEGORY_MODEL } from '../categories/category-model.js';
import { RegistryDatabase } from '../registry/registry-database.js';
import { requireManager } from '../registry/registry.handler.js';
import { viewModel } from '../registry/registry-views.js';
import { LabelledRowsReader } from './labelled-rows-reader.js';
import { LearningPolicyEntity } from './learning-policy.entity.js';
import { trainModel } from './train-model.job.js';

/** Who asks for training, and when a model trains by itself. The training itself is a job of a worker process. */
@Injectable()
export class LearningHandler {
  constructor(
    private readonly registry: RegistryDatabase,
    private readonly labelled: LabelledRowsReader,
  ) {}

  @Implements(inferenceContract.operations.getModelLearning)
  async getModelLearning({ name }: ModelInput): Promise<ModelLearning> {
    const { policy, running } = await this.registry.run(async (manager) => {
      await viewModel(manager, name);
      return {
        policy: await manager.findOneBy(LearningPolicyEntity, { name }),
        running: await jobInFlight(manager, trainModel, { name }),
      };
    });
    const trainable = name === CATEGORY_MODEL;
    return {
      trainable,
      policy: {
        retrainOnDrift: policy?.retrainOnDrift ?? false,
        ...(policy?.promoteWhenBetterBy != null && { promoteWhenBetterBy: policy.promoteWhenBetterBy }),
      },
      labelledRows: trainable ? await this.countLabelled() : 0,
      ...(running && { jobId: running }),
    };
  }

  @Implements(inferenceContract.operations.setLearningPolicy)
  async setLearningPolicy(input: SetLearningPolicyInput, call: CallContext): Promise<ModelLearning> {
    requireManager(call);
    const { name, retrainOnDrift, promoteWhenBetterBy = null } = input;
    await this.registry.run(async (manager) => {
      await viewModel(manager, name);
      await manager.save(LearningPolicyEntity, { name, retrainOnDrift, promoteWhenBetterBy });
    });
    return this.getModelLearning({ name });
  }

  /** @throws ServiceError `models.not-trainable` for a model that Steward cannot train */
  @Implements(inferenceContract.operations.trainModel)
  async trainModel({ name }: ModelInput, call: CallContext): Promise<StartedTraining> {
    requireManager(call);
    if (name !== CATEGORY_MODEL)
      throw new ServiceError('models.not-trainable', `Steward cannot train ${name}: register a version of it`);
    const { requestId, user } = call;
    return this.registry.run(async (manager) => {
      if (await jobInFlight(manager, trainModel, { name })) {
        throw new ServiceError('models.training-in-progress', `The next version of ${name} is being trained already`);
      }
      const { id } = await enqueueThrough(manager, trainModel, { name }, { requestId, ...(user && { userId: user.id }) });
      return { jobId: id };
    });
  }

  private async countLabelled(): Promise<number> {
    try {
      return await this.labelled.count();
    } catch (error) {
      if (isTransportError(error)) return 0;
      throw error;
    }
  }
}
