import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTransaction } from '../../api/transactions';
import type { Account, Transaction } from '../../api/types';
import { ProblemNotice } from '../../components/problem-notice';
import { layout } from '../../theme/tokens';
import { TransactionDetail } from './transaction-detail';

interface DrawerProps {
  id: string | undefined;
  accounts: ReadonlyMap<string, Account>;
  tags: string[];
  onClose: () => void;
  onPick: (transaction: Transaction, categoryId: string | null) => void;
}

/** Escape reaches every open window at once, and means only the one on top: a receipt, a question. */
const isTopmost = () => document.querySelectorAll('[role="dialog"][aria-modal="true"]').length <= 1;

/** All of one transaction, beside the list on a desktop and over it on a phone. */
export function TransactionDrawer({ id, accounts, tags, onClose, onPick }: DrawerProps) {
  const { data, isError, error } = useTransaction(id);
  const phone = useMediaQuery(`(max-width: ${layout.phoneBelow})`);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={() => isTopmost() && onClose()}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 460}
      overlayProps={{ backgroundOpacity: 0.18 }}
      title="Transaction"
      styles={{ title: { fontWeight: 600 } }}
    >
      {isError && <ProblemNotice error={error} />}
      {data && (
        <TransactionDetail
          key={`${data.id} ${data.updatedAt}`}
          transaction={data}
          account={accounts.get(data.accountId)}
          tags={tags}
          onClose={onClose}
          onPick={onPick}
        />
      )}
    </Drawer>
  );
}
