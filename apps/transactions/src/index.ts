import { inferenceContract } from '#contracts/inference';
import { transactionsContract } from '#contracts/transactions';
import type { ServiceDefinition } from '#rpc';
import { TransactionsModule } from './transactions.module.js';

export { database } from './entities.js';

export const transactionsService: ServiceDefinition = {
  name: 'transactions',
  module: TransactionsModule,
  serves: [transactionsContract],
  calls: [inferenceContract],
  usesDatabase: true,
};
