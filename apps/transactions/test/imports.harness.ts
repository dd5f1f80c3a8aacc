import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { loadConfig } from '#config';
import { inferenceContract, type CategoryPredictions, type PredictCategoriesInput } from '#contracts/inference';
import { transactionsContract, type ImportReport, type Transaction } from '#contracts/transactions';
import { databaseToken } from '#database';
import { database as jobsDatabase, Jobs } from '#jobs';
import {
  createClient,
  Dispatcher,
  InProcessTransport,
  ServiceError,
  startServices,
  userCall,
  type CallContext,
  type Client,
  type RunningApp,
} from '#rpc';
import { LocalBlobStore, type BlobStore } from '#storage';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { fakeService } from '../../../test/support/fake-service.js';
import { database, transactionsService } from '../src/index.js';

/** What the model is asked, whether it answers, and whether it fails over what it is asked. */
interface PlayedModel {
  up: boolean;
  broken: boolean;
  asked: string[];
}

/** Knows coffee, and nothing else for sure. */
function predict(model: PlayedModel, { descriptions }: PredictCategoriesInput): CategoryPredictions {
  if (!model.up) throw new ServiceError('rpc.unavailable', 'down');
  if (model.broken) throw new Error('The model has a defect');
  model.asked.push(...descriptions);
  return {
    model: { name: 'transaction-category', version: '1' },
    predictions: descriptions.map((text) =>
      /coffee/i.test(text)
        ? { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE', confidence: 0.9 }
        : { primary: 'GENERAL_MERCHANDISE', detailed: 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE', confidence: 0.1 },
    ),
  };
}

/** The whole transactions service with its jobs on a database of its own; only the model is played by the spec. */
export class Imports {
  private constructor(
    readonly model: PlayedModel,
    private readonly databases: TestDatabases,
    private readonly running: RunningApp,
    private readonly folder: string,
    readonly client: Client<typeof transactionsContract>,
    readonly blobs: BlobStore,
    readonly jobs: Jobs,
    /** For looking and breaking behind the service's back. */
    readonly database: DataSource,
  ) {}

  static async start(): Promise<Imports> {
    const folder = await mkdtemp(join(tmpdir(), 'steward-imports-'));
    const databases = await startTestDatabases([database, jobsDatabase]);
    const { url } = await databases.createTestDatabase();
    const config = Object.assign(
      loadConfig({ DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'silent', RPC_BREAKER_OPEN_MS: '200' }),
      { databaseUrl: url },
    );
    const model: PlayedModel = { up: true, broken: false, asked: [] };
    const inference = fakeService(inferenceContract, { predictCategories: async (input) => predict(model, input) });
    const running = await startServices([inference, transactionsService], config);
    const client = createClient(
      transactionsContract,
      new InProcessTransport(running.app.get(Dispatcher, { strict: false })),
      config.rpcSecret,
    );
    return new Imports(
      model,
      databases,
      running,
      folder,
      client,
      new LocalBlobStore(join(folder, 'blobs')),
      running.app.get(Jobs, { strict: false }),
      running.app.get<DataSource>(databaseToken('transactions'), { strict: false }),
    );
  }

  person(): Person {
    return new Person(this, randomUUID());
  }

  /** A part of the service, to be asked what it would do by itself in time. */
  get<T>(part: new (...args: never[]) => T): T {
    return this.running.app.get<T>(part, { strict: false });
  }

  async put(userId: string, content: string | Uint8Array): Promise<string> {
    const uploadKey = `uploads/${userId}/${randomUUID()}`;
    const bytes = Buffer.from(content as string);
    await this.blobs.put(
      uploadKey,
      (async function* () {
        yield bytes;
      })(),
    );
    return uploadKey;
  }

  /** Names of the stored files whose keys begin with `folder/`. */
  async filesUnder(folder: string): Promise<string[]> {
    return readdir(join(this.folder, 'blobs', folder)).catch(() => []);
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.databases.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One user, and what they do in these specs. */
export class Person {
  constructor(
    private readonly imports: Imports,
    readonly id: string,
  ) {}

  get call(): CallContext {
    return userCall({ id: this.id, role: 'user' });
  }

  get client(): Client<typeof transactionsContract> {
    return this.imports.client;
  }

  async account(over: { currency?: string; bankRef?: string } = {}): Promise<string> {
    return (await this.client.createAccount({ name: 'Everyday', type: 'checking', currency: 'EUR', ...over }, this.call)).id;
  }

  async upload(fileName: string, content: string | Uint8Array): Promise<{ fileName: string; uploadKey: string }> {
    return { fileName, uploadKey: await this.imports.put(this.id, content) };
  }

  /** Imports a file and waits for its end. */
  async import(accountId: string | undefined, content: string | Uint8Array, fileName = 'bank.csv'): Promise<ImportReport> {
    const { importId, jobId } = await this.client.startImport(
      { ...(await this.upload(fileName, content)), accountId },
      this.call,
    );
    await this.ended(jobId);
    return this.client.getImport({ id: importId }, this.call);
  }

  async ended(jobId: string): Promise<void> {
    for await (const job of this.imports.jobs.watch(jobId, this.id)) void job;
  }

  /** Oldest first. */
  async rows(): Promise<Transaction[]> {
    const { items } = await this.client.listTransactions({ sort: 'date', order: 'asc', limit: 500 }, this.call);
    return items;
  }

  /** `2026-03-01 -4.20 Coffee`, sorted: the ledger as a person would compare it. */
  async ledger(): Promise<string[]> {
    return (await this.rows()).map((row) => `${row.bookedOn} ${row.amountMinor} ${row.description}`).sort();
  }
}
