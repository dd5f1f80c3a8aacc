export { openDataSource, pendingChanges, runMigrations, type ServiceSchema } from './data-source.js';
export { DatabaseModule, DatabaseSettings, databaseToken, InjectDatabase, InjectRepository } from './database.module.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/start-embedded-postgres.js';
export { DatabaseSignals } from './database-signals.js';
export { isConnectionLoss } from './connection-loss.js';
export { newId } from './new-id.js';
