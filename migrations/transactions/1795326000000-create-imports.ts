import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `create table transactions.import (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "job_id" uuid,
    "file_name" text not null,
    "upload_key" text not null,
    "format" text not null,
    "mapping" jsonb,
    "account_id" uuid,
    "assignments" jsonb not null default '[]',
    "state" text not null default 'running',
    "added" integer not null default '0',
    "skipped" integer not null default '0',
    "failed" integer not null default '0',
    "categorised" integer not null default '0',
    "kept" integer,
    "warnings" jsonb not null default '[]',
    "error" text,
    "created_at" timestamp with time zone not null default now(),
    "finished_at" timestamp with time zone,
    constraint "import_pk" primary key ("id"),
    constraint "import_state_known" check ("state" in ('running', 'completed', 'failed', 'undone'))
  )`,
  `create index "import_by_user" on transactions.import ("user_id", "id")`,
  `create table transactions.import_row (
    "import_id" uuid not null,
    "number" integer not null,
    "outcome" text not null,
    "line" integer not null,
    "code" text not null,
    "message" text not null,
    "excerpt" text not null,
    "transaction_id" uuid,
    constraint "import_row_pk" primary key ("import_id", "number"),
    constraint "import_row_import" foreign key ("import_id") references transactions.import ("id")
      on delete cascade on update no action
  )`,
];

const DOWN = ['drop table transactions.import_row', 'drop table transactions.import'];

export class CreateImports1795326000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
