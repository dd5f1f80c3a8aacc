import type { CSSProperties } from 'react';
import type { CategoryLook } from '../theme/tokens';
import classes from './category.module.css';

/** A category's sign in a tinted square. */
export function CategoryIcon({ look, size = 28 }: { look: CategoryLook; size?: number }) {
  const Icon = look.icon;
  return (
    <span className={classes.icon} style={{ '--category': look.color, width: size, height: size } as CSSProperties} aria-hidden>
      <Icon size={Math.round(size * 0.58)} stroke={1.8} />
    </span>
  );
}
