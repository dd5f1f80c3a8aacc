import { categoryLooks, ownCategoryLook, uncategorisedLook, type CategoryLook } from '../theme/tokens';
import type { Category } from './types';

export interface CategoryBranch {
  primary: Category;
  children: Category[];
}

/** The two-level taxonomy with the user's own categories in their places, as lists and look-ups. */
export interface CategoryTree {
  branches: CategoryBranch[];
  byId: ReadonlyMap<string, Category>;
  /** The name alone, `Groceries`; `Uncategorised` without a category. */
  nameOf(id: string | undefined | null): string;
  /** The primary's name, for a detailed category; undefined for a primary. */
  parentNameOf(id: string | undefined | null): string | undefined;
  lookOf(id: string | undefined | null): CategoryLook;
}

export function buildCategoryTree(items: readonly Category[]): CategoryTree {
  const byId = new Map(items.map((item) => [item.id, item]));
  const branches = items
    .filter((item) => !item.parentId)
    .map((primary) => ({ primary, children: items.filter((item) => item.parentId === primary.id) }));
  const find = (id: string | undefined | null) => (id ? byId.get(id) : undefined);

  function lookOf(id: string | undefined | null): CategoryLook {
    const category = find(id);
    if (!category) return uncategorisedLook;
    const root = category.parentId ?? category.id;
    const look = categoryLooks[root] ?? ownCategoryLook;
    const color = category.color ?? find(category.parentId)?.color;
    return color ? { ...look, color } : look;
  }

  return {
    branches,
    byId,
    nameOf: (id) => find(id)?.name ?? 'Uncategorised',
    parentNameOf: (id) => find(find(id)?.parentId)?.name,
    lookOf,
  };
}
