import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRenameCounterparty } from '../../api/counterparties';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';

interface Named {
  id: string;
  name: string;
}

/** Another name for a payee; every transaction with them shows it at once. */
export function RenamePayee({ payee, onClose }: { payee: Named | undefined; onClose: () => void }) {
  return (
    <Modal opened={payee !== undefined} onClose={onClose} title={<Text fw={600}>Rename {payee?.name}</Text>}>
      {payee && <RenameForm payee={payee} onClose={onClose} />}
    </Modal>
  );
}

function RenameForm({ payee, onClose }: { payee: Named; onClose: () => void }) {
  const rename = useRenameCounterparty();
  const [name, setName] = useState(payee.name);
  const wanted = name.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // The form of the transaction behind it is another one.
        event.stopPropagation();
        rename.mutate(
          { id: payee.id, name: wanted },
          {
            onSuccess: () => {
              notifyDone(`${payee.name} is now ${wanted}`);
              onClose();
            },
          },
        );
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="What the bank wrote stays; transactions to come get the name too."
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {rename.isError && <ProblemNotice error={rename.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending} disabled={!wanted || wanted === payee.name}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
