/**
 * What a budget's figures mean. Plain functions on minor units of one currency; spending is positive, a refund takes from it.
 */
import { daysInMonth } from '#money';
import type { Rollover } from '#contracts/transactions';

/** A budget in one month. */
export interface BudgetedMonth {
  amountMinor: number;
  spentMinor: number;
  rollover: Rollover;
}

/**
 * What earlier months leave to the month after them: each month's rest (its amount and what came into it, less what was spent)
 * goes on whole (`all`), only where something is left (`leftover`), or not at all (`none`).
 * @param months one after the other, the earliest first; the last one is the month before the one asked about
 */
export function carriedInto(months: readonly BudgetedMonth[]): number {
  return months.reduce((carried, { amountMinor, spentMinor, rollover }) => {
    const left = amountMinor + carried - spentMinor;
    if (rollover === 'none') return 0;
    return rollover === 'leftover' ? Math.max(0, left) : left;
  }, 0);
}

/** Months with spending of its own that a curve needs; fewer say more about chance than about habit. */
const ENOUGH_MONTHS = 3;

/**
 * How much of a month's spending has usually happened by the end of each day: `curve[d]` is the share (0 to 1) by day `d`,
 * `curve[0]` is 0. Rent, paid on the 1st, has its whole share by then; a straight line would cry wolf every month.
 * @param byDay spending by day of the month (index 1–31), summed over the months looked at
 * @param months in how many of them there was any
 * @returns undefined without enough months, or without spending
 */
export function spendingCurve(byDay: readonly number[], months: number): number[] | undefined {
  const positive = Array.from({ length: 32 }, (_, day) => (day ? Math.max(0, byDay[day] ?? 0) : 0));
  const total = positive.reduce((sum, minor) => sum + minor, 0);
  if (months < ENOUGH_MONTHS || total === 0) return undefined;
  let sum = 0;
  return positive.map((minor) => (sum += minor) / total);
}

/**
 * The share of a month's spending that is usual by the end of `day`: by the curve, else by the calendar. All of it on the last day.
 */
export function usualShare(year: number, month: number, day: number, curve?: readonly number[]): number {
  const days = daysInMonth(year, month);
  if (day >= days) return 1;
  return curve ? curve[day]! : day / days;
}

/**
 * Where spending will stand at the end of the month: what was spent and what usually comes after this day. Where there is no usual
 * month, the pace so far goes on; on the first days that says nothing, and the answer is what was spent.
 * @param share from {@link usualShare}
 * @param usualMonthMinor spending of an average month, where there is one
 */
export function projectedSpending(spentMinor: number, share: number, usualMonthMinor: number | undefined): number {
  if (usualMonthMinor !== undefined) return Math.round(spentMinor + Math.max(0, usualMonthMinor) * (1 - share));
  return share < 0.1 ? spentMinor : Math.round(spentMinor / share);
}

/** The middle of the values, of an even number the mean of the two in the middle, rounded; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (!sorted.length) return 0;
  return sorted.length % 2 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}

/** `2026-01` and a number of months → `2025-12`, `2026-02` … */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Every month from `first` to `last`, both included; none where `last` is before. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}
