import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BankRow } from './bank-file.js';

/** The little of `@actual-app/api` that is used; the package itself is installed in bench/ alone. */
interface Actual {
  init(options: { dataDir: string; verbose?: boolean }): Promise<unknown>;
  runImport(budgetName: string, run: () => Promise<void>): Promise<void>;
  createAccount(account: { name: string }, initialBalance: number): Promise<string>;
  importTransactions(
    accountId: string,
    rows: { account: string; date: string; amount: number; payee_name: string; imported_payee: string }[],
  ): Promise<{ added: string[]; updated: string[]; errors?: unknown[] }>;
  shutdown(): Promise<void>;
}

export interface ActualImport {
  seconds: number;
  added: number;
  reimportSeconds: number;
  addedAgain: number;
}

/** The same rows into Actual, offline in a folder of its own, and once more. */
export async function importIntoActual(rows: readonly BankRow[]): Promise<ActualImport> {
  const dataDir = await mkdtemp(join(tmpdir(), 'actual-bench-'));
  // Named by a variable, so that the types of the repository do not need the package.
  const name = '@actual-app/api';
  const actual = (await import(name)) as Actual;
  const printed = silence();
  try {
    await actual.init({ dataDir, verbose: false });
    let account = '';
    await actual.runImport('bench', async () => {
      account = await actual.createAccount({ name: 'Everyday' }, 0);
    });
    const transactions = rows.map(({ date, amountMinor, description }) => ({
      account,
      date,
      amount: amountMinor,
      payee_name: description,
      imported_payee: description,
    }));
    const once = async () => {
      const started = performance.now();
      const { added } = await actual.importTransactions(account, transactions);
      return { seconds: (performance.now() - started) / 1000, added: added.length };
    };
    const first = await once();
    const again = await once();
    return { ...first, reimportSeconds: again.seconds, addedAgain: again.added };
  } finally {
    await actual.shutdown().catch(() => {});
    printed.restore();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Actual tells the console what it does; a benchmark's output is its own. */
function silence(): { restore(): void } {
  const { log, info, debug } = console;
  const nothing = (): void => {};
  Object.assign(console, { log: nothing, info: nothing, debug: nothing });
  return { restore: () => void Object.assign(console, { log, info, debug }) };
}
