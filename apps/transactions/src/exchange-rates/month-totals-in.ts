import type { DataSource } from 'typeorm';
import { findCurrency } from '#money';

/** One row of sums as the driver gives it. */
export interface ConvertedTotalRow {
  month: string;
  categoryId: string;
  /** The one asked for, or the amounts' own where no rate is known. */
  currency: string;
  inMinor: string;
  outMinor: string;
  count: string;
  rateAgeDays: number | null;
}

export interface MonthTotalsFilter {
  userId: string;
  /** First days of months. */
  from: string;
  to: string;
  accountIds: string[] | null;
}

/**
 * What came in and went out by month and category, in one currency. Amounts in it come from the sums by month; only those of accounts
 * in other currencies are summed by day, for each day has its rate. A row is rounded once, half away from zero, after adding up.
 */
export async function monthTotalsIn(
  database: DataSource,
  { userId, from, to, accountIds }: MonthTotalsFilter,
  currency: string,
): Promise<ConvertedTotalRow[]> {
  const foreign: { currency: string }[] = await database.query(
    `select distinct currency from transactions.account
     where user_id = $1 and currency <> $2 and ($3::uuid[] is null or id = any($3))`,
    [userId, currency, accountIds],
  );
  const codes = foreign.map((row) => row.currency);
  const decimals = (code: string): number => findCurrency(code)?.exponent ?? 2;
  // Twenty decimals more than the division would keep: it is rounded where it shows, not before.
  const shifts = codes.map((code) => `${shift(decimals(currency) - decimals(code))}${'0'.repeat(20)}`);
  return database.query(
    `with wanted as (
       select a.id, a.currency from transactions.account a where a.user_id = $1 and ($4::uuid[] is null or a.id = any($4))),
     native as (
       select to_char(month, 'YYYY-MM') as month, category_id, in_minor, out_minor, count
       from transactions.month_total m join wanted on wanted.id = m.account_id
       where m.user_id = $1 and not is_transfer and not is_split and month between $2 and $3 and wanted.currency = $5
       union all
       select to_char(t.booked_on, 'YYYY-MM'), coalesce(s.category_id, ''), greatest(s.amount_minor, 0), least(s.amount_minor, 0), 1
       from transactions.transaction_split s join transactions.transaction t on t.id = s.transaction_id
       join wanted on wanted.id = t.account_id
       where s.user_id = $1 and not t.is_transfer and t.booked_on >= $2 and t.booked_on < $3::date + interval '1 month'
         and wanted.currency = $5),
     days as (
       select t.booked_on as day, t.currency, coalesce(t.category_id, '') as category_id, sum(greatest(t.amount_minor, 0)) as in_minor,
         sum(least(t.amount_minor, 0)) as out_minor, count(*) as count
       from transactions.transaction t join wanted on wanted.id = t.account_id
       where t.user_id = $1 and not t.is_transfer and not t.is_split and t.booked_on >= $2
         and t.booked_on < $3::date + interval '1 month' and wanted.currency <> $5
       group by 1, 2, 3
       union all
       select t.booked_on, t.currency, coalesce(s.category_id, ''), sum(greatest(s.amount_minor, 0)), sum(least(s.amount_minor, 0)), count(*)
       from transactions.transaction_split s join transactions.transaction t on t.id = s.transaction_id
       join wanted on wanted.id = t.account_id
       where s.user_id = $1 and not t.is_transfer and t.booked_on >= $2 and t.booked_on < $3::date + interval '1 month'
         and wanted.currency <> $5
       group by 1, 2, 3),
     rates as (
       select d.currency, d.day, source.rate as source_rate, target.rate * shifts.shift as target_rate,
         d.day - least(source.day, target.day) as age
       from (select distinct currency, day from days) d
       join unnest($6::text[], $7::numeric[]) as shifts (currency, shift) on shifts.currency = d.currency
       cross join lateral transactions.rate_on($1, d.currency, d.day) source
       cross join lateral transactions.rate_on($1, $5::character(3), d.day) target),
     converted as (
       select to_char(d.day, 'YYYY-MM') as month, d.category_id, case when r.age is null then d.currency else $5 end as currency,
         case when r.age is null then d.in_minor else d.in_minor * r.target_rate / r.source_rate end as in_minor,
         case when r.age is null then d.out_minor else d.out_minor * r.target_rate / r.source_rate end as out_minor,
         d.count, r.age
       from days d left join rates r on r.currency = d.currency and r.day = d.day)
     select month, category_id as "categoryId", currency, round(sum(in_minor)) as "inMinor", round(sum(out_minor)) as "outMinor",
       sum(count) as count, max(age) as "rateAgeDays"
     from (
       select month, category_id, $5 as currency, in_minor, out_minor, count, null::int as age from native
       union all
       select * from converted
     ) parts
     group by 1, 2, 3 order by 1, 3, 2`,
    [userId, from, to, accountIds, currency, codes, shifts],
  );
}

/** 10^`exponent` as decimal text that ends in its decimals. */
const shift = (exponent: number): string => (exponent >= 0 ? `1${'0'.repeat(exponent)}.` : `0.${'0'.repeat(-exponent - 1)}1`);
