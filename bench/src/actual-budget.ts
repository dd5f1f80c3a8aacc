import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The little that is used of @actual-app/api, which only bench/package.json installs. */
export interface ActualApi {
  init(options: { dataDir: string; verbose?: boolean }): Promise<unknown>;
  runImport(budgetName: string, work: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string }, initialBalance?: number): Promise<string>;
  addTransactions(accountId: string, rows: object[]): Promise<unknown>;
  importTransactions(accountId: string, rows: object[]): Promise<{ added: string[]; updated: string[]; errors?: unknown[] }>;
  aqlQuery(query: ActualQuery): Promise<{ data: unknown }>;
  q(table: string): ActualQuery;
  shutdown(): Promise<void>;
}

export interface ActualQuery {
  filter(conditions: object): ActualQuery;
  orderBy(order: object): ActualQuery;
  limit(rows: number): ActualQuery;
  offset(rows: number): ActualQuery;
  select(fields: unknown): ActualQuery;
  groupBy(fields: unknown): ActualQuery;
  calculate(expression: object): ActualQuery;
}

/**
 * Actual Budget with a new budget of one account, on this machine, without a server; gone when `work` has ended.
 * @param rows that the account begins with
 */
export async function withActual<T>(rows: object[], work: (api: ActualApi, accountId: string) => Promise<T>): Promise<T> {
  const packageName = '@actual-app/api';
  const api = (await import(packageName)) as ActualApi;
  const folder = await mkdtemp(join(tmpdir(), 'actual-bench-'));
  try {
    await api.init({ dataDir: folder, verbose: false });
    let accountId = '';
    await api.runImport('bench', async () => {
      accountId = await api.createAccount({ name: 'Everyday' });
      if (rows.length) await api.addTransactions(accountId, rows);
    });
    return await work(api, accountId);
  } finally {
    await api.shutdown().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}
