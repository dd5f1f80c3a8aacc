import { Checkbox, Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Account, Transaction, TransactionSort } from '../../api/types';
import { layout } from '../../theme/tokens';
import { TransactionRow, type RowActions } from './transaction-row';
import type { SelectionControl } from './use-selection';
import type { ViewControl } from './use-view';
import classes from './table.module.css';

export interface ListProps {
  rows: readonly Transaction[];
  accounts: ReadonlyMap<string, Account>;
  total: number | undefined;
  hasMore: boolean;
  loadMore: () => void;
  view: ViewControl;
  selection: SelectionControl;
  onOpen: (transaction: Transaction) => void;
  onPick: (transaction: Transaction, categoryId: string | null) => void;
  /** Something lies over the table, so keys are not meant for it. */
  blocked: boolean;
}

/** Rows from the end at which the next page is fetched. */
const FETCH_AHEAD = 80;

/** The table of the desktop: only the rows in sight exist, whatever the number of transactions. */
export function TransactionTable({
  rows,
  accounts,
  total,
  hasMore,
  loadMore,
  view,
  selection,
  onOpen,
  onPick,
  blocked,
}: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [picker, setPicker] = useState<number>();
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 3 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.tableRow,
    overscan: 14,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= rows.length - FETCH_AHEAD) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  const { toggle } = selection;
  const actions = useMemo<RowActions>(
    () => ({
      open: onOpen,
      toggle,
      pick: onPick,
      openPicker: (index) => {
        setActive(index);
        setPicker(index);
      },
      closePicker: () => {
        setPicker(undefined);
        scroller.current?.focus({ preventScroll: true });
      },
    }),
    [onOpen, toggle, onPick],
  );

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (blocked || picker !== undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    const row = rows[active];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / layout.tableRow) - 1);
    const keys: Record<string, () => void> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      j: () => moveTo(active + 1),
      k: () => moveTo(active - 1),
      PageDown: () => moveTo(active + page),
      PageUp: () => moveTo(active - page),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Enter: () => row && onOpen(row),
      c: () => row && (row.isSplit ? onOpen(row) : setPicker(active)),
      x: () => row && toggle(active, event.shiftKey),
      ' ': () => row && toggle(active, event.shiftKey),
      Escape: () => selection.clear(),
    };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };

  const activeRow = rows[active];
  const allLoaded = rows.length > 0 && (selection.everything || selection.count === rows.length);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label="Transactions. Arrow keys move, Enter opens, C changes the category, X selects."
      aria-rowcount={(total ?? rows.length) + 1}
      aria-activedescendant={activeRow ? `row-${activeRow.id}` : undefined}
      aria-multiselectable
      onKeyDown={onKeyDown}
      onFocus={(event) => event.target === event.currentTarget && active < 0 && rows.length > 0 && setActive(0)}
    >
      <div className={classes.head} role="row" aria-rowindex={1}>
        <div role="columnheader" className={classes.check}>
          <Checkbox
            size="xs"
            aria-label="Select all that are loaded"
            checked={allLoaded}
            indeterminate={selection.count > 0 && !allLoaded}
            onChange={() => (selection.count > 0 ? selection.clear() : selection.selectLoaded())}
          />
        </div>
        <SortHead sort="date" label="Date" view={view} className={classes.date} />
        <SortHead sort="description" label="Description" view={view} className={classes.what} />
        <div role="columnheader" className={classes.account}>
          Account
        </div>
        <SortHead
          sort="confidence"
          label="Category"
          hint="Sort by how sure the category is"
          view={view}
          className={classes.category}
        />
        <SortHead sort="amount" label="Amount" view={view} className={classes.amount} />
      </div>
      <div className={classes.body} style={{ height: virtual.getTotalSize() }} role="rowgroup">
        {items.map(({ index, start }) => {
          const transaction = rows[index];
          return transaction ? (
            <TransactionRow
              key={transaction.id}
              transaction={transaction}
              account={accounts.get(transaction.accountId)}
              index={index}
              top={start}
              selected={selection.has(transaction.id)}
              active={index === active}
              picking={index === picker}
              actions={actions}
            />
          ) : (
            <RowSkeleton key={index} top={start} />
          );
        })}
      </div>
    </div>
  );
}

interface SortHeadProps {
  sort: TransactionSort;
  label: string;
  hint?: string;
  view: ViewControl;
  className: string | undefined;
}

function SortHead({ sort, label, hint, view, className }: SortHeadProps) {
  const on = view.sort === sort;
  const Arrow = view.order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <div role="columnheader" className={className} aria-sort={on ? (view.order === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <Tooltip label={hint ?? `Sort by ${label.toLowerCase()}`}>
        <UnstyledButton className={classes.sort} data-on={on || undefined} onClick={() => view.sortBy(sort)}>
          {label}
          <Arrow size={13} aria-hidden />
        </UnstyledButton>
      </Tooltip>
    </div>
  );
}

export function RowSkeleton({ top }: { top: number }) {
  return (
    <div className={classes.row} style={{ transform: `translateY(${top}px)` }} aria-hidden>
      <span />
      <Skeleton height={10} width={56} />
      <Skeleton height={10} width="45%" />
      <Skeleton height={10} width={96} className={classes.account} />
      <Skeleton height={22} width={120} radius="xl" />
      <Skeleton height={10} width={70} ml="auto" />
    </div>
  );
}
