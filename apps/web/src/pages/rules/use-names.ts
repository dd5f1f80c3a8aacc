import { useAccounts } from '../../api/accounts';
import { useCategories } from '../../api/categories';
import { homeCurrency } from '../../format/money';
import type { Names } from './describe-rule';

/** Names of what rules hold as ids. */
export function useNames(): Names {
  const tree = useCategories();
  const { data: accounts } = useAccounts();
  return {
    category: (id) => tree.nameOf(id),
    account: (id) => accounts?.find((account) => account.id === id)?.name ?? 'a deleted account',
    currency: accounts?.[0]?.currency ?? homeCurrency(),
  };
}
