import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { CategoryEntity } from './category.entity.js';
import { isTaxonomyCategory, TAXONOMY_CATEGORIES } from './taxonomy-categories.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A user's own categories, and what follows from them and the taxonomy together. */
@Injectable()
export class CategoriesRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** By name. */
  listOwn(userId: string): Promise<CategoryEntity[]> {
    return this.database.getRepository(CategoryEntity).find({ where: { userId }, order: { name: 'ASC', id: 'ASC' } });
  }

  /**
   * Checks that the user may use the category, and keeps one of the user's own from being deleted until the transaction of
   * `manager` ends.
   * @throws ServiceError `categories.not-found`
   */
  async requireUsable(manager: EntityManager, userId: string, categoryId: string): Promise<void> {
    if (isTaxonomyCategory(categoryId)) return;
    const rows: unknown[] = UUID.test(categoryId)
      ? await manager.query('select 1 from transactions.category where id = $1 and user_id = $2 for key share', [
          categoryId,
          userId,
        ])
      : [];
    if (!rows.length) throw categoryNotFound(categoryId);
  }

  /** The same for many. @throws ServiceError `categories.not-found` */
  async requireAllUsable(manager: EntityManager, userId: string, categoryIds: string[]): Promise<void> {
    const own = [...new Set(categoryIds)].filter((id) => !isTaxonomyCategory(id));
    const wrong = own.find((id) => !UUID.test(id));
    if (wrong !== undefined) throw categoryNotFound(wrong);
    if (!own.length) return;
    const rows: { id: string }[] = await manager.query(
      'select id from transactions.category where id = any($1::uuid[]) and user_id = $2 order by id for key share',
      [own, userId],
    );
    const missing = own.find((id) => !rows.some((row) => row.id === id.toLowerCase()));
    if (missing !== undefined) throw categoryNotFound(missing);
  }

  /** The ids and those of every category below them: what a filter by a primary category means. */
  async widen(userId: string, categoryIds: string[]): Promise<string[]> {
    const parents = new Set(categoryIds);
    const own: { id: string }[] = await this.database.query(
      'select id from transactions.category where user_id = $1 and parent_id = any($2::text[])',
      [userId, categoryIds],
    );
    const below = TAXONOMY_CATEGORIES.filter(({ parentId }) => parentId !== undefined && parents.has(parentId));
    return [...new Set([...categoryIds, ...below.map(({ id }) => id), ...own.map(({ id }) => id)])];
  }
}

export function categoryNotFound(id: string): ServiceError {
  return new ServiceError('categories.not-found', `There is no category ${id}`);
}
