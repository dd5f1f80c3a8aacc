import { authContract } from '#contracts/auth';
import type { ServiceDefinition } from '#rpc';
import { AuthModule } from './auth.module.js';

export { database } from './entities.js';

export const authService: ServiceDefinition = {
  name: 'auth',
  module: AuthModule,
  serves: [authContract],
  calls: [],
  usesDatabase: true,
};
