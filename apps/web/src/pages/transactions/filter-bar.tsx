import { Button, CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import {
  IconAlertCircle,
  IconBuildingStore,
  IconCalendar,
  IconCoins,
  IconFileImport,
  IconHelpCircle,
  IconSearch,
  IconTag,
  IconTags,
  IconTransfer,
  IconWallet,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useCategories } from '../../api/categories';
import { useCounterparty } from '../../api/counterparties';
import type { Account } from '../../api/types';
import { REVIEW_BELOW } from '../../theme/tokens';
import { FilterPill, TogglePill } from './filter-pill';
import { AccountFilter, AmountFilter, amountSummary, CategoryFilter, DateFilter, dateSummary, TagFilter } from './filters';
import { isFiltered } from './filter-url';
import { SavedFiltersMenu } from './saved-filters-menu';
import type { ViewControl } from './use-view';
import classes from './filters.module.css';

interface BarProps {
  view: ViewControl;
  accounts: readonly Account[];
  tags: string[];
}

/** `Groceries`, `Groceries and 2 more`. */
const summary = (names: string[]) =>
  names.length === 0 ? undefined : names.length === 1 ? names[0] : `${names[0]} +${names.length - 1}`;

export function FilterBar({ view, accounts, tags }: BarProps) {
  const { filter, change, clear } = view;
  const tree = useCategories();
  const chosenAccounts = accounts.filter(({ id }) => filter.accountIds?.includes(id));
  const currency = (chosenAccounts[0] ?? accounts[0])?.currency ?? 'EUR';
  return (
    <div className={classes.bar} role="search">
      <SearchBox text={filter.text ?? ''} onChange={(text) => change({ text })} />
      <div className={classes.pills}>
        <FilterPill
          label="Date"
          icon={IconCalendar}
          width={300}
          value={dateSummary(filter)}
          onClear={() => change({ from: undefined, to: undefined })}
        >
          {(close) => <DateFilter filter={filter} change={change} close={close} />}
        </FilterPill>
        <FilterPill
          label="Amount"
          icon={IconCoins}
          value={amountSummary(filter, currency)}
          onClear={() => change({ minAmountMinor: undefined, maxAmountMinor: undefined })}
        >
          {() => <AmountFilter filter={filter} change={change} currency={currency} />}
        </FilterPill>
        {accounts.length > 1 && (
          <FilterPill
            label="Account"
            icon={IconWallet}
            value={summary(chosenAccounts.map(({ name }) => name))}
            onClear={() => change({ accountIds: [] })}
          >
            {() => <AccountFilter filter={filter} change={change} accounts={accounts} />}
          </FilterPill>
        )}
        <FilterPill
          label="Category"
          icon={IconTag}
          value={summary((filter.categoryIds ?? []).map((id) => tree.nameOf(id)))}
          onClear={() => change({ categoryIds: [] })}
        >
          {() => <CategoryFilter filter={filter} change={change} />}
        </FilterPill>
        <FilterPill label="Tags" icon={IconTags} value={summary(filter.tags ?? [])} onClear={() => change({ tags: [] })}>
          {() => <TagFilter filter={filter} change={change} suggestions={tags} />}
        </FilterPill>
        <TogglePill
          label="To review"
          icon={IconAlertCircle}
          on={filter.confidenceBelow !== undefined}
          onToggle={() =>
            change({ confidenceBelow: filter.confidenceBelow === undefined ? REVIEW_BELOW : undefined, uncategorised: undefined })
          }
        />
        <TogglePill
          label="Uncategorised"
          icon={IconHelpCircle}
          on={filter.uncategorised === true}
          onToggle={() => change({ uncategorised: filter.uncategorised ? undefined : true, confidenceBelow: undefined })}
        />
        <TogglePill
          label="Transfers"
          icon={IconTransfer}
          on={filter.transfer === true}
          onToggle={() => change({ transfer: filter.transfer ? undefined : true })}
        />
        {filter.importId && (
          <TogglePill label="One import" icon={IconFileImport} on onToggle={() => change({ importId: undefined })} />
        )}
        {filter.counterpartyId && <PayeePill id={filter.counterpartyId} onClear={() => change({ counterpartyId: undefined })} />}
        <SavedFiltersMenu view={view} />
        {isFiltered(filter) && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

function PayeePill({ id, onClear }: { id: string; onClear: () => void }) {
  const { data } = useCounterparty(id);
  return <TogglePill label={data?.name ?? 'One payee'} icon={IconBuildingStore} on onToggle={onClear} />;
}

function SearchBox({ text, onChange }: { text: string; onChange: (text: string | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [shown, setShown] = useState(text);
  // Another view was opened (Back, a saved filter): the box follows it.
  if (text !== shown) {
    setShown(text);
    if (text !== typed.trim()) setTyped(text);
  }
  const search = useDebouncedCallback((value: string) => onChange(value.trim() || undefined), 220);
  useHotkeys([['/', () => input.current?.focus()]]);
  useEffect(() => () => search.cancel(), [search]);
  return (
    <TextInput
      ref={input}
      className={classes.search}
      size="sm"
      placeholder="Search"
      aria-label="Search transactions"
      value={typed}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed ? (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              setTyped('');
              search.cancel();
              onChange(undefined);
              input.current?.focus();
            }}
          />
        ) : (
          <Kbd size="xs" visibleFrom="sm" aria-hidden>
            /
          </Kbd>
        )
      }
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        search(value);
      }}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
    />
  );
}
