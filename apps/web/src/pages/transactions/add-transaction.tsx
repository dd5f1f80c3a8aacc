import { Button, Group, Modal, SegmentedControl, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { fieldErrors } from '../../api/problem';
import { useCreateTransaction } from '../../api/transactions';
import type { Account } from '../../api/types';
import { CategorySelect } from '../../components/category-select';
import { DateField } from '../../components/date-field';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { today } from '../../format/dates';
import { toMinor } from '../../format/money';
import { AmountField } from './amount-field';

interface AddProps {
  opened: boolean;
  onClose: () => void;
  accounts: readonly Account[];
  tags: string[];
}

/** A transaction written by hand. */
export function AddTransaction({ opened, onClose, accounts, tags }: AddProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>Add a transaction</Text>} size="lg">
      <AddForm onClose={onClose} accounts={accounts} tags={tags} />
    </Modal>
  );
}

function AddForm({ onClose, accounts, tags }: Omit<AddProps, 'opened'>) {
  const create = useCreateTransaction();
  const form = useForm({
    initialValues: {
      accountId: accounts[0]?.id ?? '',
      way: 'out',
      amount: '',
      bookedOn: today(),
      description: '',
      counterparty: '',
      categoryId: null as string | null,
      notes: '',
      tags: [] as string[],
    },
    validate: {
      amount: (value, { accountId }) => {
        const minor = toMinor(value, currencyOf(accountId));
        return minor === undefined || minor <= 0 ? 'An amount above zero' : null;
      },
      description: (value) => (value.trim() ? null : 'What was it?'),
      bookedOn: (value) => (value ? null : 'When was it?'),
      accountId: (value) => (value ? null : 'Choose an account'),
    },
  });
  const currencyOf = (id: string) => accounts.find((account) => account.id === id)?.currency ?? 'EUR';
  const currency = currencyOf(form.values.accountId);

  const submit = form.onSubmit(
    ({ accountId, way, amount, bookedOn, description, counterparty, categoryId, notes, tags: chosen }) => {
      const minor = toMinor(amount, currency) ?? 0;
      create.mutate(
        {
          accountId,
          bookedOn,
          amountMinor: way === 'out' ? -minor : minor,
          description: description.trim(),
          ...(counterparty.trim() && { counterparty: counterparty.trim() }),
          ...(categoryId && { categoryId }),
          ...(notes.trim() && { notes: notes.trim() }),
          ...(chosen.length && { tags: chosen }),
        },
        {
          onSuccess: () => {
            notifyDone('Transaction added');
            onClose();
          },
          onError: (error) => {
            const { amountMinor, ...fields } = fieldErrors(error);
            form.setErrors({ ...fields, ...(amountMinor && { amount: amountMinor }) });
          },
        },
      );
    },
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <SegmentedControl
          aria-label="Direction"
          fullWidth
          data={[
            { value: 'out', label: 'Money out' },
            { value: 'in', label: 'Money in' },
          ]}
          {...form.getInputProps('way')}
        />
        <Group grow align="flex-start">
          <AmountField currency={currency} placeholder="0.00" {...form.getInputProps('amount')} data-autofocus />
          <DateField
            label="Date"
            {...form.getInputProps('bookedOn')}
            value={form.values.bookedOn}
            onChange={(day) => form.setFieldValue('bookedOn', day ?? '')}
          />
        </Group>
        <TextInput label="Description" placeholder="Lunch with Sam" maxLength={2000} {...form.getInputProps('description')} />
        <Group grow align="flex-start">
          <Select
            label="Account"
            data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            allowDeselect={false}
            {...form.getInputProps('accountId')}
          />
          <TextInput label="Counterparty" placeholder="Optional" maxLength={200} {...form.getInputProps('counterparty')} />
        </Group>
        <CategorySelect
          label="Category"
          placeholder="Steward decides"
          value={form.values.categoryId}
          onChange={(id) => form.setFieldValue('categoryId', id)}
          error={form.errors['categoryId']}
          clearable
          creatable
        />
        <TagsInput label="Tags" placeholder="Optional" data={tags} maxTags={50} {...form.getInputProps('tags')} />
        <Textarea label="Notes" placeholder="Optional" autosize minRows={2} maxLength={2000} {...form.getInputProps('notes')} />
        {create.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Add transaction
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
