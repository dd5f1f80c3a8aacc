import { Button, Menu } from '@mantine/core';
import { IconCheck, IconLink, IconTransfer, IconX } from '@tabler/icons-react';
import { useLinkTransfer, useMarkTransfer } from '../../api/transfers';
import type { Transaction } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { plural } from '../../format/text';
import type { SelectionControl } from './use-selection';
import classes from './bulk.module.css';

interface Props {
  selection: SelectionControl;
  /** Those of the chosen ones that are loaded. */
  chosen: readonly Transaction[];
}

/** Whether two rows can be the sides of one movement: money left one account and came to another. */
const areSides = (a: Transaction, b: Transaction): boolean =>
  a.accountId !== b.accountId && Math.sign(a.amountMinor) * Math.sign(b.amountMinor) === -1;

const problem = { onError: (error: unknown) => notifyProblem(error, 'Nothing was changed') };

/** Makes chosen transactions transfers or none; two that fit can be made one transfer. */
export function TransferActions({ selection, chosen }: Props) {
  const link = useLinkTransfer();
  const mark = useMarkTransfer();
  const [first, second] = chosen;
  const sides: [string, string] | undefined =
    selection.count === 2 && first && second && areSides(first, second) ? [first.id, second.id] : undefined;

  const done = (message: string) => {
    notifyDone(message);
    selection.clear();
  };
  const setTransfer = (isTransfer: boolean) =>
    mark.mutate(
      { ...selection.asInput(), isTransfer },
      {
        ...problem,
        onSuccess: ({ affected }) =>
          done(
            affected === 0
              ? 'Nothing had to be changed'
              : `${plural(affected, 'transaction')} marked as ${isTransfer ? 'transfer' : 'no transfer'}`,
          ),
      },
    );
  return (
    <>
      {sides && (
        <Button
          size="compact-md"
          variant="light"
          leftSection={<IconLink size={16} />}
          loading={link.isPending}
          onClick={() => link.mutate(sides, { ...problem, onSuccess: () => done('Linked as one transfer') })}
        >
          Link as transfer
        </Button>
      )}
      <Menu position="top">
        <Menu.Target>
          <Button
            size="compact-md"
            variant="subtle"
            color="gray"
            className={classes.button}
            leftSection={<IconTransfer size={16} />}
            loading={mark.isPending}
          >
            Transfer
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCheck size={16} />} onClick={() => setTransfer(true)}>
            Mark as transfer
          </Menu.Item>
          <Menu.Item leftSection={<IconX size={16} />} onClick={() => setTransfer(false)}>
            Not a transfer
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
