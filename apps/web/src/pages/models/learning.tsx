import { Button, Skeleton, Text } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { useState } from 'react';
import { useJob } from '../../api/jobs';
import { refreshModels, useModelLearning, useTrainModel, type TrainedVersion } from '../../api/models';
import { EmptyState } from '../../components/empty-state';
import { JobProgress } from '../../components/job-progress';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatCount } from '../../format/text';
import { LearningPolicyForm } from './learning-policy';
import { Trained } from './trained';
import { useMayChange } from './version-words';
import classes from './models.module.css';

/** What a model could learn from, the way to make it do so, and when it does so by itself. */
export function Learning({ name }: { name: string }) {
  const { data, error, isPending, refetch } = useModelLearning(name);
  const mayChange = useMayChange();
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={200} radius="lg" />;
  if (!data.trainable) {
    return (
      <Section>
        <EmptyState icon={IconSchool} title="It is not trained here">
          Steward has no recipe to train this model. Register a version that was trained elsewhere.
        </EmptyState>
      </Section>
    );
  }
  return (
    <>
      <Train name={name} labelledRows={data.labelledRows} runningJob={data.jobId} mayChange={mayChange} />
      <LearningPolicyForm key={JSON.stringify(data.policy)} name={name} policy={data.policy} mayChange={mayChange} />
    </>
  );
}

interface TrainProps {
  name: string;
  labelledRows: number;
  runningJob: string | undefined;
  mayChange: boolean;
}

function Train({ name, labelledRows, runningJob, mayChange }: TrainProps) {
  const train = useTrainModel(name);
  const [started, setStarted] = useState<string>();
  const [trained, setTrained] = useState<TrainedVersion>();
  const jobId = started ?? runningJob;
  const { job, error } = useJob(mayChange ? jobId : undefined, (ended) => {
    setStarted(undefined);
    if (ended.state === 'failed') notifyProblem(new Error(ended.error?.message), 'The training did not finish');
    else {
      const result = ended.result as unknown as TrainedVersion;
      setTrained(result);
      notifyDone(result.promoted ? `Version ${result.version} serves now` : `Version ${result.version} is trained`);
    }
    void refreshModels();
  });
  return (
    <Section
      title="What it can learn from"
      description="The rows that Steward ships and those whose category people here have chosen. Nothing leaves this machine."
      actions={
        mayChange && (
          <Button
            size="xs"
            loading={train.isPending}
            disabled={jobId !== undefined}
            onClick={() =>
              train.mutate(undefined, {
                onSuccess: (start) => setStarted(start.jobId),
                onError: (problem) => notifyProblem(problem, 'The training did not begin'),
              })
            }
          >
            Train the next version
          </Button>
        )
      }
    >
      <div className={classes.figures}>
        <div>
          <strong>{formatCount(labelledRows)}</strong>
          <span>{labelledRows === 1 ? 'row' : 'rows'} that people have labelled</span>
        </div>
      </div>
      {jobId !== undefined &&
        (error || !mayChange ? (
          <Text size="sm" c="dimmed">
            A training runs that somebody else, or Steward itself, has begun.
          </Text>
        ) : (
          <JobProgress job={job} />
        ))}
      {trained && jobId === undefined && <Trained name={name} trained={trained} />}
      {labelledRows === 0 && (
        <p className={classes.hint}>Nobody has chosen a category here yet, so there is nothing new to learn from.</p>
      )}
    </Section>
  );
}
