import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingStore, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useCounterparties } from '../../api/counterparties';
import type { Counterparty, CounterpartySort } from '../../api/types';
import { EmptyState } from '../../components/empty-state';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount } from '../../format/text';
import { MergePayees } from './merge-payees';
import { MergeSuggestions } from './merge-suggestions';
import { PayeeMerchants } from './payee-merchants';
import { PayeeRow } from './payee-row';
import { RenamePayee } from './rename-payee';
import classes from './payees.module.css';

const SORTS: { value: CounterpartySort; label: string }[] = [
  { value: 'count', label: 'Most often' },
  { value: 'spent', label: 'Most spent' },
  { value: 'name', label: 'Name' },
];

/** Whom one pays and is paid by: found, renamed, merged. */
export default function PayeesPage() {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 200);
  const [sort, setSort] = useState<CounterpartySort>('count');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useCounterparties(text, sort);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Counterparty>>(new Map());
  const [merging, setMerging] = useState<readonly Counterparty[]>();
  const [renaming, setRenaming] = useState<Counterparty>();
  const [merchantsOf, setMerchantsOf] = useState<Counterparty>();
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const total = data?.pages[0]?.total;

  const nobody = total === 0 && !text;

  const toggle = (payee: Counterparty) =>
    setChosen((old) => {
      const next = new Map(old);
      if (!next.delete(payee.id)) next.set(payee.id, payee);
      return next;
    });

  return (
    <Page
      title="Payees"
      aside={!!total && formatCount(total)}
      actions={
        chosen.size > 0 && (
          <>
            <Button variant="default" onClick={() => setChosen(new Map())}>
              Choose none
            </Button>
            <Button
              disabled={chosen.size < 2}
              onClick={() => setMerging([...chosen.values()].sort((a, b) => b.transactionCount - a.transactionCount))}
            >
              Merge {chosen.size > 1 ? chosen.size : ''}
            </Button>
          </>
        )
      }
    >
      <div className={classes.bar} hidden={nobody}>
        <TextInput
          className={classes.search}
          placeholder="Find a payee"
          aria-label="Find a payee"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl aria-label="Order" data={SORTS} value={sort} onChange={(value) => setSort(value as CounterpartySort)} />
      </div>
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && [0, 1, 2, 3].map((row) => <Skeleton key={row} height={58} mb={8} radius="lg" />)}
      {items.length > 0 && !text && <MergeSuggestions onMerge={setMerging} />}
      {items.length > 0 && (
        <Section flush>
          <ul className={classes.list}>
            {items.map((payee) => (
              <PayeeRow
                key={payee.id}
                payee={payee}
                chosen={chosen.has(payee.id)}
                onChoose={() => toggle(payee)}
                onRename={() => setRenaming(payee)}
                onMerchants={() => setMerchantsOf(payee)}
              />
            ))}
          </ul>
        </Section>
      )}
      {hasNextPage && (
        <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
      {data && items.length === 0 && (
        <Section>
          {text ? (
            <EmptyState icon={IconSearchOff} title="Nobody of that name">
              Look for another part of the name.
            </EmptyState>
          ) : (
            <EmptyState
              icon={IconBuildingStore}
              title="No payees yet"
              actions={
                <Button component={Link} to="/import">
                  Import a file
                </Button>
              }
            >
              Shops, employers, friends: everyone in your transactions appears here under a clean name.
            </EmptyState>
          )}
        </Section>
      )}
      <MergePayees payees={merging} onClose={() => setMerging(undefined)} onMerged={() => setChosen(new Map())} />
      <RenamePayee payee={renaming} onClose={() => setRenaming(undefined)} />
      <PayeeMerchants payee={merchantsOf} onClose={() => setMerchantsOf(undefined)} />
    </Page>
  );
}
