import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeneratedRow } from '../statement.js';

/** The little that is used of @actual-app/api, which only bench/package.json installs. */
interface ActualApi {
  init(options: { dataDir: string; verbose?: boolean }): Promise<unknown>;
  runImport(budgetName: string, work: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string }, initialBalance?: number): Promise<string>;
  importTransactions(accountId: string, rows: object[]): Promise<{ added: string[]; updated: string[]; errors?: unknown[] }>;
  shutdown(): Promise<void>;
}

export interface ActualTimes {
  rows: number;
  seconds: number;
  reimportSeconds: number;
  added: number;
  addedAgain: number;
}

/** Actual Budget imports the same rows, twice, into a new budget on this machine, without a server. */
export async function measureActual(rows: readonly GeneratedRow[]): Promise<ActualTimes> {
  const packageName = '@actual-app/api';
  const api = (await import(packageName)) as ActualApi;
  const folder = await mkdtemp(join(tmpdir(), 'actual-bench-'));
  try {
    await api.init({ dataDir: folder, verbose: false });
    let accountId = '';
    await api.runImport('bench', async () => {
      accountId = await api.createAccount({ name: 'Everyday' });
    });
    const transactions = rows.map(({ date, amountMinor, description }) => ({
      account: accountId,
      date,
      amount: amountMinor,
      payee_name: description,
      imported_payee: description,
    }));
    const first = await timed(() => api.importTransactions(accountId, structuredClone(transactions)));
    const second = await timed(() => api.importTransactions(accountId, structuredClone(transactions)));
    await api.shutdown();
    return {
      rows: rows.length,
      seconds: first.seconds,
      reimportSeconds: second.seconds,
      added: first.result.added.length,
      addedAgain: second.result.added.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}
