import { primaryOf } from '#contracts/categories';
import type { BudgetLine, BudgetMonth, MonthTotal, Rollover, UnbudgetedSpending } from '#contracts/transactions';
import { daysInMonth } from '#money';
import { addMonths, carriedInto, median, monthsBetween, projectedSpending, spendingCurve, usualShare } from './budget-math.js';

/** A budget from a month on; `amountMinor` null: ended. */
export interface BudgetRow {
  categoryId: string;
  fromMonth: string;
  amountMinor: number | null;
  rollover: Rollover;
}

/** Spending of one day of the month and category, over all months looked at; months in which there was any. */
export interface DaySpending {
  categoryId: string;
  day: number;
  spentMinor: number;
}

/** What the figures of a month are made of; every amount is in `currency` already. */
export interface BudgetFacts {
  month: string;
  currency: string;
  /** The present day, `YYYY-MM-DD`. */
  today: string;
  /** In the order of their months. */
  rows: BudgetRow[];
  /** From the first budget, or six months before, up to `month`. */
  totals: MonthTotal[];
  days: DaySpending[];
  parentOf: ReadonlyMap<string, string>;
  missing: string[];
}

/** Months whose habits count as those of today. */
export const HABIT_MONTHS = 6;

/** Money that comes in is income; in any other category it is money that came back, and takes from the spending. */
export function isIncome(categoryId: string | undefined, parentOf: ReadonlyMap<string, string>): boolean {
  if (categoryId === undefined) return false;
  const primary = primaryOf(categoryId) ?? parentOf.get(categoryId) ?? categoryId;
  return primary === 'INCOME' || primary === 'TRANSFER_IN';
}

/** What a line of totals means as spending and as income; what came in without a category is income. */
function meaningOf(
  { categoryId, inMinor, outMinor }: MonthTotal,
  parentOf: ReadonlyMap<string, string>,
): { spent: number; income: number } {
  if (isIncome(categoryId, parentOf)) return { spent: 0, income: inMinor + outMinor };
  return categoryId === undefined ? { spent: -outMinor || 0, income: inMinor } : { spent: -(inMinor + outMinor) || 0, income: 0 };
}

/** The figures of a month. A budget of a primary category has what those below it without a budget of their own do not. */
export function viewBudgetMonth(facts: BudgetFacts): BudgetMonth {
  const { month, currency, today, totals, parentOf, missing } = facts;
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const days = daysInMonth(year, number);
  const present = today.slice(0, 7);
  const day = month < present ? days : month > present ? 0 : Number(today.slice(8));
  const spending = spendingByBudget(facts);
  const budgets = [...currentRows(facts.rows, month)].map(([categoryId, row]) => lineOf(row, categoryId));
  const ofMonth = totals.filter((total) => total.month === month);
  const meanings = ofMonth.map((total) => meaningOf(total, parentOf));
  return {
    month, currency, day, days, budgets, missing,
    unbudgeted: unbudgetedOf(spending.get(month)?.rest ?? new Map<string, number>()),
    incomeMinor: sum(meanings.map(({ income }) => income)),
    budgetedMinor: sum(budgets.map(({ amountMinor }) => amountMinor)),
    spentMinor: sum(meanings.map(({ spent }) => spent)),
  }; // prettier-ignore

  function lineOf(row: BudgetRow & { amountMinor: number }, categoryId: string): BudgetLine {
    const spentIn = (each: string): number => spending.get(each)?.budgets.get(categoryId) ?? 0;
    const first = facts.rows.find((each) => each.categoryId === categoryId)!.fromMonth;
    const carriedMinor = carriedInto(
      monthsBetween(first, addMonths(month, -1)).map((each) => {
        const held = rowIn(facts.rows, categoryId, each);
        // An ended budget carries nothing into its next beginning.
        return {
          amountMinor: held?.amountMinor ?? 0,
          spentMinor: spentIn(each),
          rollover: held?.amountMinor == null ? 'none' : held.rollover,
        };
      }),
    );
    const spentMinor = spentIn(month);
    const available = row.amountMinor + carriedMinor;
    const habits = monthsBetween(addMonths(month, -HABIT_MONTHS), addMonths(month, -1)).map(spentIn);
    const active = habits.filter((minor) => minor > 0);
    const curve = spendingCurve(byDayOf(categoryId), active.length);
    const share = day === 0 ? 0 : usualShare(year, number, day, curve);
    return {
      categoryId,
      fromMonth: row.fromMonth,
      amountMinor: row.amountMinor,
      rollover: row.rollover,
      carriedMinor,
      spentMinor,
      leftMinor: available - spentMinor,
      expectedMinor: Math.round(Math.max(0, available) * share),
      projectedMinor:
        day >= days ? spentMinor : projectedSpending(spentMinor, share, curve ? sum(active) / active.length : undefined),
      ownPace: curve !== undefined,
    };
  }

  function byDayOf(budgetId: string): number[] {
    const byDay = Array.from({ length: 32 }, () => 0);
    const budgeted = new Set(currentRows(facts.rows, month).keys());
    for (const each of facts.days) {
      if (budgetOf(each.categoryId, budgeted, parentOf) === budgetId) byDay[each.day]! += each.spentMinor;
    }
    return byDay;
  }
}

/** What each category usually costs a month: the median of the six months before `month`. Income is no cost. */
export function suggestAmounts(
  month: string,
  totals: readonly MonthTotal[],
  parentOf: ReadonlyMap<string, string>,
): { categoryId: string; amountMinor: number }[] {
  const months = monthsBetween(addMonths(month, -HABIT_MONTHS), addMonths(month, -1));
  const spent = new Map<string, Map<string, number>>();
  for (const total of totals) {
    const { categoryId } = total;
    if (categoryId === undefined || isIncome(categoryId, parentOf)) continue;
    const primary = primaryOf(categoryId) ?? parentOf.get(categoryId) ?? categoryId;
    const byMonth = spent.get(primary) ?? new Map<string, number>();
    byMonth.set(total.month, (byMonth.get(total.month) ?? 0) + meaningOf(total, parentOf).spent);
    spent.set(primary, byMonth);
  }
  return [...spent]
    .map(([categoryId, byMonth]) => ({ categoryId, amountMinor: median(months.map((each) => byMonth.get(each) ?? 0)) }))
    .filter(({ amountMinor }) => amountMinor > 0)
    .sort((a, b) => b.amountMinor - a.amountMinor);
}

/** The budget that a category's spending belongs to: its own, else that of the primary one above it. */
function budgetOf(
  categoryId: string | undefined,
  budgeted: ReadonlySet<string>,
  parentOf: ReadonlyMap<string, string>,
): string | undefined {
  if (categoryId === undefined || budgeted.has(categoryId)) return categoryId;
  const parent = primaryOf(categoryId) ?? parentOf.get(categoryId);
  return parent !== undefined && budgeted.has(parent) ? parent : undefined;
}

interface MonthSpending {
  budgets: Map<string, number>;
  rest: Map<string, number>;
}

function spendingByBudget({ totals, rows, parentOf }: BudgetFacts): Map<string, MonthSpending> {
  const months = new Map<string, MonthSpending>();
  for (const total of totals) {
    const { spent } = meaningOf(total, parentOf);
    if (spent === 0) continue;
    const budgeted = new Set(currentRows(rows, total.month).keys());
    const at = months.get(total.month) ?? { budgets: new Map<string, number>(), rest: new Map<string, number>() };
    months.set(total.month, at);
    // Before the first budget of a category, its past shows its habits.
    const known = new Set([...budgeted, ...rows.filter((row) => row.fromMonth > total.month).map((row) => row.categoryId)]);
    const budget = budgetOf(total.categoryId, known, parentOf);
    const [into, key] = budget === undefined ? [at.rest, total.categoryId ?? ''] : [at.budgets, budget];
    into.set(key, (into.get(key) ?? 0) + spent);
  }
  return months;
}

function unbudgetedOf(rest: ReadonlyMap<string, number>): UnbudgetedSpending[] {
  return [...rest]
    .map(([categoryId, spentMinor]) => ({ ...(categoryId ? { categoryId } : {}), spentMinor }))
    .filter(({ spentMinor }) => spentMinor > 0)
    .sort((a, b) => b.spentMinor - a.spentMinor);
}

function rowIn(rows: readonly BudgetRow[], categoryId: string, month: string): BudgetRow | undefined {
  return rows.findLast((row) => row.categoryId === categoryId && row.fromMonth <= month);
}

/** The budgets that hold in a month. */
function currentRows(rows: readonly BudgetRow[], month: string): Map<string, BudgetRow & { amountMinor: number }> {
  const current = new Map<string, BudgetRow & { amountMinor: number }>();
  for (const row of rows) {
    if (row.fromMonth > month) continue;
    const { amountMinor } = row;
    if (amountMinor === null) current.delete(row.categoryId);
    else current.set(row.categoryId, { ...row, amountMinor });
  }
  return current;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
