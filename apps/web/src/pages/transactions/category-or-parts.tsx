import { Button, Group, Text } from '@mantine/core';
import { IconArrowsSplit2, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useUpdateTransaction } from '../../api/transactions';
import type { Split, Transaction } from '../../api/types';
import { CategoryLabel, explainDecision, needsReview } from '../../components/category-chip';
import { CategorySelect } from '../../components/category-select';
import { Money } from '../../components/money';
import { notifyDone, notifyProblem } from '../../components/notify';
import { SplitEditor } from './split-editor';
import classes from './detail.module.css';
import split from './splits.module.css';

interface Props {
  transaction: Transaction;
  onPick: (transaction: Transaction, categoryId: string | null) => void;
}

/** What a transaction was for: one category, or parts with one each. */
export function CategoryOrParts({ transaction, onPick }: Props) {
  const [dividing, setDividing] = useState(false);
  if (dividing) return <SplitEditor transaction={transaction} onDone={() => setDividing(false)} />;
  if (transaction.splits) {
    return <Parts transaction={transaction} splits={transaction.splits} onEdit={() => setDividing(true)} />;
  }
  const review = needsReview(transaction) && transaction.categoryId;
  return (
    <div>
      <CategorySelect
        label="Category"
        value={transaction.categoryId}
        clearable
        creatable
        onChange={(categoryId) => onPick(transaction, categoryId)}
      />
      <Group justify="space-between" mt={6} gap="xs" wrap="nowrap">
        <Text size="sm" className={review ? classes.review : classes.calm}>
          {explainDecision(transaction)}
        </Text>
        <Group gap={4} wrap="nowrap">
          {review && (
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconCheck size={14} />}
              onClick={() => onPick(transaction, transaction.categoryId ?? null)}
            >
              Confirm
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowsSplit2 size={14} />}
            onClick={() => setDividing(true)}
          >
            Divide
          </Button>
        </Group>
      </Group>
    </div>
  );
}

function Parts({ transaction, splits, onEdit }: { transaction: Transaction; splits: Split[]; onEdit: () => void }) {
  const update = useUpdateTransaction();
  const unite = () =>
    update.mutate(
      { id: transaction.id, changes: { splits: null } },
      {
        onSuccess: () =>
          notifyDone('Whole again, with the category of the largest part', [
            { label: 'Undo', run: () => update.mutate({ id: transaction.id, changes: { splits } }) },
          ]),
        onError: (error) => notifyProblem(error, 'It stays divided'),
      },
    );
  return (
    <section aria-label="Parts">
      <div className={split.head}>
        <span>Divided into {splits.length} parts</span>
        <Group gap={4} wrap="nowrap">
          <Button size="compact-sm" variant="subtle" onClick={onEdit}>
            Edit
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" loading={update.isPending} onClick={unite}>
            Make whole
          </Button>
        </Group>
      </div>
      <ul className={split.parts}>
        {splits.map(({ amountMinor, categoryId, notes }, i) => (
          <li key={i} className={split.part}>
            <span>
              <CategoryLabel id={categoryId} />
              {notes && <span className={split.notes}>{notes}</span>}
            </span>
            <Money minor={amountMinor} currency={transaction.currency} flow />
          </li>
        ))}
      </ul>
    </section>
  );
}
