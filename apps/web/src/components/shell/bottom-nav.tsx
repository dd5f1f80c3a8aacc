import { NavLink } from 'react-router';
import { navItems } from './nav-items';
import classes from './shell.module.css';

/** Navigation of the phone, within reach of the thumb. */
export function BottomNav() {
  return (
    <nav className={classes.bottom} aria-label="Main">
      {navItems.map(({ to, label, icon: Icon }) => (
        <NavLink key={to} to={to} className={classes.tab}>
          <Icon size={22} stroke={1.6} aria-hidden />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
