import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UpdateTransactionInput } from '#contracts/transactions';
import { ServiceError } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { invalidField } from '../ledger/check-input.js';
import { checkedParts, largestCategory, type Part } from './check-splits.js';
import { deleteParts, readParts, writeParts } from './write-splits.js';

/** What a transaction is before a change. */
interface Whole {
  amountMinor: number;
  currency: string;
  isSplit: boolean;
}

/** What becomes of the row itself: stays as it is, is divided, or is whole again with a category. */
export type SplitChange = 'none' | 'divided' | { wholeWith: string | null };

/** Divides transactions into parts of their own categories, and makes them whole again. */
@Injectable()
export class ChangeSplits {
  constructor(private readonly categories: CategoriesRepository) {}

  /**
   * Writes the parts that a change of a transaction brings; the caller changes the row.
   * @throws ServiceError `splits.do-not-add-up`, also where only the amount changes; `transactions.is-split` for a category
   * given to a divided transaction; `categories.not-found`; `invalid-input`
   */
  async run(manager: EntityManager, userId: string, before: Whole, input: UpdateTransactionInput): Promise<SplitChange> {
    const { id, splits, categoryId } = input;
    const amountMinor = input.amountMinor ?? before.amountMinor;
    if (splits) {
      if (categoryId != null) throw invalidField('categoryId', 'Either parts with their categories, or one category');
      await this.write(manager, userId, id, checkedParts(splits, amountMinor, before.currency));
      return 'divided';
    }
    if (!before.isSplit) return 'none';
    if (splits === null) {
      const wholeWith = categoryId === undefined ? largestCategory(await readParts(manager, id)) : categoryId;
      await deleteParts(manager, id);
      return { wholeWith };
    }
    if (categoryId !== undefined) throw isSplit();
    // The parts add up to the amount that is: they fit no other one.
    if (amountMinor !== before.amountMinor) checkedParts(await this.parts(manager, id), amountMinor, before.currency);
    return 'none';
  }

  /** Writes checked parts in place of those it has. @throws ServiceError `categories.not-found` */
  async write(manager: EntityManager, userId: string, id: string, parts: Part[]): Promise<void> {
    await this.categories.requireAllUsable(
      manager,
      userId,
      parts.flatMap((part) => part.categoryId ?? []),
    );
    await writeParts(manager, userId, id, parts);
  }

  private async parts(manager: EntityManager, id: string): Promise<{ amountMinor: number }[]> {
    return (await readParts(manager, id)).map(({ amountMinor }) => ({ amountMinor }));
  }
}

const isSplit = (): ServiceError =>
  new ServiceError(
    'transactions.is-split',
    'The transaction is divided: change the categories of its parts, or make it whole again',
  );
