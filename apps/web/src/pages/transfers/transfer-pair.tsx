import { Badge, Button, Group } from '@mantine/core';
import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { Account, Transaction, Transfer } from '../../api/types';
import { AccountIcon } from '../../components/account-icon';
import { Money } from '../../components/money';
import { formatDay } from '../../format/dates';
import { formatShare } from '../../format/text';
import { reasonsInWords } from './transfer-words';
import classes from './transfers.module.css';

interface PairProps {
  transfer: Transfer;
  accounts: ReadonlyMap<string, Account>;
  onConfirm?: (transfer: Transfer) => void;
  onReject?: (transfer: Transfer) => void;
  rejectLabel: string;
}

/** Two movements side by side: where the money left and where it arrived. Arrow keys go from pair to pair, A accepts, R rejects. */
export function TransferPair({ transfer, accounts, onConfirm, onReject, rejectLabel }: PairProps) {
  const { out, in: into, confidence, reasons, source, state } = transfer;
  const keys = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = event.currentTarget;
    const step = {
      ArrowDown: item.nextElementSibling,
      j: item.nextElementSibling,
      ArrowUp: item.previousElementSibling,
      k: item.previousElementSibling,
    }[event.key];
    const decide = event.target === item ? { a: onConfirm, r: onReject }[event.key] : undefined;
    if (!step && !decide) return;
    event.preventDefault();
    // The pair goes with the decision; the next one is looked at.
    const next = step ?? item.nextElementSibling ?? item.previousElementSibling;
    if (next instanceof HTMLElement) next.focus();
    decide?.(transfer);
  };
  return (
    <li
      className={classes.pair}
      tabIndex={0}
      onKeyDown={keys}
      aria-label={`${accounts.get(out.accountId)?.name ?? ''} to ${accounts.get(into.accountId)?.name ?? ''}`}
    >
      <div className={classes.legs}>
        <Leg transaction={out} account={accounts.get(out.accountId)} />
        <IconArrowRight size={18} className={classes.arrow} aria-label="to" />
        <Leg transaction={into} account={accounts.get(into.accountId)} />
      </div>
      <div className={classes.foot}>
        <span className={classes.why}>
          {state === 'confirmed' && source === 'auto' && (
            <Badge size="sm" variant="light" mr={8}>
              By Steward
            </Badge>
          )}
          {!reasons.includes('by-hand') && <strong>{formatShare(confidence)} </strong>}
          {reasonsInWords(transfer)}
        </span>
        <Group gap={6} wrap="nowrap">
          {onReject && (
            <Button
              size="xs"
              variant="default"
              tabIndex={-1}
              leftSection={<IconX size={14} />}
              onClick={() => onReject(transfer)}
            >
              {rejectLabel}
            </Button>
          )}
          {onConfirm && (
            <Button size="xs" tabIndex={-1} leftSection={<IconCheck size={14} />} onClick={() => onConfirm(transfer)}>
              Accept
            </Button>
          )}
        </Group>
      </div>
    </li>
  );
}

function Leg({ transaction, account }: { transaction: Transaction; account: Account | undefined }) {
  const { accountId, bookedOn, description, counterparty, amountMinor, currency } = transaction;
  return (
    <Link
      to={`/transactions?accounts=${accountId}&from=${bookedOn}&to=${bookedOn}&min=${amountMinor}&max=${amountMinor}`}
      className={classes.leg}
      tabIndex={-1}
    >
      <span className={classes.account}>
        {account && <AccountIcon type={account.type} size={15} />}
        <strong>{account?.name ?? 'An account'}</strong>
        <span>{formatDay(bookedOn)}</span>
      </span>
      <span className={classes.text}>{counterparty ?? description}</span>
      <Money minor={amountMinor} currency={currency} flow strong />
    </Link>
  );
}
