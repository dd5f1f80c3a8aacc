import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useAccounts, useUpdateAccount } from '../../api/accounts';
import type { Account, ImportReport } from '../../api/types';
import { Money } from '../../components/money';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { formatDay } from '../../format/dates';
import { formatMoney } from '../../format/money';
import classes from './import.module.css';

type Balance = ImportReport['balances'][number];

/** What the bank says each account held, beside what the ledger says; a difference may be put right by the opening balance. */
export function BalanceChecks({ balances }: { balances: readonly Balance[] }) {
  const { data: accounts = [] } = useAccounts();
  if (balances.length === 0) return null;
  return (
    <Section title="Balance" flush>
      <ul className={classes.list}>
        {balances.map((balance) => (
          <Check key={balance.accountId} balance={balance} account={accounts.find(({ id }) => id === balance.accountId)} />
        ))}
      </ul>
    </Section>
  );
}

function Check({ balance, account }: { balance: Balance; account: Account | undefined }) {
  const { on, statedMinor, ledgerMinor, openingMinor, currency } = balance;
  const difference = statedMinor !== undefined && ledgerMinor !== undefined ? statedMinor - ledgerMinor : undefined;
  return (
    <li className={classes.skipped}>
      <span className={classes.skippedWords}>
        <strong>{account?.name ?? 'An account that is gone'}</strong>
        {openingMinor !== undefined && (
          <span>
            The account was empty, so its opening balance was set to {formatMoney(openingMinor, currency)} from the statement.
          </span>
        )}
        {on && difference === 0 && <span>Agrees with the bank on {formatDay(on)}.</span>}
        {on && statedMinor !== undefined && ledgerMinor !== undefined && difference !== 0 && (
          <span>
            The bank says {formatMoney(statedMinor, currency)} on {formatDay(on)}, the ledger {formatMoney(ledgerMinor, currency)}
            .
          </span>
        )}
      </span>
      {difference === 0 && <IconCheck size={20} className={classes.agrees} aria-label="Agrees" />}
      {difference !== undefined && difference !== 0 && (
        <>
          <Money minor={difference} currency={currency} flow />
          {account && <Adjust account={account} difference={difference} />}
        </>
      )}
    </li>
  );
}

/** Offered only while the account is still off by this much; then it is gone. */
function Adjust({ account, difference }: { account: Account; difference: number }) {
  const update = useUpdateAccount();
  if (update.isSuccess) return null;
  const adjust = async () => {
    try {
      await update.mutateAsync({ id: account.id, openingBalanceMinor: account.openingBalanceMinor + difference });
      notifyDone(`The opening balance of ${account.name} was adjusted`);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  return (
    <Button variant="light" size="compact-sm" className={classes.anyway} loading={update.isPending} onClick={() => void adjust()}>
      Adjust opening balance
    </Button>
  );
}
