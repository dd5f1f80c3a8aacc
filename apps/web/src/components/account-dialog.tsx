import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCreateAccount, useUpdateAccount } from '../api/accounts';
import { fieldErrors, isProblem, messageOf } from '../api/problem';
import type { Account } from '../api/types';
import { AccountFields, accountRules, draftOf, toAccountInput, type AccountDraft } from './account-fields';
import { notifyDone } from './notify';
import { ProblemNotice } from './problem-notice';

interface DialogProps {
  opened: boolean;
  onClose: () => void;
  /** The account to edit; a new one when absent. */
  account?: Account | undefined;
  onSaved?: (account: Account) => void;
}

/** Creates or edits an account. */
export function AccountDialog({ opened, onClose, account, onSaved }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={<Text fw={600}>{account ? 'Edit account' : 'Add an account'}</Text>}
    >
      <AccountForm key={account?.id} account={account} onClose={onClose} onSaved={onSaved} />
    </Modal>
  );
}

function AccountForm({ account, onClose, onSaved }: Omit<DialogProps, 'opened'>) {
  const create = useCreateAccount();
  const update = useUpdateAccount();
  const form = useForm<AccountDraft>({ initialValues: draftOf(account), validate: accountRules });
  const save = account ? update : create;

  const submit = form.onSubmit(async (draft) => {
    try {
      const input = toAccountInput(draft);
      const saved = account ? await update.mutateAsync({ id: account.id, ...input }) : await create.mutateAsync(input);
      notifyDone(account ? 'Account saved' : `${saved.name} added`);
      onClose();
      onSaved?.(saved);
    } catch (error) {
      form.setErrors(accountErrors(error));
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <AccountFields form={form} />
        {save.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {account ? 'Save' : 'Add account'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A refusal of the server, on the fields that it is about. */
export function accountErrors(error: unknown): Record<string, string> {
  if (isProblem(error, 'accounts.currency-in-use')) return { currency: messageOf(error) };
  const { openingBalanceMinor, ...fields } = fieldErrors(error);
  return { ...fields, ...(openingBalanceMinor && { openingBalance: openingBalanceMinor }) };
}
