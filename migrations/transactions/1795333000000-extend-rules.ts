import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // The old rules: the first that matched gave the category, so each of them stops.
  `alter table transactions.rule
    add column "name" text,
    add column "enabled" boolean not null default true,
    add column "stop" boolean not null default false,
    add column "match" text not null default 'all',
    add column "conditions" jsonb,
    add column "actions" jsonb`,
  `update transactions.rule set
    "name" = left('Contains ' || "contains", 100),
    "stop" = true,
    "conditions" = jsonb_build_array(jsonb_build_object('kind', 'text', 'field', 'any', 'test', 'contains', 'text', "contains")),
    "actions" = jsonb_build_array(jsonb_build_object('kind', 'set-category', 'categoryId', "category_id"))`,
  `alter table transactions.rule
    alter column "name" set not null,
    alter column "conditions" set not null,
    alter column "actions" set not null,
    alter column "match" drop default,
    drop column "contains",
    drop column "category_id",
    add constraint "rule_match_known" check ("match" in ('all', 'any'))`,

  `create table transactions.rule_run (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "job_id" uuid,
    "state" text not null default 'running',
    "rules" jsonb not null,
    "filter" jsonb,
    "changed" integer not null default '0',
    "kept" integer,
    "created_at" timestamp with time zone not null default now(),
    constraint "rule_run_pk" primary key ("id"),
    constraint "rule_run_state_known" check ("state" in ('running', 'completed', 'undoing', 'undone', 'failed'))
  )`,
  `create index "rule_run_by_user" on transactions.rule_run ("user_id", "id")`,

  `create table transactions.rule_run_change (
    "run_id" uuid not null,
    "transaction_id" uuid not null,
    "user_id" uuid not null,
    "before" jsonb not null,
    "after" jsonb not null,
    "changed_at" timestamp with time zone not null default now(),
    constraint "rule_run_change_pk" primary key ("run_id", "transaction_id"),
    constraint "rule_run_change_run" foreign key ("run_id") references transactions.rule_run ("id")
      on delete cascade on update no action
  )`,

  `create table transactions.rule_dismissal (
    "user_id" uuid not null,
    "merchant_key" text not null,
    "category_id" text not null,
    "created_at" timestamp with time zone not null default now(),
    constraint "rule_dismissal_pk" primary key ("user_id", "merchant_key", "category_id")
  )`,

  // Whoever sets edited_at writes for a person. What such a statement changes is that person's word, which no rule changes again.
  `alter table transactions.transaction add column "edited_fields" text array not null default '{}'`,
  // Until now nobody could say of a row whether it is a transfer.
  `update transactions.transaction set "edited_fields" = '{counterparty,notes,tags}' where "edited_at" is not null`,
  `create function transactions.note_edited_fields() returns trigger language plpgsql as $$
  begin
    new.edited_fields := array(select distinct field from unnest(old.edited_fields || new.edited_fields || array[
      case when new.category_id is distinct from old.category_id or new.is_split <> old.is_split then 'category' end,
      case when new.counterparty is distinct from old.counterparty then 'counterparty' end,
      case when new.notes is distinct from old.notes then 'notes' end,
      case when new.tags <> old.tags then 'tags' end,
      case when new.is_transfer <> old.is_transfer then 'transfer' end]) field where field is not null order by field);
    return new;
  end $$`,
  `create trigger "transaction_note_edited_fields" before update on transactions.transaction
    for each row when (new.edited_at is distinct from old.edited_at) execute function transactions.note_edited_fields()`,
];

const DOWN = [
  'drop trigger "transaction_note_edited_fields" on transactions.transaction',
  'drop function transactions.note_edited_fields()',
  'alter table transactions.transaction drop column "edited_fields"',
  'drop table transactions.rule_dismissal',
  'drop table transactions.rule_run_change',
  'drop table transactions.rule_run',
  'alter table transactions.rule drop constraint "rule_match_known", add column "contains" text, add column "category_id" text',
  // Only what an old rule could say survives.
  `update transactions.rule set "contains" = "conditions"->0->>'text', "category_id" = "actions"->0->>'categoryId'
   where jsonb_array_length("conditions") = 1 and jsonb_array_length("actions") = 1
     and "conditions"->0->>'kind' = 'text' and "conditions"->0->>'test' = 'contains' and "actions"->0->>'kind' = 'set-category'`,
  'delete from transactions.rule where "contains" is null or "category_id" is null',
  `alter table transactions.rule alter column "contains" set not null, alter column "category_id" set not null,
    drop column "actions", drop column "conditions", drop column "match", drop column "stop", drop column "enabled", drop column "name"`,
];

/** Rules with conditions and actions, their application to the past with undo, and what a person's hand has set. */
export class ExtendRules1795333000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
