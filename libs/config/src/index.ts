export { Config, type HostPort } from './config.js';
export { ConfigModule } from './config.module.js';
export { ConfigError, loadConfig, loadEnvFile } from './load-config.js';
