import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { inferenceContract } from '#contracts/inference';
import { transactionsContract, type CategorySource } from '#contracts/transactions';
import { openDataSource } from '#database';
import { createClient, Dispatcher, userCall, type CallContext, type Client, type Operation } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { AccountsHandler } from '../src/accounts/accounts.handler.js';
import { AccountsRepository } from '../src/accounts/accounts.repository.js';
import { ChangeAccounts } from '../src/accounts/change-accounts.js';
import { CategoriesHandler } from '../src/categories/categories.handler.js';
import { CategoriesRepository } from '../src/categories/categories.repository.js';
import { ChangeCategories } from '../src/categories/change-categories.js';
import { DeleteCategory } from '../src/categories/delete-category.js';
import { Categoriser } from '../src/categorisation/categoriser.js';
import { database } from '../src/entities.js';
import { BulkChanges } from '../src/ledger/bulk-changes.js';
import { CreateTransaction } from '../src/ledger/create-transaction.js';
import { TransactionsHandler } from '../src/ledger/transactions.handler.js';
import { TransactionsRepository } from '../src/ledger/transactions.repository.js';
import { UpdateTransaction } from '../src/ledger/update-transaction.js';
import { RulesHandler } from '../src/rules/rules.handler.js';
import { SavedFiltersHandler } from '../src/saved-filters/saved-filters.handler.js';

/** A model that knows shops only, and is not sure of anything else, so that both answers of the categoriser occur. */
const shopModel: Client<typeof inferenceContract> = {
  predictCategory: () => Promise.reject(new Error('The ledger asks for many at once')),
  predictCategories: async ({ descriptions }) => ({
    model: { name: 'shops', version: '1' },
    predictions: descriptions.map((description) => ({
      primary: 'FOOD_AND_DRINK',
      detailed: 'FOOD_AND_DRINK_GROCERIES',
      confidence: /shop/i.test(description) ? 0.75 : 0,
    })),
  }),
};

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

/** The ledger's handlers on a database of their own, called as other services call them: by JSON, with checked inputs. */
export class Ledger {
  private constructor(
    private readonly databases: TestDatabases,
    readonly database: DataSource,
    readonly client: Client<typeof transactionsContract>,
    /** Operations that this harness serves: all but those of imports. */
    readonly operations: string[],
  ) {}

  static async start(): Promise<Ledger> {
    const databases = await startTestDatabases([database]);
    const { url } = await databases.createTestDatabase();
    const dataSource = await openDataSource(url, database);
    const categories = new CategoriesRepository(dataSource);
    const transactions = new TransactionsRepository(dataSource, categories);
    const handlers: object[] = [
      new AccountsHandler(new AccountsRepository(dataSource), new ChangeAccounts(dataSource)),
      new TransactionsHandler(
        transactions,
        new CreateTransaction(dataSource, categories, new Categoriser(dataSource, shopModel)),
        new UpdateTransaction(dataSource, categories, transactions),
        new BulkChanges(dataSource, categories, transactions),
      ),
      new CategoriesHandler(categories, new ChangeCategories(dataSource), new DeleteCategory(dataSource, categories)),
      new RulesHandler(dataSource, categories),
      new SavedFiltersHandler(dataSource),
    ];
    const secret = 'a secret of at least thirty-two characters';
    const dispatcher = new Dispatcher(secret);
    for (const handler of handlers as Record<string, unknown>[]) {
      for (const [name, operation] of Object.entries(transactionsContract.operations)) {
        const run = handler[name];
        if (typeof run === 'function') dispatcher.add(operation as Operation, run.bind(handler), name);
      }
    }
    const transport = { send: dispatcher.dispatch.bind(dispatcher), close: async () => {} };
    const client = createClient(transactionsContract, transport, secret);
    return new Ledger(
      databases,
      dataSource,
      client,
      dispatcher.patterns.map((pattern) => pattern.split('.')[1]!),
    );
  }

  async stop(): Promise<void> {
    await this.database.destroy();
    await this.databases.stop();
  }

  newUser(): CallContext {
    return userCall({ id: randomUUID(), role: 'user' });
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
