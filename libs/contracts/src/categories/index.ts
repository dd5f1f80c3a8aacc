import { TAXONOMY, type DetailedCategory, type PrimaryCategory } from './taxonomy.js';

export { TAXONOMY, type DetailedCategory, type PrimaryCategory };

export interface TaxonomyPrimary {
  id: PrimaryCategory;
  label: string;
}

export interface TaxonomyDetailed {
  id: DetailedCategory;
  label: string;
  primary: PrimaryCategory;
}

/** The 16 primary categories, in the taxonomy's order. */
export const PRIMARY_CATEGORIES: readonly TaxonomyPrimary[] = Object.entries(TAXONOMY).map(([id, { label }]) => ({
  id: id as PrimaryCategory,
  label,
}));

// Plaid itself writes GOVERNMENT_AND_NON_PROFIT_OTHER_GOVERNMENT_AND_NON_PROFIT in full: no name needs an exception.
/** The 104 detailed categories, grouped by primary one. */
export const DETAILED_CATEGORIES: readonly TaxonomyDetailed[] = Object.entries(TAXONOMY).flatMap(([primary, { detailed }]) =>
  Object.entries(detailed).map(([suffix, label]) => ({
    id: `${primary}_${suffix}` as DetailedCategory,
    label,
    primary: primary as PrimaryCategory,
  })),
);

const PRIMARY_OF = new Map(DETAILED_CATEGORIES.map(({ id, primary }) => [id as string, primary]));
const LABELS = new Map<string, string>([...PRIMARY_CATEGORIES, ...DETAILED_CATEGORIES].map(({ id, label }) => [id, label]));

/** The primary category a detailed one belongs to; undefined for a name outside the taxonomy. */
export function primaryOf(detailed: string): PrimaryCategory | undefined {
  return PRIMARY_OF.get(detailed);
}

/** What people read for a primary or detailed category; undefined for a name outside the taxonomy. */
export function categoryLabel(id: string): string | undefined {
  return LABELS.get(id);
}
