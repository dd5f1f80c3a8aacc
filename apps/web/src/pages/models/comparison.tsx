import { Badge } from '@mantine/core';
import type { VersionComparison } from '../../api/models';
import { formatShare, plural } from '../../format/text';
import { IntervalBar } from './interval-bar';
import classes from './models.module.css';

const points = (share: number): string => `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)}`;

/** Two versions against each other: the conclusion in words, and how sure it is. */
export function Comparison({ comparison }: { comparison: VersionComparison }) {
  const { champion, challenger, by, rows, difference, interval, probability, better, conclusion } = comparison;
  const [low = difference, high = difference] = interval;
  const reach = Math.max(0.02, Math.abs(low), Math.abs(high)) * 1.15;
  return (
    <div className={classes.comparison}>
      <div className={classes.comparisonHead}>
        <strong>
          Version {challenger} against version {champion}
        </strong>
        <Badge variant="light" color={better === 'undecided' ? 'gray' : 'green'}>
          {better === 'undecided' ? 'Undecided' : `Version ${better === 'challenger' ? challenger : champion} is better`}
        </Badge>
      </div>
      <p className={classes.conclusion}>{conclusion}</p>
      <IntervalBar value={difference} low={low} high={high} from={-reach} to={reach} />
      <p className={classes.hint}>
        Difference {points(difference)} points, surely {points(low)} to {points(high)}; version {challenger} is the better one
        with {formatShare(probability)}. By{' '}
        {plural(
          rows,
          by === 'outcomes' ? 'judged answer' : 'row that people have labelled',
          by === 'outcomes' ? 'judged answers' : 'rows that people have labelled',
        )}
        .
      </p>
    </div>
  );
}
