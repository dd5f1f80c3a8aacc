import { IconDots } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { mainItems, ON_PHONE, type NavItem } from './nav-items';
import classes from './shell.module.css';

const tabs: readonly NavItem[] = [...mainItems.slice(0, ON_PHONE), { to: '/more', label: 'More', icon: IconDots }];

/** Navigation of the phone, within reach of the thumb. */
export function BottomNav() {
  return (
    <nav className={classes.bottom} aria-label="Main">
      {tabs.map(({ to, label, icon: Icon }) => (
        <NavLink key={to} to={to} className={classes.tab}>
          <Icon size={22} stroke={1.6} aria-hidden />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
