import { Skeleton } from '@mantine/core';
import { useTraffic, type RegisteredModel, type TrafficReport } from '../../api/models';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo } from '../../format/dates';
import { Comparison } from './comparison';
import { Shadow } from './shadow';
import { SplitEditor } from './split-editor';
import { VersionResults } from './version-results';
import { productionOf, useMayChange } from './version-words';
import classes from './models.module.css';
import traffic from './traffic.module.css';

/** Who answers, and how well each does. */
export function Traffic({ model }: { model: RegisteredModel }) {
  const { data, error, isPending, refetch } = useTraffic(model.name);
  const mayChange = useMayChange();
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={180} radius="lg" mb={20} />;
  const { split, versions, comparisons, shadow } = data;
  return (
    <>
      <Section title="Who answers" description={whoAnswers(model, data)}>
        {mayChange ? (
          // What is being edited must not change under one's hands: a new beginning only when another split was saved.
          <SplitEditor key={JSON.stringify(split)} model={model} report={data} />
        ) : (
          <p className={classes.hint}>Administrators divide the requests.</p>
        )}
      </Section>
      {versions.length > 0 && (
        <Section
          title="How they do"
          description={
            split.startedAt
              ? `Since the split began ${formatAgo(split.startedAt)}. By the outcomes that were told of their answers.`
              : 'By the outcomes that were told of their answers.'
          }
          flush
        >
          <VersionResults versions={versions} />
          {comparisons.map((comparison) => (
            <div key={`${comparison.champion} ${comparison.challenger}`} className={traffic.padded}>
              <Comparison comparison={comparison} />
            </div>
          ))}
        </Section>
      )}
      {shadow && <Shadow shadow={shadow} />}
    </>
  );
}

function whoAnswers(model: RegisteredModel, { split }: TrafficReport): string {
  if (split.variants.length) {
    return 'Each person always gets the same version, by a hash of who they are.';
  }
  const production = productionOf(model);
  return production ? `Version ${production.version}, which is in production, answers everybody.` : 'Nothing is in production.';
}
