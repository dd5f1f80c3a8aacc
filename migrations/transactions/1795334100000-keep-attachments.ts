import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `create table transactions.attachment (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "transaction_id" uuid not null,
    "file_name" text not null,
    "media_type" text not null,
    "bytes" integer not null,
    "sha256" text not null,
    "blob_key" text not null,
    "thumbnail_key" text,
    "created_at" timestamp with time zone not null default now(),
    constraint "attachment_pk" primary key ("id"),
    constraint "attachment_content" unique ("transaction_id", "sha256"),
    constraint "attachment_transaction" foreign key ("transaction_id") references transactions.transaction ("id")
      on delete cascade on update no action
  )`,
  `create table transactions.discarded_blob (
    "blob_key" text not null,
    "due_at" timestamp with time zone not null default now(),
    constraint "discarded_blob_pk" primary key ("blob_key")
  )`,
  // Attachments go with their transactions, accounts and imports: whoever deletes those need not know of files.
  `create function transactions.discard_blobs() returns trigger language plpgsql as $$
  begin
    insert into transactions.discarded_blob (blob_key)
    select blob_key from removed union all select thumbnail_key from removed where thumbnail_key is not null
    on conflict (blob_key) do update set due_at = now();
    return null;
  end $$`,
  `create trigger "attachment_removed" after delete on transactions.attachment referencing old table as removed
    for each statement execute function transactions.discard_blobs()`,

  `create index "transaction_by_split" on transactions.transaction ("user_id", "booked_on") where "is_split"`,
];

const DOWN = [
  'drop index transactions."transaction_by_split"',
  'drop trigger "attachment_removed" on transactions.attachment',
  'drop function transactions.discard_blobs()',
  'drop table transactions.discarded_blob',
  'drop table transactions.attachment',
];

/** Receipts of transactions, the files that no longer belong to any, and a way to find the few divided transactions. */
export class KeepAttachments1795334100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
