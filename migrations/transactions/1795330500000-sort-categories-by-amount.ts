import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One category in the order of amounts: without it, such a list walked past all rows of other categories. */
export class SortCategoriesByAmount1795330500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index "transaction_by_category_amount" on transactions.transaction ("user_id", "category_id", "amount_minor", "id")',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transactions."transaction_by_category_amount"');
  }
}
