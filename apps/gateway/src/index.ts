import { authContract } from '#contracts/auth';
import { inferenceContract } from '#contracts/inference';
import { transactionsContract } from '#contracts/transactions';
import type { ServiceDefinition } from '#rpc';
import { configureHttp } from './configure-http.js';
import { GatewayModule } from './gateway.module.js';

export { database } from './entities.js';
export { buildDocument } from './openapi/build-document.js';
export { documentedApp } from './openapi/documented-app.js';

export const gatewayService: ServiceDefinition = {
  name: 'gateway',
  module: GatewayModule,
  serves: [],
  calls: [authContract, transactionsContract, inferenceContract],
  usesDatabase: true,
  configureHttp,
};
