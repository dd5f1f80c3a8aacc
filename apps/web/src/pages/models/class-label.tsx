import { useCategories } from '../../api/categories';
import { CategoryLabel } from '../../components/category-chip';

/** What a model answers: a category as people know it, or the label as it is. */
export function ClassLabel({ label }: { label: string }) {
  return useCategories().byId.has(label) ? <CategoryLabel id={label} /> : <span>{label}</span>;
}
