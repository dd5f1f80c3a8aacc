import { Badge, Button, Group, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { useDeleteTransaction, useUpdateTransaction } from '../../api/transactions';
import type { Account, Transaction, TransactionChanges } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { DateField } from '../../components/date-field';
import { Money } from '../../components/money';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDayLong } from '../../format/dates';
import { toDecimal, toMinor } from '../../format/money';
import { AmountField } from './amount-field';
import { CategoryOrParts } from './category-or-parts';
import { ConvertedAmount } from './converted-amount';
import { OtherSide } from './other-side';
import { PayeeName } from './payee-name';
import { Receipts } from './receipts';
import { TransactionFacts } from './transaction-facts';
import { WhyCategory } from './why-category';
import classes from './detail.module.css';

interface DetailProps {
  transaction: Transaction;
  account: Account | undefined;
  tags: string[];
  onClose: () => void;
  onPick: (transaction: Transaction, categoryId: string | null) => void;
}

export function TransactionDetail({ transaction, account, tags, onClose, onPick }: DetailProps) {
  const update = useUpdateTransaction();
  const remove = useDeleteTransaction();
  const [deleting, setDeleting] = useState(false);
  const { currency } = transaction;
  const form = useForm({
    initialValues: {
      counterparty: transaction.counterparty ?? '',
      bookedOn: transaction.bookedOn,
      valueOn: transaction.valueOn ?? '',
      amount: toDecimal(transaction.amountMinor, currency),
      notes: transaction.notes ?? '',
      tags: transaction.tags,
    },
    validate: {
      bookedOn: (value) => (value ? null : 'A transaction has a date'),
      amount: (value) =>
        toMinor(value, currency) === undefined ? `An amount in ${currency}, for example ${toDecimal(-1299, currency)}` : null,
    },
  });

  const save = form.onSubmit((values) => {
    const changes: TransactionChanges = {};
    if (form.isDirty('counterparty')) changes.counterparty = values.counterparty.trim() || null;
    if (form.isDirty('bookedOn')) changes.bookedOn = values.bookedOn;
    if (form.isDirty('valueOn')) changes.valueOn = values.valueOn || null;
    if (form.isDirty('amount')) changes.amountMinor = toMinor(values.amount, currency);
    if (form.isDirty('notes')) changes.notes = values.notes.trim() || null;
    if (form.isDirty('tags')) changes.tags = values.tags;
    update.mutate(
      { id: transaction.id, changes },
      {
        onSuccess: () => notifyDone('Saved'),
        onError: (error) => {
          const { amountMinor, ...fields } = fieldErrors(error);
          form.setErrors({ ...fields, ...(amountMinor && { amount: amountMinor }) });
        },
      },
    );
  });

  return (
    // A file dropped here is a receipt, not a statement: the page behind must not hear of it.
    <form onSubmit={save} onDragEnter={(event) => event.stopPropagation()}>
      <div className={classes.top}>
        <Money minor={transaction.amountMinor} currency={currency} size="xl" strong flow />
        <ConvertedAmount transaction={transaction} />
        <PayeeName payee={transaction.payee} onLeave={onClose} />
        <Group gap={8} mt={2}>
          <Text c="dimmed">
            {formatDayLong(transaction.bookedOn)}
            {account && ` · ${account.name}`}
          </Text>
          {transaction.status === 'pending' && (
            <Badge color="gray" variant="light">
              Pending
            </Badge>
          )}
        </Group>
      </div>
      <Stack gap="md">
        <div>
          <CategoryOrParts transaction={transaction} onPick={onPick} />
          <WhyCategory transaction={transaction} onLeave={onClose} />
        </div>
        <OtherSide transaction={transaction} />
        <TextInput label="Counterparty" placeholder="Who it was with" maxLength={200} {...form.getInputProps('counterparty')} />
        <Group grow align="flex-start">
          <DateField
            label="Date"
            {...form.getInputProps('bookedOn')}
            value={form.values.bookedOn}
            onChange={(day) => form.setFieldValue('bookedOn', day ?? '')}
          />
          <DateField
            label="Value date"
            {...form.getInputProps('valueOn')}
            value={form.values.valueOn}
            onChange={(day) => form.setFieldValue('valueOn', day ?? '')}
          />
        </Group>
        <AmountField
          currency={currency}
          disabled={transaction.isSplit}
          description={transaction.isSplit ? 'The parts add up to it: change it with them.' : undefined}
          {...form.getInputProps('amount')}
        />
        <TagsInput
          label="Tags"
          placeholder={form.values.tags.length ? '' : 'Type and press Enter'}
          data={tags}
          maxTags={50}
          {...form.getInputProps('tags')}
        />
        <Textarea label="Notes" autosize minRows={2} maxLength={2000} {...form.getInputProps('notes')} />
        <Receipts transactionId={transaction.id} />
        <TransactionFacts transaction={transaction} />
        {update.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={update.error} />}
        <div className={classes.actions}>
          <Button variant="subtle" color="red" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>
            Delete
          </Button>
          <Group gap="xs">
            <Button variant="default" onClick={form.isDirty() ? form.reset : onClose}>
              {form.isDirty() ? 'Discard' : 'Close'}
            </Button>
            <Button type="submit" disabled={!form.isDirty()} loading={update.isPending}>
              Save
            </Button>
          </Group>
        </div>
      </Stack>
      <Confirm
        opened={deleting}
        onClose={() => setDeleting(false)}
        title="Delete this transaction?"
        action="Delete"
        onConfirm={async () => {
          await remove.mutateAsync(transaction.id);
          notifyDone('Transaction deleted');
          onClose();
        }}
      >
        It is removed for good and the balance of {account?.name ?? 'its account'} changes.
      </Confirm>
    </form>
  );
}
