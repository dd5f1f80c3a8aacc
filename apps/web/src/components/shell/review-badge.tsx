import { useReviewCount } from '../../api/review';
import { formatCount } from '../../format/text';
import classes from './shell.module.css';

/** How many merchants wait for review; nothing while none does. */
export function ReviewBadge() {
  const { data } = useReviewCount();
  if (!data) return null;
  return (
    <span className={classes.badge} aria-label={`${formatCount(data)} to review`}>
      {data > 99 ? '99+' : data}
    </span>
  );
}
