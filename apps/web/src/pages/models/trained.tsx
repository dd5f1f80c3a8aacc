import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { TrainedVersion } from '../../api/models';
import { formatCount } from '../../format/text';
import { Difference } from './metric-changes';
import { formatMetric } from './metrics';
import classes from './models.module.css';

/** What a training came to, and how the new version does against the one in production. */
export function Trained({ name, trained }: { name: string; trained: TrainedVersion }) {
  const { version, promoted, conclusion, recentRows } = trained;
  const figures = [
    { label: 'Accuracy on the fixed held-out set', now: trained.heldOutAccuracy, before: trained.productionHeldOutAccuracy },
    {
      label: `Accuracy on the latest ${formatCount(recentRows)} choices of people`,
      now: trained.recentAccuracy,
      before: trained.productionRecentAccuracy,
    },
  ];
  return (
    <div role="status" className={classes.trained}>
      <strong>
        Version {version} {promoted ? 'serves now' : 'waits as staging'}
      </strong>
      <p>{conclusion}</p>
      <dl className={classes.changes}>
        {figures.map(({ label, now, before }) =>
          now === undefined ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {formatMetric('accuracy', now)}
                <Difference
                  name="accuracy"
                  difference={before === undefined ? undefined : now - before}
                  better={before !== undefined && now > before}
                />
              </dd>
            </div>
          ),
        )}
      </dl>
      <Anchor component={Link} to={`/models/${name}`} size="sm">
        Look at it among the versions
      </Anchor>
    </div>
  );
}
