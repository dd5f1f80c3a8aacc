import { Skeleton } from '@mantine/core';
import { Link, NavLink, useLocation } from 'react-router';
import { useAccounts } from '../../api/accounts';
import { AccountIcon } from '../account-icon';
import { Money } from '../money';
import { AccountMenu } from './account-menu';
import { Logo } from './logo';
import { mainItems, manageItems, type NavItem } from './nav-items';
import { ReviewBadge } from './review-badge';
import classes from './shell.module.css';

/** Navigation of the desktop, with the balances that one looks at most. */
export function SideNav() {
  return (
    <aside className={classes.side}>
      <Link to="/" className={classes.brand} aria-label="Steward, home">
        <Logo />
        <span>Steward</span>
      </Link>
      <Links label="Main" items={mainItems} />
      <AccountBalances />
      <Links label="Manage" items={manageItems} />
      <AccountMenu />
    </aside>
  );
}

function Links({ label, items }: { label: string; items: readonly NavItem[] }) {
  return (
    <nav className={classes.nav} aria-label={label}>
      {items.map(({ to, label: text, icon: Icon }) => (
        <NavLink key={to} to={to} className={classes.link}>
          <Icon size={18} stroke={1.7} aria-hidden />
          {text}
          {to === '/review' && <ReviewBadge />}
        </NavLink>
      ))}
    </nav>
  );
}

function AccountBalances() {
  const { data, isPending } = useAccounts();
  const { search, pathname } = useLocation();
  const shown = data?.filter((account) => !account.archived) ?? [];
  const chosen = pathname === '/transactions' ? new URLSearchParams(search).get('accounts') : null;
  if (!isPending && shown.length === 0) return <div className={classes.accounts} />;
  return (
    <nav className={classes.accounts} aria-label="Accounts">
      <h2 className={classes.group}>Accounts</h2>
      {isPending && [0, 1, 2].map((row) => <Skeleton key={row} height={22} mx={10} my={7} />)}
      {shown.map((account) => (
        <Link
          key={account.id}
          to={`/transactions?accounts=${account.id}`}
          className={classes.account}
          aria-current={chosen === account.id ? 'page' : undefined}
        >
          <AccountIcon type={account.type} size={16} />
          <span className={classes.accountName}>{account.name}</span>
          <Money minor={account.balanceMinor} currency={account.currency} size="sm" />
        </Link>
      ))}
    </nav>
  );
}
