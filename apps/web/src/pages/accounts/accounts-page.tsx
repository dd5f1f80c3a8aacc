import { Button, Skeleton } from '@mantine/core';
import { IconArchive, IconPlus, IconWallet } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAccounts, useBalances } from '../../api/accounts';
import type { Account, ConvertedTotal } from '../../api/types';
import { AccountDialog } from '../../components/account-dialog';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDay } from '../../format/dates';
import { currencyLabel } from '../../format/money';
import { plural } from '../../format/text';
import { AccountRow } from './account-row';
import { DeleteAccount } from './delete-account';
import classes from './accounts.module.css';

export default function AccountsPage() {
  const { data, error, isPending, refetch } = useAccounts();
  const [editing, setEditing] = useState<Account | 'new'>();
  const [deleting, setDeleting] = useState<Account>();
  const open = data?.filter(({ archived }) => !archived) ?? [];
  const archived = data?.filter((account) => account.archived) ?? [];
  const rows = (accounts: Account[]) =>
    accounts.map((account) => <AccountRow key={account.id} account={account} onEdit={setEditing} onDelete={setDeleting} />);
  return (
    <Page
      title="Accounts"
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
          Add account
        </Button>
      }
    >
      {error && data === undefined && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && [0, 1, 2].map((row) => <Skeleton key={row} height={72} mb={10} radius="lg" />)}
      {data && data.length > 0 && <Totals />}
      {data?.length === 0 && (
        <Section>
          <EmptyState
            icon={IconWallet}
            title="No accounts yet"
            actions={<Button onClick={() => setEditing('new')}>Add your first account</Button>}
          >
            An account is anything that holds money: a current account, a card, savings, the cash in your pocket. Importing a file
            can create one too.
          </EmptyState>
        </Section>
      )}
      {open.length > 0 && (
        <Section flush>
          <ul className={classes.list}>{rows(open)}</ul>
        </Section>
      )}
      {archived.length > 0 && (
        <details className={classes.archived}>
          <summary>
            <IconArchive size={15} aria-hidden /> {plural(archived.length, 'archived account')}
          </summary>
          <Section flush>
            <ul className={classes.list}>{rows(archived)}</ul>
          </Section>
        </details>
      )}
      <AccountDialog
        opened={editing !== undefined}
        account={editing === 'new' ? undefined : editing}
        onClose={() => setEditing(undefined)}
      />
      <DeleteAccount account={deleting} onClose={() => setDeleting(undefined)} />
    </Page>
  );
}

/** One sum a currency, and all of it in the reporting currency where there are several. */
function Totals() {
  const { data } = useBalances();
  return (
    <div className={classes.totals}>
      {data && data.totals.length > 1 && <Together {...data.reporting} />}
      {(data?.totals ?? []).map(({ currency, balanceMinor }) => (
        <div key={currency} className={classes.total}>
          <span className={classes.totalName}>{currencyLabel(currency)}</span>
          <Money minor={balanceMinor} currency={currency} size="xl" strong />
        </div>
      ))}
      {!data && [0, 1].map((each) => <Skeleton key={each} height={78} radius="lg" />)}
    </div>
  );
}

function Together({ currency, totalMinor, rateDay, missing }: ConvertedTotal) {
  const notes = [
    rateDay && `At the rates of ${formatDay(rateDay)}`,
    missing.length > 0 && `without ${missing.join(', ')}: no rate is known`,
  ].filter(Boolean);
  return (
    <Link to="/currencies" className={classes.total}>
      <span className={classes.totalName}>Together in {currency}</span>
      <Money minor={totalMinor} currency={currency} size="xl" strong />
      {notes.length > 0 && <span className={classes.totalName}>{notes.join(', ')}</span>}
    </Link>
  );
}
