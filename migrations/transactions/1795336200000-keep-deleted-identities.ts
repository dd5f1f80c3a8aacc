import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An identity outlives its transaction where a person has deleted that: the next file must not bring it back. */
export class KeepDeletedIdentities1795336200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table transactions.other_identity alter column "transaction_id" drop not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from transactions.other_identity where "transaction_id" is null');
    await runner.query('alter table transactions.other_identity alter column "transaction_id" set not null');
  }
}
