import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconStack2 } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Counterparty } from '../../api/types';
import { Money } from '../../components/money';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import classes from './payees.module.css';

interface RowProps {
  payee: Counterparty;
  chosen: boolean;
  onChoose: () => void;
  onRename: () => void;
  onMerchants: () => void;
}

export function PayeeRow({ payee, chosen, onChoose, onRename, onMerchants }: RowProps) {
  const { id, name, merchantCount, transactionCount, lastBookedOn, sums } = payee;
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      <Checkbox aria-label={`Choose ${name}`} checked={chosen} onChange={onChoose} />
      <Link to={`/transactions?payee=${id}`} className={classes.words}>
        <strong>{name}</strong>
        <span>
          {plural(transactionCount, 'transaction')}
          {lastBookedOn && ` · last ${formatDay(lastBookedOn)}`}
          {merchantCount > 1 && ` · ${merchantCount} merchants`}
        </span>
      </Link>
      <span className={classes.figures}>
        {sums
          .filter(({ inMinor, outMinor }) => inMinor + outMinor !== 0)
          .slice(0, 2)
          .map(({ currency, inMinor, outMinor }) => (
            <Money key={currency} minor={inMinor + outMinor} currency={currency} flow />
          ))}
      </span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconStack2 size={16} />} onClick={onMerchants}>
            Its merchants
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
