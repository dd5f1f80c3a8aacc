import { Skeleton } from '@mantine/core';
import { IconBrain, IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useModels, useServing, type RegisteredModel, type Replica } from '../../api/models';
import { EmptyState } from '../../components/empty-state';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { AliasBadges } from './alias-badges';
import { Replicas } from './replicas';
import { modelLabel, productionOf } from './version-words';
import classes from './models.module.css';

/** The models that serve, and the processes that serve them. */
export default function ModelsPage() {
  const { data: models, error, isPending, refetch } = useModels();
  return (
    <Page title="Models">
      {error && !models && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={130} radius="lg" mb={20} />}
      {models && (
        <Section flush>
          {models.length === 0 ? (
            <EmptyState icon={IconBrain} title="No models yet">
              A model is a folder of the model repository with an ONNX file and its description. Those that are there when Steward
              starts are listed here.
            </EmptyState>
          ) : (
            <ul className={classes.list}>
              {models.map((model) => (
                <ModelRow key={model.name} model={model} />
              ))}
            </ul>
          )}
        </Section>
      )}
      <Replicas />
    </Page>
  );
}

function ModelRow({ model }: { model: RegisteredModel }) {
  const { name, description, versions, aliases } = model;
  const { data: serving } = useServing();
  const production = productionOf(model);
  return (
    <li>
      <Link to={`/models/${name}`} className={classes.row}>
        <IconBrain size={22} stroke={1.6} className={classes.icon} aria-hidden />
        <span className={classes.words}>
          <strong>
            {modelLabel(name)}
            {production ? (
              <span className={classes.calm}>version {production.version}</span>
            ) : (
              <span className={classes.bad}>nothing in production</span>
            )}
            <AliasBadges aliases={aliases.map(({ alias }) => alias)} />
          </strong>
          <span>
            {[description, plural(versions.length, 'version'), serving && servedBy(name, serving.replicas)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <IconChevronRight size={16} aria-hidden className={classes.icon} />
      </Link>
    </li>
  );
}

function servedBy(name: string, replicas: readonly Replica[]): string {
  const serving = replicas.filter(({ loaded }) => loaded.some((version) => version.name === name)).length;
  if (serving === replicas.length)
    return serving === 1 ? 'loaded' : serving === 2 ? 'loaded by both replicas' : `loaded by all ${serving} replicas`;
  return serving ? `loaded by ${serving} of ${plural(replicas.length, 'replica')}` : 'loaded by no replica';
}
