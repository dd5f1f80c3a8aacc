import { Button, Group, Text } from '@mantine/core';
import { IconTransfer } from '@tabler/icons-react';
import { useAccounts } from '../../api/accounts';
import { useConfirmTransfers, useMarkTransfer, useRejectTransfers, useTransferOf } from '../../api/transfers';
import type { Transaction } from '../../api/types';
import { Money } from '../../components/money';
import { notifyProblem } from '../../components/notify';
import { formatDay } from '../../format/dates';
import classes from './detail.module.css';

const failed = { onError: (error: unknown) => notifyProblem(error) };

/** Where the money of a transfer came from or went; a transaction can be made one here, or none. */
export function OtherSide({ transaction }: { transaction: Transaction }) {
  const { data: transfer } = useTransferOf(transaction.id);
  const { data: accounts } = useAccounts();
  const confirm = useConfirmTransfers();
  const reject = useRejectTransfers();
  const mark = useMarkTransfer();
  const setTransfer = (isTransfer: boolean) => mark.mutate({ ids: [transaction.id], isTransfer }, failed);
  if (!transfer) {
    return (
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" className={classes.calm}>
          {transaction.isTransfer ? 'A transfer: neither spending nor income' : 'Only moved to or from another account of yours?'}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          loading={mark.isPending}
          onClick={() => setTransfer(!transaction.isTransfer)}
        >
          {transaction.isTransfer ? 'Not a transfer' : 'Mark as transfer'}
        </Button>
      </Group>
    );
  }
  const other = transfer.out.id === transaction.id ? transfer.in : transfer.out;
  const name = accounts?.find(({ id }) => id === other.accountId)?.name ?? 'another account';
  const confirmed = transfer.state === 'confirmed';
  const ids = [transfer.id];
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
      <Text size="sm" className={classes.calm}>
        <IconTransfer size={14} style={{ verticalAlign: -2 }} aria-hidden /> {confirmed ? 'Transfer' : 'Perhaps a transfer'}{' '}
        {other === transfer.in ? 'to' : 'from'} {name}, {formatDay(other.bookedOn)},{' '}
        <Money minor={other.amountMinor} currency={other.currency} size="sm" />
      </Text>
      <Group gap={6} wrap="nowrap">
        <Button size="compact-sm" variant="default" loading={reject.isPending} onClick={() => reject.mutate({ ids }, failed)}>
          {confirmed ? 'Undo' : 'No'}
        </Button>
        {!confirmed && (
          <Button size="compact-sm" variant="light" loading={confirm.isPending} onClick={() => confirm.mutate({ ids }, failed)}>
            Yes
          </Button>
        )}
      </Group>
    </Group>
  );
}
