import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import type { Account, AccountType, CreateAccountInput } from '../api/types';
import { currencyChoices, homeCurrency, toDecimal, toMinor } from '../format/money';
import { accountTypeLabels } from './account-icon';

/** An account as it is typed. */
export interface AccountDraft {
  name: string;
  type: AccountType;
  currency: string;
  openingBalance: string;
  institution: string;
  bankRef: string;
}

export function draftOf(account?: Partial<Account>): AccountDraft {
  const currency = account?.currency ?? homeCurrency();
  return {
    name: account?.name ?? '',
    type: account?.type ?? 'checking',
    currency,
    openingBalance: account?.openingBalanceMinor ? toDecimal(account.openingBalanceMinor, currency) : '',
    institution: account?.institution ?? '',
    bankRef: account?.bankRef ?? '',
  };
}

export const accountRules = {
  name: (value: string) => (value.trim() ? null : 'Give the account a name'),
  openingBalance: (value: string, { currency }: AccountDraft) =>
    value.trim() === '' || toMinor(value, currency) !== undefined
      ? null
      : `An amount in ${currency}, for example ${toDecimal(125000, currency)}`,
};

export function toAccountInput({ name, type, currency, openingBalance, institution, bankRef }: AccountDraft): CreateAccountInput {
  return {
    name: name.trim(),
    type,
    currency,
    openingBalanceMinor: toMinor(openingBalance, currency) ?? 0,
    ...(institution.trim() && { institution: institution.trim() }),
    ...(bankRef.trim() && { bankRef: bankRef.trim() }),
  };
}

const TYPES = Object.entries(accountTypeLabels).map(([value, label]) => ({ value, label }));

/** The fields of an account, in a dialog or in the middle of an import. */
export function AccountFields({ form, brief = false }: { form: UseFormReturnType<AccountDraft>; brief?: boolean }) {
  const currencies = useMemo(() => currencyChoices(), []);
  return (
    <Stack gap="sm">
      <TextInput label="Name" placeholder="Everyday account" maxLength={100} {...form.getInputProps('name')} />
      <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap" gap="sm">
        <Select label="Type" data={TYPES} allowDeselect={false} miw={150} {...form.getInputProps('type')} />
        <Select
          label="Currency"
          data={currencies}
          searchable
          allowDeselect={false}
          miw={170}
          nothingFoundMessage="No such currency"
          {...form.getInputProps('currency')}
        />
        <TextInput
          label="Opening balance"
          inputMode="decimal"
          placeholder="0.00"
          miw={130}
          rightSection={
            <Text size="xs" c="dimmed">
              {form.values.currency}
            </Text>
          }
          rightSectionWidth={48}
          {...form.getInputProps('openingBalance')}
        />
      </Group>
      {!brief && (
        <>
          <TextInput label="Bank" placeholder="Optional" maxLength={100} {...form.getInputProps('institution')} />
          <TextInput
            label="Number or name at the bank"
            description="Files that name it are recognised as this account’s"
            placeholder="Optional"
            maxLength={100}
            {...form.getInputProps('bankRef')}
          />
        </>
      )}
    </Stack>
  );
}
