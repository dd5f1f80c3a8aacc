import { useState } from 'react';
import { useCategories } from '../../api/categories';
import { useUpdateTransaction } from '../../api/transactions';
import type { Transaction } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { merchantText } from './merchant-text';

/** What a rule is offered for: the merchant and the category a person has just chosen for it. */
export interface RuleOffer {
  contains: string;
  categoryId: string;
}

/** Changes a category at once, offers to undo it, and to make it a rule. */
export function useRecategorise() {
  const tree = useCategories();
  const update = useUpdateTransaction();
  const [offer, setOffer] = useState<RuleOffer>();

  const recategorise = (transaction: Transaction, categoryId: string | null) => {
    const { id, categoryId: before } = transaction;
    update.mutate(
      { id, changes: { categoryId } },
      {
        onError: (error) => notifyProblem(error, 'The category was not changed'),
        onSuccess: () => {
          const actions = [{ label: 'Undo', run: () => update.mutate({ id, changes: { categoryId: before ?? null } }) }];
          if (categoryId)
            actions.push({
              label: 'Always for this merchant',
              run: () => setOffer({ contains: merchantText(transaction).toLowerCase(), categoryId }),
            });
          const confirmed = before === categoryId;
          notifyDone(
            <>
              <strong>{transaction.payee.name}</strong> {confirmed ? 'stays' : 'is now'} {tree.nameOf(categoryId)}
            </>,
            confirmed ? actions.slice(1) : actions,
          );
        },
      },
    );
  };

  return { recategorise, offer, closeOffer: () => setOffer(undefined) };
}
