import { formatMoney } from '../format/money';
import classes from './money.module.css';

interface MoneyProps {
  /** Minor units; negative is money spent. */
  minor: number;
  currency: string;
  /** Money that came in is marked with a plus and a quiet green; spending stays neutral. */
  flow?: boolean;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  strong?: boolean;
}

/** An amount with figures of equal width. */
export function Money({ minor, currency, flow = false, size = 'md', strong = false }: MoneyProps) {
  return (
    <span
      className={classes.money}
      data-size={size}
      data-strong={strong || undefined}
      data-income={(flow && minor > 0) || undefined}
    >
      {formatMoney(minor, currency, { plus: flow && minor > 0 })}
    </span>
  );
}
