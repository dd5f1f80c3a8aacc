import { Nothing, operation } from '#rpc';
import { Affected } from '../common/index.js';
import { Category, CategoryList, CreateCategoryInput, DeleteCategoryInput, UpdateCategoryInput } from './categories.dto.js';

export const categoryOperations = {
  listCategories: operation({ input: Nothing, output: CategoryList, idempotent: true }),
  createCategory: operation({ input: CreateCategoryInput, output: Category }),
  updateCategory: operation({ input: UpdateCategoryInput, output: Category }),
  deleteCategory: operation({ input: DeleteCategoryInput, output: Affected }),
};
