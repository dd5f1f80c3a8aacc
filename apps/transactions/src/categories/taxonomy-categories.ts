import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from '#contracts/categories';
import type { Category } from '#contracts/transactions';

/** The taxonomy as the list of categories shows it: each primary category and then those below it. */
export const TAXONOMY_CATEGORIES: readonly Category[] = PRIMARY_CATEGORIES.flatMap((primary) => [
  { id: primary.id, name: primary.label, own: false },
  ...DETAILED_CATEGORIES.filter((detailed) => detailed.primary === primary.id).map((detailed) => ({
    id: detailed.id,
    name: detailed.label,
    parentId: primary.id,
    own: false,
  })),
]);

const PRIMARY_IDS = new Set<string>(PRIMARY_CATEGORIES.map(({ id }) => id));

export function isTaxonomyCategory(id: string): boolean {
  return PRIMARY_IDS.has(id) || primaryOf(id) !== undefined;
}

export function isTaxonomyPrimary(id: string): boolean {
  return PRIMARY_IDS.has(id);
}
