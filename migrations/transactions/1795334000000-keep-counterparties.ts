import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'user_id, merchant_key, currency';

/** Rows of a transition table as what they add to a merchant's sums (`sign` 1) or take from them (-1); transfers are only counted. */
const signed = (table: string, sign: 1 | -1): string =>
  `select user_id, merchant_key, currency,
     case when is_transfer then 0 else ${sign} * greatest(amount_minor, 0) end as in_minor,
     case when is_transfer then 0 else ${sign} * least(amount_minor, 0) end as out_minor, ${sign} as count from ${table}`;

const sumMerchants = (name: string, changes: string, mayEmpty: boolean): string =>
  `create function transactions.${name}() returns trigger language plpgsql as $$
  begin
    insert into transactions.merchant_total as m (${KEY}, in_minor, out_minor, count)
    select ${KEY}, sum(in_minor), sum(out_minor), sum(count) from (${changes}) changes
    group by ${KEY} having sum(in_minor) <> 0 or sum(out_minor) <> 0 or sum(count) <> 0
    on conflict on constraint merchant_total_pk do update
      set in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor, count = m.count + excluded.count;
    ${mayEmpty ? `delete from transactions.merchant_total where count = 0 and (user_id, merchant_key) in (select user_id, merchant_key from removed);` : ''}
    return null;
  end $$`;

const UP = [
  `create table transactions.counterparty (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "name" text not null,
    "named_by_user" boolean not null default false,
    "created_at" timestamp with time zone not null default now(),
    constraint "counterparty_pk" primary key ("id")
  )`,
  `create index "counterparty_user" on transactions.counterparty ("user_id")`,
  `create table transactions.counterparty_key (
    "user_id" uuid not null,
    "merchant_key" text not null,
    "counterparty_id" uuid not null,
    constraint "counterparty_key_pk" primary key ("user_id", "merchant_key"),
    constraint "counterparty_key_counterparty" foreign key ("counterparty_id") references transactions.counterparty ("id")
      on delete cascade on update no action
  )`,
  `create index "counterparty_key_of" on transactions.counterparty_key ("counterparty_id")`,

  // Pages with room, for every import changes the same rows.
  `create table transactions.merchant_total (
    "user_id" uuid not null,
    "merchant_key" text not null,
    "currency" character(3) not null,
    "in_minor" numeric not null,
    "out_minor" numeric not null,
    "count" bigint not null,
    constraint "merchant_total_pk" primary key ("user_id", "merchant_key", "currency")
  ) with (fillfactor = 60)`,
  sumMerchants('sum_added_merchants', signed('added', 1), false),
  sumMerchants('sum_removed_merchants', signed('removed', -1), true),
  sumMerchants('sum_changed_merchants', `${signed('added', 1)} union all ${signed('removed', -1)}`, true),
  // Triggers run in the order of their names: these come after those of the months, which have locked the ledger by then.
  `create trigger "transaction_totals_added" after insert on transactions.transaction referencing new table as added
    for each statement execute function transactions.sum_added_merchants()`,
  `create trigger "transaction_totals_removed" after delete on transactions.transaction referencing old table as removed
    for each statement execute function transactions.sum_removed_merchants()`,
  `create trigger "transaction_totals_changed" after update on transactions.transaction
    referencing new table as added old table as removed
    for each statement execute function transactions.sum_changed_merchants()`,
  `insert into transactions.merchant_total (${KEY}, in_minor, out_minor, count)
   select ${KEY}, sum(in_minor), sum(out_minor), sum(count) from (${signed('transactions.transaction', 1)}) rows group by ${KEY}`,
  `create index "transaction_by_counterparty" on transactions.transaction ("user_id", "merchant_key", "booked_on", "id")`,
];

const DOWN = [
  'drop index transactions."transaction_by_counterparty"',
  'drop trigger "transaction_totals_changed" on transactions.transaction',
  'drop trigger "transaction_totals_removed" on transactions.transaction',
  'drop trigger "transaction_totals_added" on transactions.transaction',
  'drop function transactions.sum_changed_merchants()',
  'drop function transactions.sum_removed_merchants()',
  'drop function transactions.sum_added_merchants()',
  'drop table transactions.merchant_total',
  'drop table transactions.counterparty_key',
  'drop table transactions.counterparty',
];

/** Names for merchants, and sums of each merchant's transactions, which the database itself keeps right. */
export class KeepCounterparties1795334000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
