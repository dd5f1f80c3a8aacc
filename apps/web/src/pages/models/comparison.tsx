import { Badge } from '@mantine/core';
import type { VersionComparison } from '../../api/models';
import { formatCount, formatShare } from '../../format/text';
import { IntervalBar } from './interval-bar';
import classes from './models.module.css';
import traffic from './traffic.module.css';

const points = (share: number): string => `${share < 0 ? '−' : '+'}${(Math.abs(share) * 100).toFixed(1)}`;

/** No figure says that something is certain. */
const chance = (probability: number): string =>
  probability > 0.99 ? 'more than 99%' : probability < 0.01 ? 'less than 1%' : formatShare(probability);

/** Two versions against each other: the conclusion in words, and how sure it is. */
export function Comparison({ comparison }: { comparison: VersionComparison }) {
  const { champion, challenger, by, rows, difference, interval, probability, better, conclusion } = comparison;
  const [low = difference, high = difference] = interval;
  const reach = Math.max(0.02, Math.abs(low), Math.abs(high)) * 1.15;
  return (
    <div className={traffic.comparison}>
      <div className={traffic.comparisonHead}>
        <strong>
          Version {challenger} against version {champion}
        </strong>
        <Badge variant="light" color={better === 'undecided' ? 'gray' : 'green'}>
          {better === 'undecided' ? 'Undecided' : `Version ${better === 'challenger' ? challenger : champion} is better`}
        </Badge>
      </div>
      <p className={traffic.conclusion}>{conclusion}</p>
      <IntervalBar value={difference} low={low} high={high} from={-reach} to={reach} />
      <p className={classes.hint}>
        Difference {points(difference)} points, with 95% certainty between {points(low)} and {points(high)}. Version {challenger}{' '}
        is the better one with a probability of {chance(probability)}.{' '}
        {by === 'outcomes' ? 'Judged answers' : 'Rows that people have labelled'}: {formatCount(rows)}.
      </p>
    </div>
  );
}
