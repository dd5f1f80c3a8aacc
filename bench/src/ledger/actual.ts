import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeRequests } from '../latency.js';
import type { GeneratedRow } from '../statement.js';

/** The little that is used of @actual-app/api, which only bench/package.json installs. */
interface Query {
  filter(conditions: object): Query;
  orderBy(order: object): Query;
  limit(rows: number): Query;
  offset(rows: number): Query;
  select(fields: unknown): Query;
  groupBy(fields: unknown): Query;
  calculate(expression: object): Query;
}
interface ActualApi {
  init(options: { dataDir: string; verbose?: boolean }): Promise<unknown>;
  runImport(budgetName: string, work: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string }, initialBalance?: number): Promise<string>;
  addTransactions(accountId: string, rows: object[]): Promise<unknown>;
  aqlQuery(query: Query): Promise<{ data: unknown }>;
  q(table: string): Query;
  shutdown(): Promise<void>;
}

/** Milliseconds of each request. */
export interface ActualTimes {
  rows: number;
  list: number[];
  filter: number[];
  search: number[];
  balance: number[];
  months: number[];
}

const REQUESTS = 40;
const PAGE = 100;

/** Actual Budget asked the same kinds of questions by its own query language, on this machine, without a server. */
export async function measureActual(rows: readonly GeneratedRow[]): Promise<ActualTimes> {
  const packageName = '@actual-app/api';
  const api = (await import(packageName)) as ActualApi;
  const folder = await mkdtemp(join(tmpdir(), 'actual-bench-'));
  try {
    await api.init({ dataDir: folder, verbose: false });
    let account = '';
    await api.runImport('bench', async () => {
      account = await api.createAccount({ name: 'Everyday' });
      await api.addTransactions(
        account,
        rows.map(({ date, amountMinor, description }) => ({
          date,
          amount: amountMinor,
          payee_name: description.slice(0, 12),
          notes: description,
        })),
      );
    });
    const ask = (query: Query) => api.aqlQuery(query);
    const page = (query: Query) => ask(query.select('*').orderBy({ date: 'desc' }).limit(PAGE));
    const from = () => api.q('transactions');
    return {
      rows: rows.length,
      list: await timeRequests(REQUESTS, (i) => page(from().offset(((i * 97) % 50) * PAGE))),
      filter: await timeRequests(REQUESTS, (i) => page(from().filter({ amount: { $gte: -10_000 - i, $lte: -5_000 } }))),
      search: await timeRequests(REQUESTS, (i) => page(from().filter({ notes: { $like: `%${i % 2 ? 'berlin' : 'netflix'}%` } }))),
      balance: await timeRequests(REQUESTS, () => ask(from().calculate({ $sum: '$amount' }))),
      months: await timeRequests(REQUESTS, () =>
        ask(
          from()
            .groupBy({ $month: '$date' })
            .select([{ month: { $month: '$date' } }, { total: { $sum: '$amount' } }]),
        ),
      ),
    };
  } finally {
    await api.shutdown().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}
