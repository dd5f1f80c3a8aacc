import { authService } from '#apps/auth';
import { gatewayService } from '#apps/gateway';
import { inferenceService, inferenceWorker } from '#apps/inference';
import { transactionsService } from '#apps/transactions';
import type { ServiceDefinition } from '#rpc';

/** Every service of Steward, in the order in which they start. */
export const services: ServiceDefinition[] = [
  authService,
  inferenceService,
  transactionsService,
  inferenceWorker,
  gatewayService,
];
