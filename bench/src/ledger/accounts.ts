import { generateStatement, type GeneratedRow } from '../statement.js';

/** The accounts of one busy person, and the transfers between them. */
export interface GeneratedAccounts {
  /** Rows of each account, oldest first. */
  accounts: GeneratedRow[][];
  /** Transfers: each is two rows of opposite amounts in two accounts, at most three days apart. */
  transfers: number;
}

const DAY_MS = 86_400_000;

/**
 * @param count of rows in all accounts together
 * @param accounts among which they are spread evenly
 * @param share of the rows that are legs of transfers
 */
export function generateAccounts(count: number, accounts = 4, share = 0.04): GeneratedAccounts {
  const transfers = Math.round((count * share) / 2);
  const rows = Array.from(
    { length: accounts },
    (_, i) => generateStatement(Math.floor((count - 2 * transfers) / accounts), i + 1).rows,
  );
  const first = Date.UTC(2021, 0, 1);
  for (let i = 0; i < transfers; i++) {
    const from = i % accounts;
    const to = (from + 1 + (i % (accounts - 1))) % accounts;
    const day = first + Math.floor((i / transfers) * 5 * 365) * DAY_MS;
    const arrives = day + (i % 4) * DAY_MS;
    // Round amounts recur, odd ones hardly: both kinds are to be told apart from purchases.
    const amountMinor = i % 3 === 0 ? 50_00 * (1 + (i % 20)) : 1_000_00 + ((i * 7_919) % 400_000);
    rows[from]!.push({ date: dateOf(day), amountMinor: -amountMinor, description: `TRANSFER TO ACCOUNT ${to + 1} REF ${i}` });
    rows[to]!.push({ date: dateOf(arrives), amountMinor, description: `TRANSFER FROM ACCOUNT ${from + 1} REF ${i}` });
  }
  for (const each of rows) each.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { accounts: rows, transfers };
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
