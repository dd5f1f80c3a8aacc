import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig, type Config } from '#config';
import { authContract, type ApiKeyScope } from '#contracts/auth';
import { inferenceContract, type ModelVersionDetails } from '#contracts/inference';
import {
  createClient,
  Dispatcher,
  InProcessTransport,
  ServiceError,
  startServices,
  userCall,
  type Client,
  type RunningApp,
} from '#rpc';
import { BlobStore } from '#storage';
import { fakeService } from '../../../../test/support/fake-service.js';
import { startTestDatabases, type TestDatabases } from '../../../../test/support/database.js';
import { database, inferenceService } from '../../src/index.js';
import { ModelServer } from '../../src/serving/model-server.js';

export const MODELS = resolve(import.meta.dirname, '../../../../models');
export const ADMIN = userCall({ id: '11111111-1111-4111-8111-111111111111', role: 'admin' }, 'spec', 60_000);

/** API keys of the fake auth service: the secret says what it may do, `stw_predict`, `stw_read+models`. */
const fakeAuth = fakeService(authContract, {
  verifyApiKey: async ({ secret }) => {
    const scopes = /^stw_([a-z+]+)$/.exec(secret)?.[1]?.split('+') as ApiKeyScope[] | undefined;
    if (!scopes) throw new ServiceError('auth.invalid-token', 'This is not an API key of ours');
    return { userId: ADMIN.user!.id, role: 'admin', scopes };
  },
});

/** One process that serves models. */
export interface TestReplica {
  app: RunningApp['app'];
  client: Client<typeof inferenceContract>;
  server: ModelServer;
  config: Config;
  /** The models' own door. */
  door: string;
  close(): Promise<void>;
}

/** Replicas of the inference service on one registry of their own. */
export class TestInference {
  private readonly replicas: TestReplica[] = [];

  private constructor(
    private readonly databases: TestDatabases,
    readonly databaseUrl: string,
    readonly folder: string,
  ) {}

  static async start(): Promise<TestInference> {
    const databases = await startTestDatabases([database]);
    const { url } = await databases.createTestDatabase();
    return new TestInference(databases, url, await mkdtemp(join(tmpdir(), 'steward-inference-')));
  }

  /** Starts one more replica; replicas share the BlobStore. */
  async replica(over: Partial<Config> = {}): Promise<TestReplica> {
    const config = Object.assign(
      loadConfig({ DATA_FOLDER: join(this.folder, 'data'), PORT: '0', MODEL_PORT: '0', LOG_LEVEL: 'silent' }),
      { databaseUrl: this.databaseUrl, modelsFolder: MODELS },
      over,
    );
    const running = await startServices([fakeAuth, inferenceService], config);
    const transport = new InProcessTransport(running.app.get(Dispatcher, { strict: false }));
    const replica: TestReplica = {
      app: running.app,
      client: createClient(inferenceContract, transport, config.rpcSecret),
      server: running.app.get(ModelServer, { strict: false }),
      config,
      door: `http://127.0.0.1:${config.modelDoor?.port}`,
      close: () => running.close(),
    };
    this.replicas.push(replica);
    return replica;
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.close()));
    await this.databases.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Sends a graph as the gateway does, and registers it. */
export async function registerGraph(
  { app, client }: TestReplica,
  name: string,
  graph: Uint8Array,
  description: Record<string, unknown>,
  alias?: string,
): Promise<ModelVersionDetails> {
  const uploadKey = `uploads/${ADMIN.user!.id}/${randomUUID()}`;
  await app.get(BlobStore, { strict: false }).put(
    uploadKey,
    (async function* () {
      yield graph;
    })(),
  );
  return client.registerVersion({ name, uploadKey, description, ...(alias && { alias }) }, ADMIN);
}
