import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `alter table transactions.import
    add column "updated" integer not null default '0',
    add column "positions" jsonb not null default '[]',
    add column "balances" jsonb not null default '[]',
    add column "file_kept" boolean not null default true`,
  `create index "import_file_kept" on transactions.import ("created_at") where "file_kept"`,
  `alter table transactions.import_row
    add column "row" jsonb,
    add column "previous" jsonb`,
  `create table transactions.other_identity (
    "account_id" uuid not null,
    "fingerprint" bytea not null,
    "occurrence" integer not null,
    "user_id" uuid not null,
    "transaction_id" uuid not null,
    "import_id" uuid not null,
    "pending" boolean not null,
    "stated_on" date not null,
    "stated" jsonb not null,
    constraint "other_identity_pk" primary key ("account_id", "fingerprint", "occurrence")
  )`,
  `create index "other_identity_of" on transactions.other_identity ("transaction_id")`,
  `create index "other_identity_user" on transactions.other_identity ("user_id", "stated_on")`,
  `create index "other_identity_import" on transactions.other_identity ("import_id")`,
  // No foreign key: it would be looked up for each of 100,000 deleted rows. Named to come after the trigger that sums months,
  // which holds the ledger's lock from then on.
  `create function transactions.forget_identities() returns trigger language plpgsql as $$
  begin
    if not exists (select from removed r join transactions.other_identity o on o.user_id = r.user_id) then return null; end if;
    delete from transactions.other_identity o using removed r where o.transaction_id = r.id;
    return null;
  end $$`,
  `create trigger "transaction_removed_identities" after delete on transactions.transaction referencing old table as removed
    for each statement execute function transactions.forget_identities()`,
];

const DOWN = [
  'drop trigger "transaction_removed_identities" on transactions.transaction',
  'drop function transactions.forget_identities()',
  'drop table transactions.other_identity',
  'alter table transactions.import_row drop column "previous", drop column "row"',
  'drop index transactions."import_file_kept"',
  `alter table transactions.import
    drop column "file_kept", drop column "balances", drop column "positions", drop column "updated"`,
];

/** What an import must keep to add a skipped row later, to know a pending row again, and to compare balances. */
export class ExtendImports1795331000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
