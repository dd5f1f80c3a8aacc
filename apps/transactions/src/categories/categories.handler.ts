import { Injectable } from '@nestjs/common';
import { Affected } from '#contracts/common';
import {
  Category,
  CategoryList,
  CreateCategoryInput,
  DeleteCategoryInput,
  transactionsContract,
  UpdateCategoryInput,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { CategoriesRepository } from './categories.repository.js';
import { CategoryEntity } from './category.entity.js';
import { ChangeCategories } from './change-categories.js';
import { DeleteCategory } from './delete-category.js';
import { TAXONOMY_CATEGORIES } from './taxonomy-categories.js';

@Injectable()
export class CategoriesHandler {
  constructor(
    private readonly categories: CategoriesRepository,
    private readonly changeCategories: ChangeCategories,
    private readonly deletion: DeleteCategory,
  ) {}

  /** The taxonomy and then the user's own. */
  @Implements(transactionsContract.operations.listCategories)
  async listCategories(_input: object, call: CallContext): Promise<CategoryList> {
    const own = await this.categories.listOwn(requireUser(call).id);
    return { items: [...TAXONOMY_CATEGORIES, ...own.map(toCategory)] };
  }

  @Implements(transactionsContract.operations.createCategory)
  async createCategory(input: CreateCategoryInput, call: CallContext): Promise<Category> {
    return toCategory(await this.changeCategories.create(requireUser(call).id, input));
  }

  @Implements(transactionsContract.operations.updateCategory)
  async updateCategory(input: UpdateCategoryInput, call: CallContext): Promise<Category> {
    return toCategory(await this.changeCategories.update(requireUser(call).id, input));
  }

  @Implements(transactionsContract.operations.deleteCategory)
  async deleteCategory(input: DeleteCategoryInput, call: CallContext): Promise<Affected> {
    return { affected: await this.deletion.run(requireUser(call).id, input) };
  }
}

function toCategory(row: CategoryEntity): Category {
  return { id: row.id, name: row.name, parentId: row.parentId ?? undefined, own: true, color: row.color ?? undefined };
}
