import { useState } from 'react';
import { useCategories } from '../../api/categories';
import { countAlike, useDecideAlike, useUndoReview } from '../../api/review';
import { useUpdateTransaction } from '../../api/transactions';
import type { Transaction } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { formatCount, plural } from '../../format/text';
import { merchantText } from './merchant-text';

/** What a rule is offered for: the merchant and the category a person has just chosen for it. */
export interface RuleOffer {
  contains: string;
  categoryId: string;
}

/** Changes a category at once, offers to undo it, to change its like, and to make it a rule. */
export function useRecategorise() {
  const tree = useCategories();
  const update = useUpdateTransaction();
  const alike = useDecideAlike();
  const undo = useUndoReview();
  const [offer, setOffer] = useState<RuleOffer>();

  const follow = (id: string) =>
    alike.mutate(id, {
      onError: (error) => notifyProblem(error, 'The others were not changed'),
      onSuccess: (act) =>
        notifyDone(`${plural(act.affected, 'transaction')} changed too`, [{ label: 'Undo', run: () => undo.mutate(act.id) }]),
    });

  const recategorise = (transaction: Transaction, categoryId: string | null) => {
    const { id, categoryId: before } = transaction;
    update.mutate(
      { id, changes: { categoryId } },
      {
        onError: (error) => notifyProblem(error, 'The category was not changed'),
        onSuccess: async () => {
          const others = categoryId ? await countAlike(id).catch(() => 0) : 0;
          const actions = [{ label: 'Undo', run: () => update.mutate({ id, changes: { categoryId: before ?? null } }) }];
          if (others > 0) actions.push({ label: `${formatCount(others)} more like it`, run: () => follow(id) });
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
