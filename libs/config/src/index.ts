export { Config, type HostPort } from './config.js';
export { ConfigModule } from './config.module.js';
export { ConfigError, environment, loadConfig } from './load-config.js';
