import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { useDeleteAccount } from '../../api/accounts';
import type { Account } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { notifyDone } from '../../components/notify';
import { plural } from '../../format/text';

/** Deleting takes the transactions along; whoever wants them kept archives the account instead. */
export function DeleteAccount({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  const remove = useDeleteAccount();
  const [sure, setSure] = useState(false);
  const count = account?.transactionCount ?? 0;
  const close = () => {
    setSure(false);
    onClose();
  };
  return (
    <Confirm
      opened={account !== undefined}
      onClose={close}
      title={`Delete ${account?.name ?? 'account'}?`}
      action="Delete account"
      disabled={count > 0 && !sure}
      onConfirm={async () => {
        if (!account) return;
        await remove.mutateAsync({ id: account.id, withTransactions: count > 0 });
        notifyDone(`${account.name} deleted`);
      }}
    >
      {count === 0 ? (
        <Text>It has no transactions; nothing else is lost.</Text>
      ) : (
        <>
          <Text mb="sm">
            Its {plural(count, 'transaction')} would be deleted with it, with their categories and notes. This cannot be undone.
            To keep them and only hide the account, archive it instead.
          </Text>
          <Checkbox
            label={`Delete ${plural(count, 'transaction')} too`}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        </>
      )}
    </Confirm>
  );
}
