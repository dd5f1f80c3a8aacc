import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { queryClient } from '../../api/client';
import { useJob } from '../../api/jobs';
import { useLearning, useRetrain, type LearningVersion } from '../../api/review';
import { JobProgress } from '../../components/job-progress';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { formatAgo } from '../../format/dates';
import { formatCount, formatShare, plural } from '../../format/text';
import classes from './review.module.css';

/** What Steward has learned from this person, how well it works, and the way to make it look again. */
export function Learned() {
  const { data } = useLearning();
  const retrain = useRetrain();
  const [jobId, setJobId] = useState<string>();
  const { job } = useJob(jobId, (ended) => {
    setJobId(undefined);
    if (ended.state === 'failed') return notifyProblem(new Error(ended.error?.message), 'Steward could not learn');
    const { promoted, changed = 0 } = (ended.result ?? {}) as { promoted?: boolean; changed?: number };
    notifyDone(
      `${promoted ? 'A better version serves from now on' : 'The present version stays: nothing better was found'}; ${plural(changed, 'open row')} decided anew`,
    );
    void queryClient.invalidateQueries({ queryKey: ['review'] });
    void queryClient.invalidateQueries({ queryKey: ['transactions'] });
  });
  if (!data || data.corrections === 0) return null;
  const [latest] = data.versions;
  return (
    <Section
      title="What Steward has learned from you"
      description={`${plural(data.corrections, 'correction')} of ${plural(data.merchants, 'merchant')}. They count at once, and never leave this machine.`}
      actions={
        <Button
          size="xs"
          variant="default"
          loading={retrain.isPending}
          disabled={jobId !== undefined}
          onClick={() =>
            retrain.mutate(undefined, {
              onSuccess: (started) => setJobId(started.jobId),
              onError: (error) => notifyProblem(error),
            })
          }
        >
          Learn again
        </Button>
      }
    >
      {jobId ? (
        <JobProgress job={job} />
      ) : latest ? (
        <Figures version={latest} serving={data.serving} />
      ) : (
        <Text size="sm" c="dimmed">
          After some more corrections Steward tries whether it can foresee them better, and keeps what does.
        </Text>
      )}
    </Section>
  );
}

function Figures({ version, serving }: { version: LearningVersion; serving: number | undefined }) {
  const { heldOut, coldStart, before, after, createdAt, promoted } = version;
  const figures = [
    { label: 'without you', score: coldStart },
    { label: 'with your corrections', score: promoted ? before : after },
    ...(promoted ? [{ label: `version ${version.version}, which serves now`, score: after }] : []),
  ];
  return (
    <>
      <div className={classes.figures}>
        {figures.map(({ label, score }) => (
          <div key={label}>
            <strong>{formatShare(score.accuracy)}</strong>
            <span>{label}</span>
          </div>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        Share of your latest {formatCount(heldOut)} choices that were foreseen, each from those before it. Looked{' '}
        {formatAgo(createdAt)}
        {serving !== undefined && !promoted && `; version ${serving} serves`}.
      </Text>
    </>
  );
}
