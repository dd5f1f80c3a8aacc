import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BulkChanges as Changes } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { invalidField } from './check-input.js';
import { raiseLedgerVersion } from './ledger-version.js';
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
  ) {}

  /**
   * @returns how many transactions were chosen; ids that are not this user's are none of them
   * @throws ServiceError `categories.not-found`; `invalid-input` where it is not said which or what
   */
  async edit(userId: string, selection: Selection, changes: Changes): Promise<number> {
    const values = new SqlValues();
    const condition = await this.transactions.selected(userId, selection, values);
    const columns = changedColumns(changes, values);
    if (!columns.length) throw invalidField('changes', 'Say what is to change: category, tags or notes');
    return this.database.transaction(async (manager) => {
      if (changes.categoryId != null) await this.categories.requireUsable(manager, userId, changes.categoryId);
      const [, affected]: [unknown, number] = await manager.query(
        `update transactions.transaction t set ${columns.join(', ')}, edited_at = now(), updated_at = now() where ${condition}`,
        values.list,
      );
      if (affected) await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }

  /** @returns how many transactions were deleted. @throws ServiceError `invalid-input` where it is not said which */
  async delete(userId: string, selection: Selection): Promise<number> {
    const values = new SqlValues();
    const condition = await this.transactions.selected(userId, selection, values);
    return this.database.transaction(async (manager) => {
      const [, affected]: [unknown, number] = await manager.query(
        `delete from transactions.transaction t where ${condition}`,
        values.list,
      );
      if (affected) await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }
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
