import { ConfigError } from '#config';
import { runProcess, startServices } from '#rpc';
import { transactionsService } from './index.js';

/** The transactions service alone, for other processes to call. */
void runProcess(async (config) => {
  const missing = [
    ...(config.databaseUrl ? [] : ['DATABASE_URL is needed where services run apart: the PostgreSQL server that they share']),
    ...(config.rpcListen ? [] : ['RPC_LISTEN is needed where services run apart: the host:port at which others call this one']),
  ];
  if (missing.length) throw new ConfigError(missing);
  return startServices([transactionsService], config);
});
