import { Button, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useCounterparty, useSplitOffCounterparty } from '../../api/counterparties';
import type { Counterparty } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import classes from './payees.module.css';

/** The merchants that stand under one name; each can be taken out again. */
export function PayeeMerchants({ payee, onClose }: { payee: Counterparty | undefined; onClose: () => void }) {
  return (
    <Modal opened={payee !== undefined} onClose={onClose} size="lg" title={<Text fw={600}>{payee?.name}</Text>}>
      {payee && <Merchants id={payee.id} />}
    </Modal>
  );
}

function Merchants({ id }: { id: string }) {
  const { data, error } = useCounterparty(id);
  const splitOff = useSplitOffCounterparty();
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Skeleton height={120} />;
  return (
    <Stack gap="xs">
      <Text c="dimmed" size="sm">
        What your bank writes differently and you see under one name.
      </Text>
      <ul className={classes.list}>
        {data.merchants.map(({ key, example, transactionCount }) => (
          <li key={key} className={classes.merchant}>
            <span className={classes.words}>
              <span className={classes.example}>{example}</span>
              <span>{plural(transactionCount, 'transaction')}</span>
            </span>
            {data.merchants.length > 1 && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={splitOff.isPending}
                onClick={() =>
                  splitOff.mutate(
                    { id, merchantKeys: [key] },
                    { onSuccess: () => notifyDone('It stands for itself again'), onError: (reason) => notifyProblem(reason) },
                  )
                }
              >
                Take out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}
