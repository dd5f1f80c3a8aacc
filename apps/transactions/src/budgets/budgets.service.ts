import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BudgetMonth, BudgetSuggestions, MonthTotal, Rollover, SetBudgetsInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { ExchangeRates, today } from '../exchange-rates/exchange-rates.service.js';
import { monthTotalsIn } from '../exchange-rates/month-totals-in.js';
import { ReportingCurrency } from '../exchange-rates/reporting-currency.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import { addMonths } from './budget-math.js';
import { HABIT_MONTHS, suggestAmounts, viewBudgetMonth, type BudgetRow, type DaySpending } from './budget-view.js';

/** A user's budgets against what was spent, in their reporting currency. */
@Injectable()
export class BudgetsService {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
    private readonly reporting: ReportingCurrency,
    private readonly rates: ExchangeRates,
  ) {}

  async month(userId: string, month = today().slice(0, 7)): Promise<BudgetMonth> {
    const { currency } = await this.reporting.of(userId);
    const rows = await this.rows(userId, currency);
    const habitsFrom = addMonths(month, -HABIT_MONTHS);
    const from = rows.reduce((first, row) => (row.fromMonth < first ? row.fromMonth : first), habitsFrom);
    const [{ totals, missing }, days, parentOf] = await Promise.all([
      this.totals(userId, from, month, currency),
      this.days(userId, habitsFrom, addMonths(month, -1), currency),
      this.parents(userId),
    ]);
    return viewBudgetMonth({ month, currency, today: today(), rows, totals, days, parentOf, missing });
  }

  async suggest(userId: string, month = today().slice(0, 7)): Promise<BudgetSuggestions> {
    const { currency } = await this.reporting.of(userId);
    const [{ totals }, parentOf] = await Promise.all([
      this.totals(userId, addMonths(month, -HABIT_MONTHS), addMonths(month, -1), currency),
      this.parents(userId),
    ]);
    return { currency, items: suggestAmounts(month, totals, parentOf) };
  }

  /** @throws ServiceError `categories.not-found` */
  async set(userId: string, { month, budgets }: SetBudgetsInput): Promise<number> {
    const { currency } = await this.reporting.of(userId);
    // Of two for one category the last one counts.
    const byCategory = [...new Map(budgets.map((budget) => [budget.categoryId, budget])).values()];
    await this.database.transaction(async (manager) => {
      for (const { categoryId } of byCategory) await this.categories.requireUsable(manager, userId, categoryId);
      await manager.query(
        `insert into transactions.budget (user_id, category_id, from_month, amount_minor, currency, rollover)
         select $1, x.category_id, $2, x.amount, $3, coalesce(x.rollover, (
           select b.rollover from transactions.budget b
           where b.user_id = $1 and b.category_id = x.category_id and b.from_month <= $2 order by b.from_month desc limit 1), 'none')
         from json_to_recordset($4::json) as x (category_id text, amount bigint, rollover text)
         on conflict on constraint budget_of_month do update
           set amount_minor = excluded.amount_minor, currency = excluded.currency, rollover = excluded.rollover`,
        [
          userId,
          `${month}-01`,
          currency,
          JSON.stringify(
            byCategory.map(({ categoryId, amountMinor, rollover }) => ({
              category_id: categoryId,
              amount: amountMinor,
              rollover,
            })),
          ),
        ],
      );
      await raiseLedgerVersion(manager, userId);
    });
    return byCategory.length;
  }

  /** Every budget there ever was, by month, in `currency`; one set in another currency at today's rate. */
  private async rows(userId: string, currency: string): Promise<BudgetRow[]> {
    const rows: { categoryId: string; fromMonth: string; amountMinor: string | null; currency: string; rollover: Rollover }[] =
      await this.database.query(
        `select category_id as "categoryId", to_char(from_month, 'YYYY-MM') as "fromMonth", amount_minor as "amountMinor", currency, rollover
         from transactions.budget where user_id = $1 order by from_month, category_id`,
        [userId],
      );
    const amounts = rows.map((row) => ({
      amountMinor: toSafeNumber(row.amountMinor ?? 0),
      currency: row.currency,
      day: today(),
    }));
    const converted = await this.rates.convert(userId, amounts, currency);
    return rows.map(({ categoryId, fromMonth, amountMinor, rollover }, i) => ({
      categoryId,
      fromMonth,
      rollover,
      amountMinor: amountMinor === null ? null : (converted[i]?.amountMinor ?? 0),
    }));
  }

  private async totals(
    userId: string,
    from: string,
    to: string,
    currency: string,
  ): Promise<{ totals: MonthTotal[]; missing: string[] }> {
    const rows = await monthTotalsIn(this.database, { userId, from: `${from}-01`, to: `${to}-01`, accountIds: null }, currency);
    const missing = new Set(rows.filter((row) => row.currency !== currency).map((row) => row.currency));
    const totals = rows
      .filter((row) => row.currency === currency)
      .map((row) => ({
        month: row.month,
        categoryId: row.categoryId || undefined,
        currency,
        inMinor: toSafeNumber(row.inMinor),
        outMinor: toSafeNumber(row.outMinor),
        count: Number(row.count),
      }));
    return { totals, missing: [...missing].sort() };
  }

  /**
   * On which days of the month a user spends, by category. Only what is in the reporting currency: the shape of a month needs no
   * rates. Divided transactions are left out of it.
   */
  private async days(userId: string, from: string, to: string, currency: string): Promise<DaySpending[]> {
    const rows: { categoryId: string; day: number; spentMinor: string }[] = await this.database.query(
      `select t.category_id as "categoryId", extract(day from t.booked_on)::int as day, -sum(t.amount_minor) as "spentMinor"
       from transactions.transaction t
       where t.user_id = $1 and t.booked_on >= $2 and t.booked_on < $3::date + interval '1 month' and t.category_id is not null
         and not t.is_transfer and t.currency = $4
       group by 1, 2`,
      [userId, `${from}-01`, `${to}-01`, currency],
    );
    return rows.map((row) => ({ ...row, spentMinor: toSafeNumber(row.spentMinor) }));
  }

  /** The user's own categories that stand below another one → that one. */
  private async parents(userId: string): Promise<Map<string, string>> {
    const own = await this.categories.listOwn(userId);
    return new Map(own.flatMap(({ id, parentId }) => (parentId === null ? [] : [[id, parentId]])));
  }
}
