import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BulkChanges as Changes, BulkEdited } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { LearningTrigger } from '../categorisation/learning/learning-trigger.js';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { deleteForGood } from '../imports/keep-identities.js';
import { invalidField } from './check-input.js';
import { lockLedger, raiseLedgerVersion } from './ledger-version.js';
import { SqlValues } from './sql-values.js';
import { type Selection, TransactionsRepository } from './transactions.repository.js';
import { categoryCorrection } from './update-transaction.js';

/** Changes or deletes many transactions, each time with one statement. */
@Injectable()
export class BulkChanges {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
    private readonly transactions: TransactionsRepository,
    private readonly learning: LearningTrigger,
  ) {}

  /**
   * Divided transactions have the categories of their parts: a change of category leaves them out, and says how many.
   * @returns how many transactions were chosen; ids that are not this user's are none of them
   * @throws ServiceError `categories.not-found`; `invalid-input` where it is not said which or what
   */
  async edit(userId: string, selection: Selection, changes: Changes): Promise<BulkEdited> {
    const values = new SqlValues();
    const chosen = await this.transactions.selected(userId, selection, values);
    const chosenValues = [...values.list];
    const columns = changedColumns(changes, values);
    if (!columns.length) throw invalidField('changes', 'Say what is to change: category, tags or notes');
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      if (changes.categoryId != null) await this.categories.requireUsable(manager, userId, changes.categoryId);
      const ofCategory = changes.categoryId !== undefined;
      const skipped = ofCategory ? await countSplit(manager, chosen, chosenValues) : 0;
      const [, affected]: [unknown, number] = await manager.query(
        `update transactions.transaction t set ${columns.join(', ')}, edited_at = now(), updated_at = now()
         where ${chosen}${ofCategory ? ' and not t.is_split' : ''}`,
        values.list,
      );
      if (affected && changes.categoryId != null) await this.learning.corrected(manager, userId);
      if (affected) await raiseLedgerVersion(manager, userId);
      return { affected, ...(skipped && { skipped }) };
    });
  }

  /** @returns how many transactions were deleted. @throws ServiceError `invalid-input` where it is not said which */
  async delete(userId: string, selection: Selection): Promise<number> {
    const values = new SqlValues();
    const condition = await this.transactions.selected(userId, selection, values);
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const affected = await deleteForGood(manager, condition, values.list);
      if (affected) await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }
}

async function countSplit(manager: EntityManager, condition: string, values: unknown[]): Promise<number> {
  const rows: { count: number }[] = await manager.query(
    `select count(*)::int as count from transactions.transaction t where ${condition} and t.is_split`,
    values,
  );
  return rows[0]!.count;
}

function changedColumns({ categoryId, addTags, removeTags, notes }: Changes, values: SqlValues): string[] {
  const columns = categoryId === undefined ? [] : categoryCorrection(categoryId, values);
  if (notes !== undefined) columns.push(`notes = ${values.add(notes)}`);
  if (addTags?.length || removeTags?.length) {
    columns.push(tagsColumn([...new Set(addTags ?? [])], removeTags ?? [], values));
  }
  return columns;
}

/** The old tags in their order without the removed ones, then the added ones that are not among them. */
function tagsColumn(added: string[], removed: string[], values: SqlValues): string {
  const add = values.add(added, 'text[]');
  const remove = values.add(removed, 'text[]');
  return `tags =
    array(select tag from unnest(t.tags) with ordinality old (tag, n) where not tag = any(${remove}) order by n)
    || array(select tag from unnest(${add}) with ordinality new (tag, n) where not tag = any(t.tags) or tag = any(${remove}) order by n)`;
}
