import type { RegisteredModel } from '../../api/models';
import { Notice } from '../../components/notice';
import { plural } from '../../format/text';
import { Difference } from './metric-changes';
import { formatMetric, metricLabel, metricRows } from './metrics';
import type { DescriptionSummary } from './read-description';
import { productionOf } from './version-words';
import classes from './models.module.css';

/** What a model.json says, before it is sent: whether it is the right one, and how it does against production. */
export function DescriptionPreview({ summary, model }: { summary: DescriptionSummary; model: RegisteredModel }) {
  const { name, version, preprocessing, inputs, outputs, labels, metrics } = summary;
  const rows = metricRows([{ version: 'new', metrics }], productionOf(model));
  return (
    <div className={classes.preview}>
      {name !== undefined && name !== model.name && (
        <Notice tone="caution">
          It calls itself {name}, and this is {model.name}.
        </Notice>
      )}
      <dl className={classes.facts} data-plain>
        {version && (
          <>
            <dt>Version</dt>
            <dd>{version}, if that number is free</dd>
          </>
        )}
        <dt>Takes</dt>
        <dd>{[preprocessing, ...inputs].filter(Boolean).join(', ')}</dd>
        <dt>Answers</dt>
        <dd>{[...outputs, labels ? plural(labels, 'label') : undefined].filter(Boolean).join(', ')}</dd>
        {rows.map(({ name: metric, cells: [cell] }) => (
          <div key={metric} className={classes.pair}>
            <dt>{metricLabel(metric)}</dt>
            <dd>
              {formatMetric(metric, cell!.value!)}{' '}
              <Difference name={metric} difference={cell!.difference} better={cell!.better} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
