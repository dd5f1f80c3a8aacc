import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockExclamation } from '@tabler/icons-react';
import type { BudgetLine, BudgetMonth } from '../../api/budgets';
import { CategoryLabel } from '../../components/category-chip';
import { formatMoney } from '../../format/money';
import classes from './budgets.module.css';

/** How a budget does, for its colour, its sign and its words. */
type Standing = 'over' | 'ahead' | 'good';

function standingOf({ leftMinor, spentMinor, expectedMinor, projectedMinor, amountMinor, carriedMinor }: BudgetLine): Standing {
  if (leftMinor < 0) return 'over';
  return spentMinor > expectedMinor && projectedMinor > amountMinor + carriedMinor ? 'ahead' : 'good';
}

const SIGNS = { over: IconAlertTriangle, ahead: IconClockExclamation, good: IconCircleCheck } as const;

/** A budget as a bar: what was spent of what there is, with a mark where one would usually be by now. */
export function BudgetRow({ line, month, onEdit }: { line: BudgetLine; month: BudgetMonth; onEdit: (line: BudgetLine) => void }) {
  const { currency, day, days } = month;
  const available = line.amountMinor + line.carriedMinor;
  const standing = standingOf(line);
  const Sign = SIGNS[standing];
  const share = (minor: number): number => Math.max(0, Math.min(100, (minor / Math.max(available, line.spentMinor, 1)) * 100));
  const running = day > 0 && day < days;
  const money = (minor: number): string => formatMoney(minor, currency);
  return (
    <li className={classes.row}>
      <UnstyledButton className={classes.rowButton} onClick={() => onEdit(line)}>
        <span className={classes.rowHead}>
          <span className={classes.rowName}>
            <CategoryLabel id={line.categoryId} />
          </span>
          <span className={classes.rowLeft} data-standing={standing}>
            <Sign size={16} aria-hidden />
            {line.leftMinor < 0 ? `${money(-line.leftMinor)} over` : `${money(line.leftMinor)} left`}
          </span>
        </span>
        <span
          className={classes.bar}
          role="progressbar"
          aria-label="Spent"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share(line.spentMinor))}
        >
          <span className={classes.fill} data-standing={standing} style={{ width: `${share(line.spentMinor)}%` }} />
          {line.leftMinor < 0 && <span className={classes.limit} style={{ left: `${share(available)}%` }} />}
          {running && <span className={classes.pace} style={{ left: `${share(line.expectedMinor)}%` }} />}
        </span>
        <span className={classes.rowFoot}>
          <span>
            {money(line.spentMinor)} of {money(line.amountMinor)}
            {line.carriedMinor !== 0 && ` (${line.carriedMinor > 0 ? '+' : ''}${money(line.carriedMinor)} carried over)`}
          </span>
          {running && <span>{paceWords(line, money)}</span>}
        </span>
      </UnstyledButton>
    </li>
  );
}

function paceWords(line: BudgetLine, money: (minor: number) => string): string {
  const usual = line.ownPace ? 'usual' : 'even';
  const difference = line.spentMinor - line.expectedMinor;
  const pace =
    Math.abs(difference) < 100
      ? `at the ${usual} pace`
      : `${money(Math.abs(difference))} ${difference > 0 ? 'ahead of' : 'behind'} the ${usual} pace`;
  return `${pace} · ${money(line.projectedMinor)} by the end of the month`;
}
