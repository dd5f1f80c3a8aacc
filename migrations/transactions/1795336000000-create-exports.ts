import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `create table transactions.export (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "job_id" uuid,
    "format" text not null,
    "filter" jsonb,
    "bom" boolean not null default false,
    "ledger_version" bigint not null,
    "state" text not null default 'running',
    "file_name" text not null,
    "bytes" bigint,
    "transactions" integer,
    "error" text,
    "created_at" timestamp with time zone not null default now(),
    "expires_at" timestamp with time zone not null,
    constraint "export_pk" primary key ("id"),
    constraint "export_state_known" check ("state" in ('running', 'completed', 'failed'))
  )`,
  `create index "export_by_user" on transactions.export ("user_id", "id")`,
  `create index "export_expires" on transactions.export ("expires_at")`,
];

/** Files made for a user, until they expire. */
export class CreateExports1795336000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table transactions.export');
  }
}
