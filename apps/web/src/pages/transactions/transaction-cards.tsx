import { Checkbox, Skeleton } from '@mantine/core';
import { IconArrowsSplit2, IconPaperclip, IconTransfer } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useCategories } from '../../api/categories';
import type { Transaction } from '../../api/types';
import { needsReview } from '../../components/category-chip';
import { CategoryIcon } from '../../components/category-icon';
import { Money } from '../../components/money';
import { formatDay, formatDayLong } from '../../format/dates';
import { plural } from '../../format/text';
import { layout } from '../../theme/tokens';
import type { ListProps } from './transaction-table';
import classes from './cards.module.css';

type Item = { day: string } | { transaction: Transaction; index: number };

const FETCH_AHEAD = 40;

/** The list of the phone: cards, under their days where the order is by date. */
export function TransactionCards({
  rows,
  accounts,
  hasMore,
  loadMore,
  view,
  selection,
  onOpen,
  selecting,
}: ListProps & { selecting: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  const tree = useCategories();
  const byDay = view.sort === 'date';
  const list = useMemo<Item[]>(
    () =>
      rows.flatMap((transaction, index) => {
        const item = { transaction, index };
        return byDay && rows[index - 1]?.bookedOn !== transaction.bookedOn ? [{ day: transaction.bookedOn }, item] : [item];
      }),
    [rows, byDay],
  );
  const virtual = useVirtualizer({
    count: list.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (list[at] && 'day' in list[at] ? layout.dayRow : layout.cardRow),
    getItemKey: (at) => {
      const item = list[at];
      return !item ? 'more' : 'day' in item ? item.day : item.transaction.id;
    },
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= list.length - FETCH_AHEAD) loadMore();
  }, [hasMore, last, list.length, loadMore]);

  return (
    <div ref={scroller} className={classes.scroller}>
      <ul className={classes.list} style={{ height: virtual.getTotalSize() }} aria-label="Transactions">
        {items.map(({ index: at, start, size, key }) => {
          const item = list[at];
          const style = { transform: `translateY(${start}px)`, height: size };
          if (!item) {
            return (
              <li key={key} className={classes.item} style={style}>
                <Skeleton height={40} mx={16} />
              </li>
            );
          }
          if ('day' in item) {
            return (
              <li key={key} className={classes.day} style={style}>
                {formatDayLong(item.day)}
              </li>
            );
          }
          const { transaction, index } = item;
          const review = needsReview(transaction);
          const chosen = selection.has(transaction.id);
          return (
            <li key={key} className={classes.item} style={style}>
              <button
                type="button"
                className={classes.card}
                data-selected={chosen || undefined}
                onClick={() => (selecting ? selection.toggle(index, false) : onOpen(transaction))}
              >
                {selecting ? (
                  <Checkbox.Indicator checked={chosen} size="sm" className={classes.check} aria-hidden />
                ) : (
                  <CategoryIcon
                    look={
                      transaction.isSplit
                        ? { ...tree.lookOf(undefined), icon: IconArrowsSplit2 }
                        : tree.lookOf(transaction.categoryId)
                    }
                    size={36}
                  />
                )}
                <span className={classes.words}>
                  <strong>
                    {transaction.payee.name}
                    {transaction.isTransfer && (
                      <IconTransfer size={14} className={classes.clip} role="img" aria-label="Transfer" />
                    )}
                    {transaction.attachmentCount > 0 && (
                      <IconPaperclip
                        size={14}
                        className={classes.clip}
                        aria-label={plural(transaction.attachmentCount, 'receipt')}
                      />
                    )}
                  </strong>
                  <span className={classes.sub}>
                    {transaction.splits ? (
                      plural(transaction.splits.length, 'part')
                    ) : review ? (
                      <em>{transaction.categoryId ? `${tree.nameOf(transaction.categoryId)}?` : 'Choose a category'}</em>
                    ) : (
                      tree.nameOf(transaction.categoryId)
                    )}
                    {' · '}
                    {byDay ? accounts.get(transaction.accountId)?.name : formatDay(transaction.bookedOn)}
                  </span>
                </span>
                <span className={classes.amount}>
                  <Money minor={transaction.amountMinor} currency={transaction.currency} flow />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
