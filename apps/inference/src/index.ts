import { inferenceContract } from '#contracts/inference';
import type { ServiceDefinition } from '#rpc';
import { InferenceModule } from './inference.module.js';

export { InferenceModule };

export const inferenceService: ServiceDefinition = {
  name: 'inference',
  module: InferenceModule,
  serves: [inferenceContract],
  calls: [],
  usesDatabase: false,
};
