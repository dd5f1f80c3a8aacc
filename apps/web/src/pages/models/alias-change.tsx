import { IconArrowRight } from '@tabler/icons-react';
import type { ModelVersionDetails, RegisteredModel } from '../../api/models';
import { MetricChanges } from './metric-changes';
import classes from './models.module.css';

interface ChangeProps {
  model: RegisteredModel;
  alias: string;
  to: ModelVersionDetails;
}

/** What moving an alias does, said before it is done: from which version to which, and what the metrics make of it. */
export function AliasChangePreview({ model, alias, to }: ChangeProps) {
  const fromVersion = model.aliases.find((one) => one.alias === alias)?.version;
  const from = model.versions.find(({ version }) => version === fromVersion);
  return (
    <>
      <div className={classes.move}>
        <span>
          <small>{alias} is</small>
          <strong>{fromVersion ? `Version ${fromVersion}` : 'nothing yet'}</strong>
        </span>
        <IconArrowRight size={20} aria-label="and becomes" />
        <span>
          <small>and becomes</small>
          <strong>Version {to.version}</strong>
        </span>
      </div>
      <MetricChanges from={from} to={to} />
    </>
  );
}
