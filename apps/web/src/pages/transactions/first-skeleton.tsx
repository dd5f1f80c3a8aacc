import { layout } from '../../theme/tokens';
import { RowSkeleton } from './transaction-table';
import classes from './table.module.css';

/** The table before its first page has come. */
export function FirstSkeleton() {
  return (
    <div className={classes.scroller} aria-busy aria-label="Loading transactions">
      {Array.from({ length: 14 }, (_, row) => (
        <RowSkeleton key={row} top={row * layout.tableRow} />
      ))}
    </div>
  );
}
