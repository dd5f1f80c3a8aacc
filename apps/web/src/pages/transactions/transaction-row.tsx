import { Badge } from '@mantine/core';
import { IconNote, IconPaperclip, IconTransfer } from '@tabler/icons-react';
import { memo } from 'react';
import type { Account, Transaction } from '../../api/types';
import { AccountIcon } from '../../components/account-icon';
import { CategoryChip } from '../../components/category-chip';
import { CategoryPicker } from '../../components/category-picker';
import { Money } from '../../components/money';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import { SplitChip } from './split-chip';
import classes from './table.module.css';

/** What a row can ask of its table; the same object for all rows. */
export interface RowActions {
  open: (transaction: Transaction) => void;
  toggle: (index: number, range: boolean) => void;
  pick: (transaction: Transaction, categoryId: string | null) => void;
  openPicker: (index: number) => void;
  closePicker: () => void;
}

interface RowProps {
  transaction: Transaction;
  account: Account | undefined;
  index: number;
  top: number;
  selected: boolean;
  active: boolean;
  picking: boolean;
  actions: RowActions;
}

export const TransactionRow = memo(function TransactionRow({
  transaction,
  account,
  index,
  top,
  selected,
  active,
  picking,
  actions,
}: RowProps) {
  const { id, bookedOn, description, payee, amountMinor, currency, notes, tags, status, categoryId, splits } = transaction;
  const chip = splits ? (
    <SplitChip splits={splits} tabIndex={-1} onClick={() => actions.open(transaction)} />
  ) : (
    <CategoryChip transaction={transaction} open={picking} tabIndex={-1} onClick={() => actions.openPicker(index)} />
  );
  return (
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={classes.row}
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => actions.open(transaction)}
    >
      <div role="gridcell" className={classes.check} onClick={(event) => event.stopPropagation()}>
        {/* The browser's own box, not Mantine's: a row is drawn anew with every few pixels of scrolling. */}
        <input
          type="checkbox"
          className={classes.box}
          tabIndex={-1}
          checked={selected}
          aria-label={`Select ${payee.name}`}
          onChange={() => undefined}
          onClick={(event) => actions.toggle(index, event.shiftKey)}
        />
      </div>
      <div role="gridcell" className={classes.date}>
        {formatDay(bookedOn)}
      </div>
      <div role="gridcell" className={classes.what}>
        <span className={classes.title}>
          <span className={classes.ellipsis}>{payee.name}</span>
          {transaction.isTransfer && <IconTransfer size={14} className={classes.note} role="img" aria-label="Transfer" />}
          {status === 'pending' && (
            <Badge size="xs" variant="light" color="gray">
              Pending
            </Badge>
          )}
          {tags.slice(0, 2).map((tag) => (
            <Badge key={tag} size="xs" variant="light" tt="none">
              {tag}
            </Badge>
          ))}
          {transaction.attachmentCount > 0 && (
            <IconPaperclip size={14} className={classes.note} aria-label={plural(transaction.attachmentCount, 'receipt')} />
          )}
          {notes && <IconNote size={14} className={classes.note} aria-label="Has notes" />}
        </span>
        {payee.name !== description && <span className={classes.sub}>{description}</span>}
      </div>
      <div role="gridcell" className={classes.account}>
        {account && (
          <>
            <AccountIcon type={account.type} size={15} />
            <span className={classes.ellipsis}>{account.name}</span>
          </>
        )}
      </div>
      <div role="gridcell" className={classes.category}>
        {picking && !splits ? (
          <CategoryPicker value={categoryId} onPick={(chosen) => actions.pick(transaction, chosen)} onClose={actions.closePicker}>
            {chip}
          </CategoryPicker>
        ) : (
          chip
        )}
      </div>
      <div role="gridcell" className={classes.amount}>
        <Money minor={amountMinor} currency={currency} flow />
      </div>
    </div>
  );
});
