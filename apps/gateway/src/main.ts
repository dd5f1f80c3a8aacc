import { ConfigError } from '#config';
import { runProcess, startServices } from '#rpc';
import { gatewayService } from './index.js';

/** The gateway alone; AUTH_ADDRESS, TRANSACTIONS_ADDRESS and INFERENCE_ADDRESS say where the services are. */
void runProcess(async (config) => {
  if (!config.databaseUrl)
    throw new ConfigError(['DATABASE_URL is needed where services run apart: the PostgreSQL server that they share']);
  return startServices([gatewayService], config);
});
