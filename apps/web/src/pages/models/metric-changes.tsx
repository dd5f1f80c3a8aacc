import type { ModelVersionDetails } from '../../api/models';
import { formatMetric, formatMetricDifference, metricLabel, metricRows } from './metrics';
import classes from './models.module.css';

interface ChangesProps {
  from: ModelVersionDetails | undefined;
  to: ModelVersionDetails;
}

/** What the change from one version to another means in their metrics. */
export function MetricChanges({ from, to }: ChangesProps) {
  const rows = metricRows([to], from).filter(({ cells }) => cells[0]!.value !== undefined);
  if (rows.length === 0) return <p className={classes.hint}>Nothing is known of how good it is.</p>;
  return (
    <dl className={classes.changes}>
      {rows.map(({ name, cells: [cell] }) => (
        <div key={name}>
          <dt>{metricLabel(name)}</dt>
          <dd>
            {formatMetric(name, cell!.value!)}
            <Difference name={name} difference={cell!.difference} better={cell!.better} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How far a metric is from that of another version; good ones and bad ones differ in their words for those who see no colour. */
export function Difference({
  name,
  difference,
  better,
}: {
  name: string;
  difference: number | undefined;
  better: boolean | undefined;
}) {
  if (difference === undefined) return null;
  if (difference === 0) return <span className={classes.same}>the same</span>;
  return (
    <span className={better ? classes.good : classes.bad}>
      <span aria-hidden>{better ? '▲' : '▼'}</span> {formatMetricDifference(name, difference)}
      {better ? ' better' : ' worse'}
    </span>
  );
}
