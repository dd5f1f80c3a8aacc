import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `create table transactions.exchange_rate (
    "user_id" uuid not null,
    "currency" character(3) not null,
    "day" date not null,
    "rate" numeric not null,
    "source" text not null,
    constraint "exchange_rate_pk" primary key ("user_id", "currency", "day"),
    constraint "exchange_rate_positive" check ("rate" > 0),
    constraint "exchange_rate_source_known" check ("source" in ('ecb-file', 'fetched', 'manual')),
    constraint "exchange_rate_not_of_euro" check ("currency" <> 'EUR')
  )`,

  // The last rate known on a day: the user's own or the shared one (of nobody), whichever is later; on the same day their own.
  // Written so that PostgreSQL puts it in the place of the call: two look-ups in the key, also for thousands of days.
  `create function transactions.rate_on(for_user uuid, of_currency character, on_day date)
   returns table (rate numeric, day date) language sql stable as $$
    select known.rate, known.day from (
      select 1::numeric as rate, on_day as day, 0 as rank where of_currency = 'EUR'
      union all
      (select r.rate, r.day, 1 from transactions.exchange_rate r
       where r.user_id = for_user and r.currency = of_currency and r.day <= on_day order by r.day desc limit 1)
      union all
      (select r.rate, r.day, 2 from transactions.exchange_rate r
       where r.user_id = '00000000-0000-0000-0000-000000000000' and r.currency = of_currency and r.day <= on_day
       order by r.day desc limit 1)
    ) known order by known.day desc, known.rank limit 1
   $$`,

  `alter table transactions.ledger add column "reporting_currency" character(3)`,
];

const DOWN = [
  `alter table transactions.ledger drop column "reporting_currency"`,
  'drop function transactions.rate_on(uuid, character, date)',
  'drop table transactions.exchange_rate',
];

/** Exchange rates by day, and the currency in which each user wants sums. */
export class CreateExchangeRates1795332000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
