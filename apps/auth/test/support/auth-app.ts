import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { loadConfig, type Config } from '#config';
import { authContract, verifyAccessToken, type RegisterInput, type SessionTokens } from '#contracts/auth';
import { databaseToken } from '#database';
import { createClient, Dispatcher, InProcessTransport, startServices, userCall, type CallContext, type Client } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../../test/support/database.js';
import { authService, database } from '../../src/index.js';

/** The auth service on a database of its own, called as others call it. */
export interface AuthApp {
  auth: Client<typeof authContract>;
  /** The loaded configuration: a spec may change it between calls. */
  config: Config;
  dataSource: DataSource;
  get<T>(token: abstract new (...args: never[]) => T): T;
  sql<T extends object>(statement: string, parameters?: unknown[]): Promise<T[]>;
  /** A context as the gateway makes it from an access token. */
  as(tokens: SessionTokens): Promise<CallContext>;
  /** Forgets everything, between tests. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function startAuth(): Promise<AuthApp> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-auth-'));
  const databases: TestDatabases = await startTestDatabases([database]);
  const { url } = await databases.createTestDatabase();
  const config = loadConfig({ DATA_FOLDER: folder, DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent' });
  const running = await startServices([authService], config);
  const dataSource = running.app.get<DataSource>(databaseToken('auth'), { strict: false });
  const transport = new InProcessTransport(running.app.get(Dispatcher, { strict: false }));
  return {
    auth: createClient(authContract, transport, config.rpcSecret),
    config,
    dataSource,
    get: (token) => running.app.get(token, { strict: false }),
    sql: (statement, parameters) => dataSource.query(statement, parameters),
    as: async (tokens) => userCall(await verifyAccessToken(config.jwtSecret, tokens.accessToken)),
    clear: async () => {
      await dataSource.query('truncate auth.attempt, auth.api_key, auth.refresh_token, auth.session, auth."user"');
      config.registration = 'open';
    },
    close: async () => {
      await running.close();
      await databases.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const PASSWORD = 'violet umbrella 47';

/** What Ada types to register; anything may be told otherwise. */
export function person(name: string, other: Partial<RegisterInput> = {}): RegisterInput {
  return { email: `${name.toLowerCase()}@example.com`, password: PASSWORD, name, ...other };
}
