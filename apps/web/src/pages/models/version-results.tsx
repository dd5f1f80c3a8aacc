import type { VersionTraffic } from '../../api/models';
import { formatCount, formatShare, plural } from '../../format/text';
import { IntervalBar } from './interval-bar';
import classes from './models.module.css';
import traffic from './traffic.module.css';

/** What each version did: how often it answered, and how often it was right. */
export function VersionResults({ versions }: { versions: readonly VersionTraffic[] }) {
  return (
    <ul className={classes.list}>
      {versions.map(({ version, predictions, meanConfidence, outcomes, accuracy, interval }) => (
        <li key={version} className={traffic.result}>
          <div className={classes.words}>
            <strong>Version {version}</strong>
            <span>
              {plural(predictions, 'prediction')}
              {meanConfidence !== undefined && `, ${formatShare(meanConfidence)} sure on average`}
            </span>
          </div>
          {accuracy === undefined ? (
            <span className={classes.calm}>Nobody has judged its answers yet</span>
          ) : (
            <div className={traffic.accuracy}>
              <IntervalBar value={accuracy} low={interval?.[0] ?? accuracy} high={interval?.[1] ?? accuracy} />
              <span>
                <strong>{formatShare(accuracy)}</strong> right of {formatCount(outcomes)}
                {interval && `; 95% sure it is ${formatShare(interval[0]!)} – ${formatShare(interval[1]!)}`}
              </span>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
