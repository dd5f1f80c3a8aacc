import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MonthTotal, MonthTotals, MonthTotalsInput, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, type CallContext } from '#rpc';
import { monthTotalsIn, type ConvertedTotalRow, type MonthTotalsFilter } from '../exchange-rates/month-totals-in.js';
import { checkedCurrency, ReportingCurrency } from '../exchange-rates/reporting-currency.js';
import { toSafeNumber } from './minor-units.column.js';

interface TotalRow {
  month: string;
  categoryId: string;
  currency: string;
  inMinor: string;
  outMinor: string;
  count: string;
}

/** What came in and went out by month and category. */
@Injectable()
export class MonthTotalsHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly reporting: ReportingCurrency,
  ) {}

  /** Transfers are left out; a divided transaction counts by its parts. Pending rows count: the money is as good as gone. */
  @Implements(transactionsContract.operations.monthTotals)
  async monthTotals({ from, to, accountIds, currency }: MonthTotalsInput, call: CallContext): Promise<MonthTotals> {
    const filter: MonthTotalsFilter = {
      userId: requireUser(call).id,
      from: from ? `${from}-01` : '0001-01-01',
      to: to ? `${to}-01` : '9999-12-01',
      accountIds: accountIds ?? null,
    };
    if (currency == null) return { items: (await this.inOwnCurrencies(filter)).map(toTotal) };
    const target =
      currency === 'reporting' ? (await this.reporting.of(filter.userId)).currency : checkedCurrency('currency', currency);
    const items = (await monthTotalsIn(this.database, filter, target)).map(toTotal);
    const missing = new Set(items.map((item) => item.currency).filter((code) => code !== target));
    return { items, currency: target, missing: [...missing].sort() };
  }

  private inOwnCurrencies({ userId, from, to, accountIds }: MonthTotalsFilter): Promise<TotalRow[]> {
    return this.database.query(
      `select to_char(month, 'YYYY-MM') as month, category_id as "categoryId", a.currency, sum(in_minor) as "inMinor",
         sum(out_minor) as "outMinor", sum(count) as count
       from (
         select account_id, month, category_id, in_minor, out_minor, count
         from transactions.month_total m
         where m.user_id = $1 and not is_transfer and not is_split and month between $2 and $3
         union all
         select t.account_id, t.booked_on - (extract(day from t.booked_on)::int - 1), coalesce(s.category_id, ''),
           greatest(s.amount_minor, 0), least(s.amount_minor, 0), 1
         from transactions.transaction_split s join transactions.transaction t on t.id = s.transaction_id
         where s.user_id = $1 and not t.is_transfer and t.booked_on >= $2 and t.booked_on < $3::date + interval '1 month'
       ) parts
       join transactions.account a on a.id = parts.account_id
       where $4::uuid[] is null or a.id = any($4)
       group by 1, 2, 3 order by 1, 3, 2`,
      [userId, from, to, accountIds],
    );
  }
}

function toTotal(row: TotalRow | ConvertedTotalRow): MonthTotal {
  return {
    month: row.month,
    categoryId: row.categoryId || undefined,
    currency: row.currency,
    inMinor: toSafeNumber(row.inMinor),
    outMinor: toSafeNumber(row.outMinor),
    count: Number(row.count),
    rateAgeDays: 'rateAgeDays' in row ? (row.rateAgeDays ?? undefined) : undefined,
  };
}
