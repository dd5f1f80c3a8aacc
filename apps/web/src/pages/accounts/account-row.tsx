import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useUpdateAccount } from '../../api/accounts';
import type { Account } from '../../api/types';
import { AccountIcon, accountTypeLabels } from '../../components/account-icon';
import { Money } from '../../components/money';
import { notifyDone, notifyProblem } from '../../components/notify';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import classes from './accounts.module.css';

interface RowProps {
  account: Account;
  onEdit: (account: Account) => void;
  onDelete: (account: Account) => void;
}

export function AccountRow({ account, onEdit, onDelete }: RowProps) {
  const update = useUpdateAccount();
  const { id, name, type, currency, balanceMinor, transactionCount, lastBookedOn, institution, archived } = account;
  const facts = [institution, accountTypeLabels[type], plural(transactionCount, 'transaction')].filter(Boolean);
  const archive = () =>
    update.mutate(
      { id, archived: !archived },
      {
        onSuccess: () => notifyDone(archived ? `${name} is back` : `${name} archived. Its transactions stay.`),
        onError: (error) => notifyProblem(error),
      },
    );
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <AccountIcon type={type} size={20} />
      </span>
      <Link to={`/transactions?accounts=${id}`} className={classes.words}>
        <strong>{name}</strong>
        <span>{facts.join(' · ')}</span>
      </Link>
      <span className={classes.figures}>
        <Money minor={balanceMinor} currency={currency} size="lg" strong />
        <span>{lastBookedOn ? `Last booked ${formatDay(lastBookedOn)}` : 'Nothing booked yet'}</span>
      </span>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit(account)}>
            Edit
          </Menu.Item>
          <Menu.Item leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />} onClick={archive}>
            {archived ? 'Take out of the archive' : 'Archive'}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onDelete(account)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
