import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useCategories } from '../../api/categories';
import type { Split } from '../../api/types';
import { plural } from '../../format/text';
import classes from './splits.module.css';

interface SplitChipProps {
  splits: readonly Split[];
  onClick: () => void;
  tabIndex?: number;
}

/** In the place of a category: how many a transaction is divided into; their names are its title. */
export function SplitChip({ splits, onClick, tabIndex }: SplitChipProps) {
  const tree = useCategories();
  const names = [...new Set(splits.map(({ categoryId }) => tree.nameOf(categoryId)))];
  const label = names.length > 1 ? `${names.length} categories` : plural(splits.length, 'part');
  return (
    <button
      type="button"
      className={classes.chip}
      title={names.join(', ')}
      tabIndex={tabIndex}
      aria-label={`Divided into ${names.join(', ')}. Open`}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <IconArrowsSplit2 size={15} stroke={1.9} aria-hidden />
      <span>{label}</span>
    </button>
  );
}
