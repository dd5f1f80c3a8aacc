import { authContract } from '#contracts/auth';
import { inferenceContract } from '#contracts/inference';
import { transactionsContract } from '#contracts/transactions';
import type { ServiceDefinition } from '#rpc';
import { InferenceWorkerModule } from './inference-worker.module.js';
import { InferenceModule } from './inference.module.js';

export { database } from './entities.js';
export { InferenceModule };

export const inferenceService: ServiceDefinition = {
  name: 'inference',
  module: InferenceModule,
  serves: [inferenceContract],
  calls: [],
  // Keys of callers at the models' own door; rows that people have labelled.
  mayCall: [authContract, transactionsContract],
  // The registry is kept there, but serving goes on without it.
  usesDatabase: false,
};

/** What works on the models in the background: in the same process, or in a container of its own. */
export const inferenceWorker: ServiceDefinition = {
  name: 'inference-worker',
  module: InferenceWorkerModule,
  serves: [],
  calls: [inferenceContract, transactionsContract],
  usesDatabase: true,
};
