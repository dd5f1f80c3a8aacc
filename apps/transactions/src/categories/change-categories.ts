import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { CreateCategoryInput, UpdateCategoryInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { checkedName, invalidField } from '../ledger/check-input.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import { categoryNotFound } from './categories.repository.js';
import { CategoryEntity } from './category.entity.js';
import { isTaxonomyPrimary, TAXONOMY_CATEGORIES } from './taxonomy-categories.js';

/** Makes and changes a user's own categories. Two levels only: a category stands below a primary one, or is primary itself. */
@Injectable()
export class ChangeCategories {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `categories.not-found` for the parent, `categories.name-taken`, `invalid-input` */
  async create(userId: string, input: CreateCategoryInput): Promise<CategoryEntity> {
    return this.change(userId, async (manager) => {
      const categories = manager.getRepository(CategoryEntity);
      const parentId = input.parentId ?? null;
      await requirePrimary(manager, userId, parentId);
      const name = checkedName('name', input.name);
      refuseTaxonomyName(name, parentId);
      return categories.save(categories.create({ userId, name, parentId, color: input.color ?? null }));
    });
  }

  /** Fields that are absent stay. @throws ServiceError as {@link create}, and `categories.in-use` where it has some below it */
  async update(userId: string, input: UpdateCategoryInput): Promise<CategoryEntity> {
    return this.change(userId, async (manager) => {
      const categories = manager.getRepository(CategoryEntity);
      const category = await categories.findOne({ where: { id: input.id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!category) throw categoryNotFound(input.id);
      if (input.name != null) category.name = checkedName('name', input.name);
      if (input.color !== undefined) category.color = input.color ?? null;
      if (input.parentId !== undefined && (input.parentId ?? null) !== category.parentId) {
        const parentId = input.parentId ?? null;
        if (parentId === category.id) throw invalidField('parentId', 'A category cannot be below itself');
        if (parentId !== null) await requireChildless(manager, category);
        await requirePrimary(manager, userId, parentId);
        category.parentId = parentId;
      }
      refuseTaxonomyName(category.name, category.parentId);
      return categories.save(category);
    });
  }

  private async change(userId: string, run: (manager: EntityManager) => Promise<CategoryEntity>): Promise<CategoryEntity> {
    try {
      return await this.database.transaction(async (manager) => {
        const category = await run(manager);
        await raiseLedgerVersion(manager, userId);
        return category;
      });
    } catch (error) {
      const { constraint } = (error instanceof QueryFailedError ? error.driverError : {}) as { constraint?: string };
      throw constraint === 'category_name' ? nameTaken() : error;
    }
  }
}

async function requirePrimary(manager: EntityManager, userId: string, parentId: string | null): Promise<void> {
  if (parentId === null || isTaxonomyPrimary(parentId)) return;
  // Compared as text, for any text may be given as the parent; locked, so that it is not deleted or moved meanwhile.
  const rows: { parent_id: string | null }[] = await manager.query(
    'select parent_id from transactions.category where id::text = $1 and user_id = $2 for share',
    [parentId, userId],
  );
  if (!rows[0]) throw categoryNotFound(parentId);
  if (rows[0].parent_id !== null) throw invalidField('parentId', 'A category can only be below a primary one');
}

/** @throws ServiceError `categories.in-use` */
export async function requireChildless(manager: EntityManager, category: CategoryEntity): Promise<void> {
  const below = await manager.getRepository(CategoryEntity).countBy({ userId: category.userId, parentId: category.id });
  if (below)
    throw new ServiceError('categories.in-use', `${category.name} has ${below} categories below it: move or delete them first`);
}

function refuseTaxonomyName(name: string, parentId: string | null): void {
  const wanted = name.toLowerCase();
  const taken = TAXONOMY_CATEGORIES.some((other) => (other.parentId ?? null) === parentId && other.name.toLowerCase() === wanted);
  if (taken) throw nameTaken();
}

const nameTaken = (): ServiceError => new ServiceError('categories.name-taken', 'There is a category of that name already');
