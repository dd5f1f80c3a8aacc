import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'user_id, account_id, month, category_id, status, is_transfer, is_split';

/** Rows of a transition table as what they add to a month's sums (`sign` 1) or take from them (-1). */
const signed = (table: string, sign: 1 | -1): string =>
  `select user_id, account_id, booked_on - (extract(day from booked_on)::int - 1) as month, coalesce(category_id, '') as category_id,
     status, is_transfer, is_split, ${sign} * greatest(amount_minor, 0) as in_minor, ${sign} * least(amount_minor, 0) as out_minor,
     ${sign} as count from ${table}`;

/**
 * A statement's changes go into the sums as one statement. It locks the user's ledger first, so that two writers of one user
 * never wait for each other's sums in a circle.
 */
const sumMonths = (name: string, changes: string, touched: string, mayEmpty: boolean): string =>
  `create function transactions.${name}() returns trigger language plpgsql as $$
  begin
    insert into transactions.ledger (user_id) select distinct user_id from ${touched} order by 1 on conflict do nothing;
    perform 1 from transactions.ledger where user_id in (select user_id from ${touched}) order by user_id for update;
    insert into transactions.month_total as m (${KEY}, in_minor, out_minor, count)
    select ${KEY}, sum(in_minor), sum(out_minor), sum(count) from (${changes}) changes
    group by ${KEY} having sum(in_minor) <> 0 or sum(out_minor) <> 0 or sum(count) <> 0
    on conflict on constraint month_total_pk do update
      set in_minor = m.in_minor + excluded.in_minor, out_minor = m.out_minor + excluded.out_minor, count = m.count + excluded.count;
    ${mayEmpty ? `delete from transactions.month_total where count = 0 and (user_id, month) in (select user_id, month from (${changes}) changes);` : ''}
    return null;
  end $$`;

const UP = [
  `alter table transactions.transaction
    add column "is_transfer" boolean not null default false,
    add column "is_split" boolean not null default false,
    add column "reference" text,
    add column "counterparty_account" text,
    add column "original_amount_minor" bigint,
    add column "original_currency" character(3),
    add constraint "transaction_original_safe" check ("original_amount_minor" between -9007199254740991 and 9007199254740991),
    add constraint "transaction_original_whole" check (("original_amount_minor" is null) = ("original_currency" is null)),
    add constraint "transaction_split_uncategorised" check (not "is_split" or "category_id" is null)`,

  `create table transactions.transaction_split (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "transaction_id" uuid not null,
    "position" integer not null,
    "amount_minor" bigint not null,
    "category_id" text,
    "notes" text,
    constraint "transaction_split_pk" primary key ("id"),
    constraint "transaction_split_position" unique ("transaction_id", "position"),
    constraint "transaction_split_transaction" foreign key ("transaction_id") references transactions.transaction ("id")
      on delete cascade on update no action,
    constraint "transaction_split_amount_safe" check ("amount_minor" between -9007199254740991 and 9007199254740991)
  )`,
  `create index "transaction_split_by_category" on transactions.transaction_split ("user_id", "category_id")`,

  // Half-empty pages leave room for a row's new version beside the old one, for every import changes the same few rows.
  `create table transactions.month_total (
    "user_id" uuid not null,
    "account_id" uuid not null,
    "month" date not null,
    "category_id" text not null,
    "status" text not null,
    "is_transfer" boolean not null,
    "is_split" boolean not null,
    "in_minor" numeric not null,
    "out_minor" numeric not null,
    "count" bigint not null,
    constraint "month_total_pk" primary key ("user_id", "month", "account_id", "category_id", "status", "is_transfer", "is_split")
  ) with (fillfactor = 50)`,
  sumMonths('sum_added_months', signed('added', 1), 'added', false),
  sumMonths('sum_removed_months', signed('removed', -1), 'removed', true),
  sumMonths('sum_changed_months', `${signed('added', 1)} union all ${signed('removed', -1)}`, 'added', true),
  `create trigger "transaction_added" after insert on transactions.transaction referencing new table as added
    for each statement execute function transactions.sum_added_months()`,
  `create trigger "transaction_removed" after delete on transactions.transaction referencing old table as removed
    for each statement execute function transactions.sum_removed_months()`,
  `create trigger "transaction_changed" after update on transactions.transaction referencing new table as added old table as removed
    for each statement execute function transactions.sum_changed_months()`,
  `insert into transactions.month_total (${KEY}, in_minor, out_minor, count)
   select ${KEY}, sum(in_minor), sum(out_minor), sum(count) from (${signed('transactions.transaction', 1)}) rows group by ${KEY}`,
];

const DOWN = [
  'drop trigger "transaction_changed" on transactions.transaction',
  'drop trigger "transaction_removed" on transactions.transaction',
  'drop trigger "transaction_added" on transactions.transaction',
  'drop function transactions.sum_changed_months()',
  'drop function transactions.sum_removed_months()',
  'drop function transactions.sum_added_months()',
  'drop table transactions.month_total',
  'drop table transactions.transaction_split',
  `alter table transactions.transaction
    drop constraint "transaction_split_uncategorised", drop constraint "transaction_original_whole",
    drop constraint "transaction_original_safe", drop column "original_currency", drop column "original_amount_minor",
    drop column "counterparty_account", drop column "reference", drop column "is_split", drop column "is_transfer"`,
];

/** Transfers, splits and what banks say besides; sums by month, which the database itself keeps right. */
export class ExtendTransactions1795330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
