import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFileImport, IconListCheck, IconPlus, IconSearchOff } from '@tabler/icons-react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useAccounts } from '../../api/accounts';
import { useTotal, useTransactions } from '../../api/transactions';
import type { Account, Transaction } from '../../api/types';
import { EmptyState } from '../../components/empty-state';
import { Page } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount } from '../../format/text';
import { layout } from '../../theme/tokens';
import { AddTransaction } from './add-transaction';
import { BulkBar } from './bulk-bar';
import { FilterBar } from './filter-bar';
import { isFiltered } from './filter-url';
import { FirstSkeleton } from './first-skeleton';
import { RuleOfferDialog } from './rule-offer';
import { TransactionCards } from './transaction-cards';
import { TransactionDrawer } from './transaction-drawer';
import { TransactionTable, type ListProps } from './transaction-table';
import { useRecategorise } from './use-recategorise';
import { useSelection } from './use-selection';
import { useView } from './use-view';

const NO_ACCOUNTS: Account[] = [];

export default function TransactionsPage() {
  const view = useView();
  const { filter, sort, order } = view;
  const phone = useMediaQuery(`(max-width: ${layout.phoneBelow})`, undefined, { getInitialValueInEffect: false });
  const { data, isPending, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTransactions({
    filter,
    sort,
    order,
  });
  const accountList = useAccounts().data ?? NO_ACCOUNTS;
  const accounts = useMemo(() => new Map(accountList.map((account) => [account.id, account])), [accountList]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const tags = useMemo(() => [...new Set(rows.flatMap((row) => row.tags))].sort(), [rows]);
  const total = useTotal(filter, data?.pages[0]);
  const selection = useSelection(ids, filter, total);
  const { recategorise, offer, closeOffer } = useRecategorise();
  const [openId, setOpenId] = useState<string>();
  const [adding, setAdding] = useState(false);
  const [selecting, setSelecting] = useState(false);

  // Rows are drawn once for as long as these stay the same functions; the ref gives them the present one.
  const pick = useRef(recategorise);
  useLayoutEffect(() => {
    pick.current = recategorise;
  });
  const onPick = useCallback((transaction: Transaction, categoryId: string | null) => pick.current(transaction, categoryId), []);
  const onOpen = useCallback(({ id }: Transaction) => setOpenId(id), []);
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);

  const list: ListProps = {
    rows,
    accounts,
    total,
    hasMore: hasNextPage,
    loadMore,
    view,
    selection,
    onOpen,
    onPick,
    blocked: openId !== undefined || adding || offer !== undefined,
  };
  return (
    <Page
      title="Transactions"
      width="wide"
      aside={total !== undefined && formatCount(total)}
      actions={
        <>
          {phone && rows.length > 0 && (
            <Tooltip label="Choose several">
              <ActionIcon
                size="lg"
                variant={selecting ? 'light' : 'default'}
                aria-label="Choose several"
                aria-pressed={selecting}
                onClick={() => {
                  setSelecting(!selecting);
                  selection.clear();
                }}
              >
                <IconListCheck size={18} />
              </ActionIcon>
            </Tooltip>
          )}
          {!phone && (
            <Button variant="default" component={Link} to="/import" leftSection={<IconFileImport size={16} />}>
              Import
            </Button>
          )}
          {phone ? (
            <ActionIcon
              size="lg"
              variant="filled"
              color="iris"
              aria-label="Add a transaction"
              onClick={() => setAdding(true)}
              disabled={accountList.length === 0}
            >
              <IconPlus size={18} />
            </ActionIcon>
          ) : (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} disabled={accountList.length === 0}>
              Add
            </Button>
          )}
        </>
      }
    >
      <FilterBar view={view} accounts={accountList} tags={tags} />
      {isPending ? (
        <FirstSkeleton />
      ) : isError && rows.length === 0 ? (
        <div style={{ padding: '0 32px' }}>
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        </div>
      ) : rows.length === 0 ? (
        <Nothing filtered={isFiltered(filter)} clear={view.clear} />
      ) : phone ? (
        <TransactionCards {...list} selecting={selecting} />
      ) : (
        <TransactionTable {...list} />
      )}
      <BulkBar selection={selection} rows={rows} total={total} tags={tags} />
      <TransactionDrawer id={openId} accounts={accounts} tags={tags} onClose={() => setOpenId(undefined)} onPick={onPick} />
      <RuleOfferDialog offer={offer} onClose={closeOffer} />
      <AddTransaction
        opened={adding}
        onClose={() => setAdding(false)}
        accounts={accountList.filter(({ archived }) => !archived)}
        tags={tags}
      />
    </Page>
  );
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  return filtered ? (
    <EmptyState
      icon={IconSearchOff}
      title="Nothing matches"
      actions={
        <Button variant="default" onClick={clear}>
          Clear the filter
        </Button>
      }
    >
      No transaction meets all of these conditions. Take one away, or search for the beginning of a word.
    </EmptyState>
  ) : (
    <EmptyState
      icon={IconFileImport}
      title="No transactions yet"
      actions={
        <>
          <Button component={Link} to="/import">
            Import a file
          </Button>
          <Button component={Link} to="/" variant="default">
            Other ways to begin
          </Button>
        </>
      }
    >
      Import a statement from your bank, and every line of it appears here with a category.
    </EmptyState>
  );
}
