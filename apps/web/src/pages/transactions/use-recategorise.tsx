import { useState } from 'react';
import { useCategories } from '../../api/categories';
import { countAlike, useDecideAlike, useUndoReview } from '../../api/review';
import { suggestionFor } from '../../api/rules';
import { useUpdateTransaction } from '../../api/transactions';
import type { RuleSuggestion, Transaction } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { formatCount, plural } from '../../format/text';

/** Changes a category at once, offers to undo it, to change its like, and a rule for what was corrected before. */
export function useRecategorise() {
  const tree = useCategories();
  const update = useUpdateTransaction();
  const alike = useDecideAlike();
  const undo = useUndoReview();
  const [offer, setOffer] = useState<RuleSuggestion>();

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
          const [others, suggestion] = categoryId
            ? await Promise.all([countAlike(id).catch(() => 0), suggestionFor(id).catch(() => undefined)])
            : [0, undefined];
          const actions = [{ label: 'Undo', run: () => update.mutate({ id, changes: { categoryId: before ?? null } }) }];
          if (others > 0) actions.push({ label: `${formatCount(others)} more like it`, run: () => follow(id) });
          if (suggestion?.categoryId === categoryId && suggestion) {
            actions.push({ label: 'Always for this merchant', run: () => setOffer(suggestion) });
          }
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
