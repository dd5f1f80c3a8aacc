import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `create table transactions.account (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "name" text not null,
    "type" text not null,
    "currency" character(3) not null,
    "opening_balance_minor" bigint not null default '0',
    "institution" text,
    "bank_ref" text,
    "archived" boolean not null default false,
    "import_mapping" jsonb,
    "created_at" timestamp with time zone not null default now(),
    constraint "account_pk" primary key ("id"),
    constraint "account_currency" unique ("id", "currency"),
    constraint "account_currency_code" check ("currency" ~ '^[A-Z]{3}$'),
    constraint "account_opening_balance_safe" check ("opening_balance_minor" between -9007199254740991 and 9007199254740991)
  )`,
  `create index "account_user" on transactions.account ("user_id")`,

  `create table transactions.transaction (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "account_id" uuid not null,
    "booked_on" date not null,
    "value_on" date,
    "amount_minor" bigint not null,
    "currency" character(3) not null,
    "description" text not null,
    "counterparty" text,
    "category_id" text,
    "category_source" text not null default 'none',
    "confidence" real,
    "notes" text,
    "words" tsvector not null,
    "tags" text array not null default '{}',
    "status" text not null default 'booked',
    "import_id" uuid,
    "import_line" integer,
    "bank_id" text,
    "fingerprint" bytea not null,
    "occurrence" integer not null default '0',
    "merchant_key" text not null,
    "edited_at" timestamp with time zone,
    "created_at" timestamp with time zone not null default now(),
    "updated_at" timestamp with time zone not null default now(),
    constraint "transaction_pk" primary key ("id"),
    constraint "transaction_identity" unique ("account_id", "fingerprint", "occurrence"),
    constraint "transaction_account" foreign key ("account_id", "currency") references transactions.account ("id", "currency")
      on delete cascade on update no action,
    constraint "transaction_amount_safe" check ("amount_minor" between -9007199254740991 and 9007199254740991),
    constraint "transaction_currency_code" check ("currency" ~ '^[A-Z]{3}$'),
    constraint "transaction_status_known" check ("status" in ('booked', 'pending')),
    constraint "transaction_source_known" check ("category_source" in ('user', 'rule', 'history', 'model', 'none')),
    constraint "transaction_source_of_category" check (("category_id" is null) = ("category_source" = 'none')),
    constraint "transaction_confidence_range" check ("confidence" between 0 and 1)
  )`,
  `create index "transaction_by_date" on transactions.transaction ("user_id", "booked_on", "id")`,
  `create index "transaction_by_category" on transactions.transaction ("user_id", "category_id", "booked_on")`,
  `create index "transaction_by_amount" on transactions.transaction ("user_id", "amount_minor", "id")`,
  // The two sorts by an expression; TypeORM cannot describe such an index, so the entity only names it.
  `create index "transaction_by_description" on transactions.transaction ("user_id", lower(left("description", 48)), "id")`,
  `create index "transaction_by_confidence" on transactions.transaction ("user_id", coalesce("confidence", -1), "id")`,
  `create index "transaction_by_merchant" on transactions.transaction ("user_id", "merchant_key") where "category_source" = 'user'`,
  `create index "transaction_by_import" on transactions.transaction ("import_id") where "import_id" is not null`,

  // The words a search looks for. PostgreSQL's parser would keep "netflix.com", "-579" and "<b>" whole, and takes punctuation
  // beyond ASCII for letters where the locale is C, so these become spaces first. Set by a trigger and not generated, because
  // TypeORM notes a generated column's expression under the database's name, which differs from place to place.
  `create function transactions.set_words() returns trigger language plpgsql as $$
  begin
    new.words := to_tsvector('simple'::regconfig, translate(
      new.description || ' ' || coalesce(new.counterparty, '') || ' ' || coalesce(new.notes, ''),
      e'./-:@&+<\\u00a0\\u00ab\\u00b7\\u00bb\\u2013\\u2014\\u2019\\u201c\\u201d\\u2022\\u20ac', repeat(' ', 19)));
    return new;
  end $$`,
  `create trigger "transaction_set_words" before insert or update of "description", "counterparty", "notes" on transactions.transaction
    for each row execute function transactions.set_words()`,
  // New words are gathered and sorted in by the megabyte: an import writes them in half the time. `vacuum` sorts the rest in.
  `create index "transaction_words" on transactions.transaction using gin ("words") with (gin_pending_list_limit = 32768)`,

  `create table transactions.category (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "name" text not null,
    "parent_id" text,
    "color" text,
    "created_at" timestamp with time zone not null default now(),
    constraint "category_pk" primary key ("id")
  )`,
  `create unique index "category_name" on transactions.category ("user_id", coalesce("parent_id", ''), lower("name"))`,

  `create table transactions.rule (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "position" integer not null,
    "contains" text not null,
    "category_id" text not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "rule_pk" primary key ("id")
  )`,
  `create index "rule_order" on transactions.rule ("user_id", "position")`,

  `create table transactions.saved_filter (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "name" text not null,
    "filter" jsonb not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "saved_filter_pk" primary key ("id"),
    constraint "saved_filter_name" unique ("user_id", "name")
  )`,

  `create table transactions.ledger (
    "user_id" uuid not null,
    "version" bigint not null default '0',
    constraint "ledger_pk" primary key ("user_id")
  )`,
];

const DOWN = [
  'drop table transactions.ledger',
  'drop table transactions.saved_filter',
  'drop table transactions.rule',
  'drop table transactions.category',
  'drop table transactions.transaction',
  'drop function transactions.set_words()',
  'drop table transactions.account',
];

export class CreateLedger1795325000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
