import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeleteCategoryInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { invalidField } from '../ledger/check-input.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { forgetCategoryInRules } from '../rules/rules-of-category.js';
import { CategoriesRepository, categoryNotFound } from './categories.repository.js';
import { CategoryEntity } from './category.entity.js';
import { requireChildless } from './change-categories.js';

/** Deletes one of the user's own categories; what was in it moves to another, or becomes uncategorised. */
@Injectable()
export class DeleteCategory {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
  ) {}

  /**
   * @returns how many rows it touched: the category, its transactions and parts of transactions
   * @throws ServiceError `categories.not-found` for it or `moveTo`, `categories.in-use` where categories are below it
   */
  async run(userId: string, { id, moveTo }: DeleteCategoryInput): Promise<number> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const category = await manager
        .getRepository(CategoryEntity)
        .findOne({ where: { id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!category) throw categoryNotFound(id);
      if (moveTo === category.id) throw invalidField('moveTo', 'Its transactions cannot move to the category that is deleted');
      if (moveTo != null) await this.categories.requireUsable(manager, userId, moveTo);
      await requireChildless(manager, category);
      const [, moved]: [unknown, number] = await manager.query(
        `update transactions.transaction set
           category_id = $3::text,
           category_source = case when $3::text is null then 'none' else category_source end,
           confidence = case when $3::text is null then null else confidence end,
           updated_at = now()
         where user_id = $1 and category_id = $2`,
        [userId, category.id, moveTo ?? null],
      );
      const [, parts]: [unknown, number] = await manager.query(
        'update transactions.transaction_split set category_id = $3::text where user_id = $1 and category_id = $2',
        [userId, category.id, moveTo ?? null],
      );
      await forgetCategoryInRules(manager, userId, category.id, moveTo ?? undefined);
      await manager.remove(category);
      await raiseLedgerVersion(manager, userId);
      return 1 + moved + parts;
    });
  }
}
