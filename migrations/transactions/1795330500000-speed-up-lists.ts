import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A list of one category by amount may begin after many rows of other categories: the index answers for them itself.
 * TypeORM cannot describe included columns, so the entity only names the index.
 */
const BY_AMOUNT = (included: string): string =>
  `create index "transaction_by_amount" on transactions.transaction ("user_id", "amount_minor", "id")${included}`;

export class SpeedUpLists1795330500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transactions."transaction_by_amount"');
    await runner.query(BY_AMOUNT(' include ("category_id", "booked_on", "account_id")'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transactions."transaction_by_amount"');
    await runner.query(BY_AMOUNT(''));
  }
}
