import { queryClient } from './client';

/** Everything that follows from transactions: lists, counts, balances, budgets. */
export async function refreshLedger(): Promise<void> {
  await Promise.all(
    ['transactions', 'transaction', 'accounts', 'balances', 'budgets', 'goals'].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key] }),
    ),
  );
}

/** As above, and what a category's change touches besides. */
export async function refreshCategories(): Promise<void> {
  await Promise.all(['categories', 'rules'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  await refreshLedger();
}
