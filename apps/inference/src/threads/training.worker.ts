import type { MessagePort } from 'node:worker_threads';
import { trainCategoryModel, type TrainModelOptions } from '../../../../models/transaction-category/training/train-model.js';
import type { ModelDescription } from '../models/model-description.js';

/** What is sent to the training thread. */
export interface TrainingTask {
  extra: NonNullable<TrainModelOptions['extra']>;
  seed: number;
  epochs?: number;
  /** Told how far it is: a share of 0 … 1. */
  progress: MessagePort;
}

export interface TrainedModel {
  graph: Uint8Array;
  description: Omit<ModelDescription, 'version' | 'tags'>;
}

/** Minutes of one core: trains the category model with what people have corrected. */
export default async function train({ extra, seed, epochs, progress }: TrainingTask): Promise<TrainedModel> {
  const { graph, description } = await trainCategoryModel({
    extra,
    seed,
    ...(epochs !== undefined && { epochs }),
    onProgress: ({ done }) => progress.postMessage(done),
  });
  progress.close();
  return { graph, description };
}
