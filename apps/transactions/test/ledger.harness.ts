import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { loadConfig } from '#config';
import {
  inferenceContract,
  type CategoryExplanation,
  type CategoryPredictions,
  type PredictCategoriesInput,
  type PredictCategoryInput,
} from '#contracts/inference';
import { transactionsContract, type CategorySource } from '#contracts/transactions';
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
import { BlobStore } from '#storage';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { fakeService } from '../../../test/support/fake-service.js';
import { database, transactionsService } from '../src/index.js';

/** A model that knows shops only, and is not sure of anything else, so that both answers of the categoriser occur. */
async function predictShops({ descriptions }: PredictCategoriesInput): Promise<CategoryPredictions> {
  return {
    model: { name: 'shops', version: '1' },
    predictions: descriptions.map((description) => ({
      primary: 'FOOD_AND_DRINK',
      detailed: 'FOOD_AND_DRINK_GROCERIES',
      confidence: /shop/i.test(description) ? 0.75 : 0,
    })),
  };
}

/** The same model, asked for its reasons: the word `shop`, and money that comes in speaks against it. */
async function explainShops({ description, amount = 0 }: PredictCategoryInput): Promise<CategoryExplanation> {
  if (/outage/i.test(description)) throw new ServiceError('inference.no-model', 'There is no model to ask');
  const start = description.search(/shop/i);
  return {
    prediction: {
      primary: 'FOOD_AND_DRINK',
      detailed: 'FOOD_AND_DRINK_GROCERIES',
      confidence: start < 0 ? 0 : 0.75,
      abstained: start < 0,
      alternatives: [],
      model: { name: 'shops', version: '1' },
    },
    words: start < 0 ? [] : [{ text: description.slice(start, start + 4), start, end: start + 4, weight: 0.5 }],
    directionWeight: amount > 0 ? -0.1 : 0,
  };
}

/** A row as an import would write it. */
export interface RowToInsert {
  accountId: string;
  bookedOn: string;
  amountMinor: number;
  description: string;
  counterparty?: string;
  notes?: string;
  categoryId?: string;
  categorySource?: CategorySource;
  confidence?: number;
  tags?: string[];
  status?: string;
  importId?: string;
}

/** The transactions service with its jobs on a database of its own, called as other services call it. */
export class Ledger {
  private constructor(
    private readonly databases: TestDatabases,
    private readonly running: RunningApp,
    private readonly folder: string,
    /** For looking behind the service's back. */
    readonly database: DataSource,
    readonly client: Client<typeof transactionsContract>,
    readonly jobs: Jobs,
    readonly blobs: BlobStore,
  ) {}

  static async start(): Promise<Ledger> {
    const folder = await mkdtemp(join(tmpdir(), 'steward-ledger-'));
    const databases = await startTestDatabases([database, jobsDatabase]);
    const { url } = await databases.createTestDatabase();
    const config = Object.assign(loadConfig({ DATA_FOLDER: folder, PORT: '0', LOG_LEVEL: 'silent' }), { databaseUrl: url });
    const inference = fakeService(inferenceContract, { predictCategories: predictShops, explainCategory: explainShops });
    const running = await startServices([inference, transactionsService], config);
    const transport = new InProcessTransport(running.app.get(Dispatcher, { strict: false }));
    return new Ledger(
      databases,
      running,
      folder,
      running.app.get<DataSource>(databaseToken('transactions'), { strict: false }),
      createClient(transactionsContract, transport, config.rpcSecret),
      running.app.get(Jobs, { strict: false }),
      running.app.get(BlobStore, { strict: false }),
    );
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.databases.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  newUser(): CallContext {
    return userCall({ id: randomUUID(), role: 'user' });
  }

  /** Sends a file as the gateway does. @returns its key */
  async upload(call: CallContext, content: Uint8Array): Promise<string> {
    const uploadKey = `uploads/${call.user!.id}/${randomUUID()}`;
    await this.blobs.put(
      uploadKey,
      (async function* () {
        yield content;
      })(),
    );
    return uploadKey;
  }

  /** Something of the service's inside, by its class. */
  part<T>(type: new (...args: never[]) => T): T {
    return this.running.app.get<T>(type, { strict: false });
  }

  async newAccount(call: CallContext, currency = 'EUR', openingBalanceMinor = 0): Promise<string> {
    const { id } = await this.client.createAccount(
      { name: `Account in ${currency}`, type: 'checking', currency, openingBalanceMinor },
      call,
    );
    return id;
  }

  /** @returns the new row's id */
  async insert(call: CallContext, row: RowToInsert): Promise<string> {
    const rows: { id: string }[] = await this.database.query(
      `insert into transactions.transaction
         (user_id, account_id, booked_on, amount_minor, currency, description, counterparty, notes, category_id, category_source,
          confidence, tags, status, import_id, fingerprint, merchant_key)
       select $1, a.id, $3, $4, a.currency, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, lower($5)
       from transactions.account a where a.id = $2 returning id`,
      [
        call.user!.id,
        row.accountId,
        row.bookedOn,
        row.amountMinor,
        row.description,
        row.counterparty ?? null,
        row.notes ?? null,
        row.categoryId ?? null,
        row.categorySource ?? (row.categoryId ? 'model' : 'none'),
        row.confidence ?? null,
        row.tags ?? [],
        row.status ?? 'booked',
        row.importId ?? null,
        randomBytes(16),
      ],
    );
    return rows[0]!.id;
  }

  /** Descriptions of everything a filter finds, in the list's order. */
  async found(call: CallContext, filter: object): Promise<string[]> {
    const { items } = await this.client.listTransactions({ sort: 'description', order: 'asc', ...filter }, call);
    return items.map(({ description }) => description);
  }
}
