import { withActual } from '../actual-budget.js';
import type { GeneratedRow } from '../statement.js';

export interface ActualTimes {
  rows: number;
  seconds: number;
  reimportSeconds: number;
  added: number;
  addedAgain: number;
}

/** Actual Budget imports the same rows, twice. */
export async function measureActual(rows: readonly GeneratedRow[]): Promise<ActualTimes> {
  return withActual([], async (api, account) => {
    const transactions = rows.map(({ date, amountMinor, description }) => ({
      account,
      date,
      amount: amountMinor,
      payee_name: description,
      imported_payee: description,
    }));
    const first = await timed(() => api.importTransactions(account, structuredClone(transactions)));
    const second = await timed(() => api.importTransactions(account, structuredClone(transactions)));
    return {
      rows: rows.length,
      seconds: first.seconds,
      reimportSeconds: second.seconds,
      added: first.result.added.length,
      addedAgain: second.result.added.length,
    };
  });
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}
