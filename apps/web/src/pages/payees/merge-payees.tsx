import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMergeCounterparties, useSplitOffCounterparty } from '../../api/counterparties';
import type { Counterparty } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';

interface MergeProps {
  /** Those that are one; undefined closes the dialog. */
  payees: readonly Counterparty[] | undefined;
  onClose: () => void;
  onMerged: () => void;
}

/** Makes several payees one, under the name that is chosen. */
export function MergePayees({ payees, onClose, onMerged }: MergeProps) {
  return (
    <Modal opened={payees !== undefined} onClose={onClose} title={<Text fw={600}>Merge {payees?.length} payees</Text>}>
      {payees && <MergeForm payees={payees} onClose={onClose} onMerged={onMerged} />}
    </Modal>
  );
}

function MergeForm({ payees, onClose, onMerged }: MergeProps & { payees: readonly Counterparty[] }) {
  const merge = useMergeCounterparties();
  const splitOff = useSplitOffCounterparty();
  const [id, setId] = useState(payees[0]?.id ?? '');
  const submit = () =>
    merge.mutate(
      { id, ids: payees.map((payee) => payee.id).filter((other) => other !== id) },
      {
        onSuccess: ({ merged, came }) => {
          const undo = () =>
            splitOff.mutate(
              { id, merchantKeys: came },
              { onSuccess: () => notifyDone('Apart again'), onError: (error) => notifyProblem(error, 'They stay merged') },
            );
          notifyDone(`${plural(payees.length, 'payee')} are now ${merged.name}`, [{ label: 'Undo', run: undo }]);
          onMerged();
          onClose();
        },
      },
    );
  return (
    <Stack>
      <Radio.Group
        label="Which name stays?"
        description="No transaction changes, and a merge can be taken back."
        value={id}
        onChange={setId}
      >
        <Stack gap={10} mt="sm" mah={320} style={{ overflowY: 'auto' }}>
          {payees.map((payee) => (
            <Radio
              key={payee.id}
              value={payee.id}
              label={payee.name}
              description={plural(payee.transactionCount, 'transaction')}
            />
          ))}
        </Stack>
      </Radio.Group>
      {merge.isError && <ProblemNotice error={merge.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={merge.isPending} onClick={submit}>
          Merge
        </Button>
      </Group>
    </Stack>
  );
}
