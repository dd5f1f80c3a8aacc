export { Config, type HostPort } from './config.js';
export { ConfigModule } from './config.module.js';
export { ConfigError, environment, loadConfig } from './load-config.js';
export { loadCliSettings, saveCliSettings, type CliSettings } from './cli-settings.js';
