import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // The newest rows that a person should look at; review/open-rows.ts repeats the condition, for the planner wants it word for word.
  `create index "transaction_open" on transactions.transaction ("user_id", "booked_on", "id")
    where "category_source" in ('none', 'model', 'history') and coalesce("confidence", 0) < 0.8 and not "is_transfer" and not "is_split"`,
  // A person's latest decisions.
  `create index "transaction_corrections" on transactions.transaction ("user_id", (coalesce("edited_at", "created_at")))
    where "category_source" = 'user'`,

  `create table transactions.review_act (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "review_act_pk" primary key ("id")
  )`,
  `create index "review_act_user" on transactions.review_act ("user_id", "created_at")`,
  `create table transactions.review_act_row (
    "act_id" uuid not null,
    "transaction_id" uuid not null,
    "category_id" text,
    "category_source" text not null,
    "confidence" real,
    "edited_at" timestamp with time zone,
    constraint "review_act_row_pk" primary key ("act_id", "transaction_id"),
    constraint "review_act_row_act" foreign key ("act_id") references transactions.review_act ("id")
      on delete cascade on update no action
  )`,
  `create table transactions.review_skip (
    "user_id" uuid not null,
    "merchant_key" text not null,
    "direction" text not null,
    "act_id" uuid not null,
    "skipped_at" timestamp with time zone not null default now(),
    constraint "review_skip_pk" primary key ("user_id", "merchant_key", "direction"),
    constraint "review_skip_direction_known" check ("direction" in ('in', 'out'))
  )`,

  `create table transactions.personal_model (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "version" integer not null,
    "parameters" jsonb not null,
    "promoted" boolean not null,
    "metrics" jsonb not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "personal_model_pk" primary key ("id"),
    constraint "personal_model_version" unique ("user_id", "version")
  )`,
];

const DOWN = [
  'drop table transactions.personal_model',
  'drop table transactions.review_skip',
  'drop table transactions.review_act_row',
  'drop table transactions.review_act',
  'drop index transactions."transaction_corrections"',
  'drop index transactions."transaction_open"',
];

/** The queue of doubtful rows, what a person did with it, and each user's own tuning of the learner. */
export class ReviewAndLearn1795335000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
