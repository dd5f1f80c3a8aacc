import type { DynamicModule } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '#config';
import { authContract, signAccessToken, type UserRole } from '#contracts/auth';
import { inferenceContract } from '#contracts/inference';
import { transactionsContract } from '#contracts/transactions';
import { database as jobsDatabase } from '#jobs';
import { startServices, type RunningApp } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../../test/support/database.js';
import { database, gatewayService } from '../../src/index.js';
import { fakeService } from '../../../../test/support/fake-service.js';

export const ADA = '11111111-1111-4111-8111-111111111111';
export const BOB = '22222222-2222-4222-8222-222222222222';

export interface TestGateway {
  url: string;
  app: RunningApp['app'];
  config: Config;
  /** Sends a request, as JSON where there is a body; `as` signs it with an access token of that user. */
  send(method: string, path: string, options?: SendOptions): Promise<Response>;
  token(userId: string, role?: UserRole): Promise<string>;
  stop(): Promise<void>;
}

export interface SendOptions {
  as?: string;
  role?: UserRole;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface GatewayOptions {
  auth?: Parameters<typeof fakeService<typeof authContract>>[1];
  transactions?: Parameters<typeof fakeService<typeof transactionsContract>>[1];
  inference?: Parameters<typeof fakeService<typeof inferenceContract>>[1];
  config?: Partial<Config>;
  modules?: DynamicModule[];
}

/** The real gateway on a real database, before services whose handlers the test writes. */
export async function startGateway(options: GatewayOptions = {}): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'steward-gateway-'));
  const databases: TestDatabases = await startTestDatabases([database, jobsDatabase]);
  const { url: databaseUrl } = await databases.createTestDatabase();
  const config = Object.assign(
    loadConfig({ DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'silent' }),
    { databaseUrl },
    options.config,
  );
  const services = [
    fakeService(authContract, options.auth ?? {}),
    fakeService(transactionsContract, options.transactions ?? {}),
    fakeService(inferenceContract, options.inference ?? {}),
    gatewayService,
  ];
  const extraModules = options.modules ?? [];
  const running = await startServices(services, config, { extraModules });
  const token = (id: string, role: UserRole = 'user') => signAccessToken(config.jwtSecret, { id, role, sessionId: ADA });
  return {
    url: running.url,
    app: running.app,
    config,
    token,
    async send(method, path, { as, role, body, headers } = {}) {
      return fetch(`${running.url}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(as ? { authorization: `Bearer ${await token(as, role)}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
    async stop() {
      await running.close();
      await databases.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
