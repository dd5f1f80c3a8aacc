import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ExchangeRate, ExchangeRatePage, ListExchangeRatesInput, RateCoverage, RateSource } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { checkedDate } from '../ledger/check-input.js';
import { SHARED } from './exchange-rate.entity.js';
import { announceRates } from './write-rates.js';

const PAGE_ROWS = 100;
const RECENT = 60;

interface CoverageRow extends Omit<RateCoverage, 'days' | 'ownDays'> {
  days: string;
  ownDays: string;
}

/** The rates that a user sees: the shared ones, and their own before them. */
@Injectable()
export class ExchangeRatesRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  async coverage(userId: string): Promise<RateCoverage[]> {
    const rows: CoverageRow[] = await this.database.query(
      `select c.currency, c.first_day::text as "firstDay", c.last_day::text as "lastDay", c.shared_days + c.own_days - twice.days as days,
         c.own_days as "ownDays", recent.rates as recent, recent.rates[cardinality(recent.rates)] as "lastRate"
       from (
         select currency, min(day) as first_day, max(day) as last_day, count(*) filter (where user_id = $1) as own_days,
           count(*) filter (where user_id <> $1) as shared_days
         from transactions.exchange_rate where user_id in ($1, '${SHARED}') group by currency) c
       cross join lateral (
         select count(*) as days from transactions.exchange_rate own
         join transactions.exchange_rate shared using (currency, day)
         where own.user_id = $1 and own.currency = c.currency and shared.user_id = '${SHARED}') twice
       cross join lateral (
         select array_agg(rate::text order by day) as rates from (
           select distinct on (day) day, rate from (
             (select day, rate, 0 as rank from transactions.exchange_rate where user_id = $1 and currency = c.currency
              order by day desc limit ${RECENT})
             union all
             (select day, rate, 1 from transactions.exchange_rate where user_id = '${SHARED}' and currency = c.currency
              order by day desc limit ${RECENT})) latest
           order by day desc, rank limit ${RECENT}) chosen) recent
       order by c.currency`,
      [userId],
    );
    return rows.map((row) => ({ ...row, days: Number(row.days), ownDays: Number(row.ownDays) }));
  }

  /** @throws ServiceError `invalid-input` for a day that does not exist */
  async list(userId: string, input: ListExchangeRatesInput): Promise<ExchangeRatePage> {
    const limit = input.limit ?? PAGE_ROWS;
    const day = (field: 'from' | 'to' | 'cursor') => (input[field] == null ? null : checkedDate(field, input[field]));
    const rows = await this.select(userId, input.currency.toUpperCase(), {
      from: day('from'),
      to: day('to'),
      before: day('cursor'),
      limit: limit + 1,
    });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.day : undefined };
  }

  /** Writes the user's own rate of a day. */
  async put(userId: string, currency: string, day: string, rate: string): Promise<ExchangeRate> {
    return this.database.transaction(async (manager) => {
      await manager.query(
        `insert into transactions.exchange_rate (user_id, currency, day, rate, source) values ($1, $2, $3, $4, 'manual')
         on conflict on constraint exchange_rate_pk do update set rate = excluded.rate, source = excluded.source`,
        [userId, currency, day, rate],
      );
      await announceRates(manager, userId);
      return { currency, day, rate, source: 'manual', own: true };
    });
  }

  /** @returns how many there were: one or none */
  async delete(userId: string, currency: string, day: string): Promise<number> {
    return this.database.transaction(async (manager) => {
      const [, affected]: [unknown, number] = await manager.query(
        'delete from transactions.exchange_rate where user_id = $1 and currency = $2 and day = $3',
        [userId, currency, day],
      );
      if (affected) await announceRates(manager, userId);
      return affected;
    });
  }

  private async select(
    userId: string,
    currency: string,
    { from, to, before, limit }: { from: string | null; to: string | null; before: string | null; limit: number },
  ): Promise<ExchangeRate[]> {
    const rows: { currency: string; day: string; rate: string; source: RateSource; own: boolean }[] = await this.database.query(
      `select distinct on (r.day) r.currency, r.day::text as day, r.rate::text as rate, r.source, r.user_id = $1 as own
       from transactions.exchange_rate r
       where r.user_id in ($1, '${SHARED}') and r.currency = $2 and r.day >= coalesce($3::date, '0001-01-01')
         and r.day <= coalesce($4::date, '9999-12-31') and ($5::date is null or r.day < $5::date)
       order by r.day desc, r.user_id = $1 desc limit $6`,
      [userId, currency, from, to, before, limit],
    );
    return rows;
  }
}
