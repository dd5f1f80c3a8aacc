import { IconCheck, IconPencil, IconQuestionMark, IconRepeat, IconWand } from '@tabler/icons-react';
import type { CSSProperties, Ref } from 'react';
import { useCategories } from '../api/categories';
import type { Transaction } from '../api/types';
import { formatShare } from '../format/text';
import { REVIEW_BELOW } from '../theme/tokens';
import classes from './category.module.css';

type Decided = Pick<Transaction, 'categoryId' | 'categorySource' | 'confidence'> & Partial<Pick<Transaction, 'isSplit'>>;

/** Whether a person should look at the category. */
export function needsReview({ categoryId, categorySource, confidence, isSplit }: Decided): boolean {
  // A person has divided it, and so has seen it.
  if (isSplit) return false;
  const guessed = categorySource === 'model' || categorySource === 'history';
  return !categoryId || (guessed && (confidence ?? 0) < REVIEW_BELOW);
}

/** Who chose the category, in a sentence. */
export function explainDecision({ categoryId, categorySource, confidence }: Decided): string {
  if (!categoryId) return 'No category yet. Choose one.';
  switch (categorySource) {
    case 'user':
      return 'You chose this category.';
    case 'rule':
      return 'One of your rules chose this category.';
    case 'history':
      return `Chosen as you did before for this merchant or one like it; ${formatShare(confidence ?? 0)} sure.`;
    case 'model':
      return needsReview({ categoryId, categorySource, confidence })
        ? `Steward is only ${formatShare(confidence ?? 0)} sure. Confirm or correct it.`
        : `Steward is ${formatShare(confidence ?? 0)} sure.`;
    default:
      return 'Category';
  }
}

const SOURCE_ICONS = { user: IconCheck, rule: IconWand, history: IconRepeat, model: undefined, none: undefined } as const;

interface ChipProps {
  transaction: Decided;
  onClick?: () => void;
  open?: boolean;
  tabIndex?: number;
  ref?: Ref<HTMLButtonElement>;
}

/** The category of a transaction, how sure it is, and the way to change it. */
export function CategoryChip({ transaction, onClick, open, tabIndex, ref }: ChipProps) {
  const tree = useCategories();
  const { categoryId, categorySource, confidence } = transaction;
  const look = tree.lookOf(categoryId);
  const name = tree.nameOf(categoryId);
  const review = needsReview(transaction);
  const explanation = explainDecision(transaction);
  const Source = SOURCE_ICONS[categorySource];
  const Icon = look.icon;
  return (
    <button
      type="button"
      title={explanation}
      ref={ref}
      className={classes.chip}
      data-review={review || undefined}
      data-open={open || undefined}
      style={{ '--category': look.color } as CSSProperties}
      onClick={(event) => {
        event.stopPropagation();
        onClick?.();
      }}
      tabIndex={tabIndex}
      aria-label={`Category ${name}. ${explanation} Change`}
      aria-haspopup="listbox"
      aria-expanded={open ?? false}
    >
      <Icon size={15} stroke={1.9} className={classes.chipIcon} aria-hidden />
      <span className={classes.chipName}>{name}</span>
      {review ? (
        <span className={classes.review} aria-hidden>
          {categoryId ? 'Review' : <IconPencil size={12} />}
        </span>
      ) : Source ? (
        <Source size={13} className={classes.source} aria-hidden />
      ) : (
        <Confidence value={confidence ?? 0} />
      )}
    </button>
  );
}

/** Three bars, filled as the model is surer. */
export function Confidence({ value }: { value: number }) {
  const filled = value >= 0.9 ? 3 : value >= 0.75 ? 2 : 1;
  return (
    <span className={classes.bars} aria-hidden>
      {[1, 2, 3].map((bar) => (
        <span key={bar} data-on={bar <= filled || undefined} style={{ height: 3 + bar * 2.5 }} />
      ))}
    </span>
  );
}

/** A category by itself, where nothing is to be changed. */
export function CategoryLabel({ id }: { id: string | undefined | null }) {
  const tree = useCategories();
  const look = tree.lookOf(id);
  const Icon = id ? look.icon : IconQuestionMark;
  return (
    <span className={classes.label} style={{ '--category': look.color } as CSSProperties}>
      <Icon size={15} stroke={1.9} className={classes.chipIcon} aria-hidden />
      {tree.nameOf(id)}
    </span>
  );
}
