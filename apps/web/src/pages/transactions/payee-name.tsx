import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Transaction } from '../../api/types';
import { RenamePayee } from '../payees/rename-payee';

/** Who it was with, under the clean name; the name is the way to all transactions with them. */
export function PayeeName({ payee: { id, name }, onLeave }: Pick<Transaction, 'payee'> & { onLeave: () => void }) {
  const [renaming, setRenaming] = useState(false);
  if (id === undefined) {
    return (
      <Text fw={550} size="lg" mt={4}>
        {name}
      </Text>
    );
  }
  return (
    <Group gap={4} mt={4} wrap="nowrap">
      <Anchor component={Link} to={`/transactions?payee=${id}`} fw={550} size="lg" c="inherit" lh={1.3} onClick={onLeave}>
        {name}
      </Anchor>
      <Tooltip label="Rename everywhere">
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`Rename ${name}`} onClick={() => setRenaming(true)}>
          <IconPencil size={15} />
        </ActionIcon>
      </Tooltip>
      <RenamePayee payee={renaming ? { id, name } : undefined} onClose={() => setRenaming(false)} />
    </Group>
  );
}
