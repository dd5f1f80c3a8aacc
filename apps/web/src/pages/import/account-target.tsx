import { Select, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, type ReactNode } from 'react';
import type { Account } from '../../api/types';
import { AccountFields, type AccountDraft } from '../../components/account-fields';
import { formatMoney } from '../../format/money';
import type { FileTarget } from './targets';
import classes from './import.module.css';

interface TargetProps {
  target: FileTarget;
  /** The only account of the file. */
  alone: boolean;
  accounts: readonly Account[];
  /** The id of an account, or `new`. */
  choice: string;
  onChoose: (choice: string) => void;
  draft: AccountDraft;
  errors: Record<string, ReactNode>;
  onDraft: (draft: AccountDraft) => void;
}

/** Which of our accounts an account of the file is; a new one is described right here. */
export function AccountTarget({ target, alone, accounts, choice, onChoose, draft, errors, onDraft }: TargetProps) {
  const options = [
    ...accounts.map(({ id, name, balanceMinor, currency }) => ({
      value: id,
      label: `${name} · ${formatMoney(balanceMinor, currency)}`,
    })),
    { value: 'new', label: '+ New account' },
  ];
  const known = target.accountId !== undefined && choice === target.accountId;
  const mismatch = target.currency !== undefined && accounts.find(({ id }) => id === choice)?.currency;
  return (
    <div className={classes.target}>
      {!alone && (
        <Text fw={550} mb={6}>
          {target.name} {target.ref && <span className={classes.ref}>{target.ref}</span>}
        </Text>
      )}
      {accounts.length > 0 && (
        <Select
          aria-label={alone ? 'Account' : `Account for ${target.name}`}
          data={options}
          value={choice}
          allowDeselect={false}
          onChange={(value) => value && onChoose(value)}
          description={known ? 'Recognised by the number in the file' : undefined}
          error={
            mismatch && mismatch !== target.currency
              ? `The file is in ${target.currency}, this account in ${mismatch}`
              : undefined
          }
        />
      )}
      {choice === 'new' && (
        <div className={accounts.length > 0 ? classes.newAccount : undefined}>
          <DraftFields draft={draft} errors={errors} onDraft={onDraft} />
        </div>
      )}
    </div>
  );
}

function DraftFields({ draft, errors, onDraft }: Pick<TargetProps, 'draft' | 'errors' | 'onDraft'>) {
  const form = useForm<AccountDraft>({ initialValues: draft, onValuesChange: onDraft });
  const { setErrors } = form;
  const stated = JSON.stringify(errors);
  useEffect(() => setErrors(JSON.parse(stated) as Record<string, string>), [stated, setErrors]);
  return <AccountFields form={form} brief />;
}
