import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // No foreign keys to the legs: they would be looked up for each of 100,000 deleted rows. The trigger below does it once a statement.
  `create table transactions.transfer (
    "id" uuid not null default uuidv7(),
    "user_id" uuid not null,
    "out_id" uuid not null,
    "in_id" uuid not null,
    "state" text not null,
    "source" text not null,
    "confidence" real not null,
    "day" date not null,
    "reasons" text array not null default '{}',
    "out_marked" boolean not null default false,
    "in_marked" boolean not null default false,
    "created_at" timestamp with time zone not null default now(),
    "decided_at" timestamp with time zone,
    constraint "transfer_pk" primary key ("id"),
    constraint "transfer_pair" unique ("out_id", "in_id"),
    constraint "transfer_state_known" check ("state" in ('suggested', 'confirmed', 'rejected')),
    constraint "transfer_source_known" check ("source" in ('auto', 'user')),
    constraint "transfer_confidence_range" check ("confidence" between 0 and 1),
    constraint "transfer_two_legs" check ("out_id" <> "in_id")
  )`,
  `create index "transfer_by_in" on transactions.transfer ("in_id")`,
  `create index "transfer_by_user" on transactions.transfer ("user_id", "state", "day", "id")`,
  `create unique index "transfer_confirmed_out" on transactions.transfer ("out_id") where "state" = 'confirmed'`,
  `create unique index "transfer_confirmed_in" on transactions.transfer ("in_id") where "state" = 'confirmed'`,

  // A leg that goes takes its pairs with it, and the other leg is again what it was before the pair was confirmed. Named to come
  // after the trigger that sums months, which holds the ledger's lock from then on.
  `create function transactions.dissolve_transfers() returns trigger language plpgsql as $$
  begin
    if not exists (select from removed r join transactions.transfer f on f.user_id = r.user_id) then return null; end if;
    with gone as (
      delete from transactions.transfer f where f.id in (
        select f.id from removed r join transactions.transfer f on f.out_id = r.id
        union select f.id from removed r join transactions.transfer f on f.in_id = r.id)
      returning f.*),
    legs as (
      select out_id as id, out_marked as marked from gone where state = 'confirmed'
      union all select in_id, in_marked from gone where state = 'confirmed')
    update transactions.transaction t set is_transfer = legs.marked, updated_at = now()
    from legs where t.id = legs.id and t.is_transfer <> legs.marked;
    return null;
  end $$`,
  `create trigger "transaction_removed_transfers" after delete on transactions.transaction referencing old table as removed
    for each statement execute function transactions.dissolve_transfers()`,
];

const DOWN = [
  'drop trigger "transaction_removed_transfers" on transactions.transaction',
  'drop function transactions.dissolve_transfers()',
  'drop table transactions.transfer',
];

/** Pairs of movements between a user's own accounts. */
export class CreateTransfers1795332100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
