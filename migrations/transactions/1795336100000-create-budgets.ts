import type { MigrationInterface, QueryRunner } from 'typeorm';

const SAFE = 'between 0 and 9007199254740991';

const UP = [
  `create table transactions.budget (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "category_id" text not null,
    "from_month" date not null,
    "amount_minor" bigint,
    "currency" character(3) not null,
    "rollover" text not null default 'none',
    constraint "budget_pk" primary key ("id"),
    constraint "budget_of_month" unique ("user_id", "category_id", "from_month"),
    constraint "budget_amount_safe" check ("amount_minor" ${SAFE}),
    constraint "budget_first_of_month" check (extract(day from "from_month") = 1),
    constraint "budget_rollover_known" check ("rollover" in ('none', 'leftover', 'all'))
  )`,
  `create table transactions.goal (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "name" text not null,
    "target_minor" bigint not null,
    "currency" character(3) not null,
    "target_on" date,
    "manual_minor" bigint not null default '0',
    "position" integer not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "goal_pk" primary key ("id"),
    constraint "goal_target_safe" check ("target_minor" ${SAFE}),
    constraint "goal_manual_safe" check ("manual_minor" ${SAFE})
  )`,
  `create index "goal_order" on transactions.goal ("user_id", "position")`,
  `create table transactions.goal_account (
    "goal_id" uuid not null,
    "account_id" uuid not null,
    "user_id" uuid not null,
    "share_percent" integer not null,
    constraint "goal_account_pk" primary key ("goal_id", "account_id"),
    constraint "goal_account_goal" foreign key ("goal_id") references transactions.goal ("id") on delete cascade on update no action,
    constraint "goal_account_account" foreign key ("account_id") references transactions.account ("id")
      on delete cascade on update no action,
    constraint "goal_account_share" check ("share_percent" between 1 and 100)
  )`,
  `create index "goal_account_of" on transactions.goal_account ("account_id")`,
];

/** Budgets by category and month, and savings goals. */
export class CreateBudgets1795336100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['goal_account', 'goal', 'budget']) await runner.query(`drop table transactions.${table}`);
  }
}
