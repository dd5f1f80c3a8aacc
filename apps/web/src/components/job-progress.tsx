import { Progress, Text } from '@mantine/core';
import type { Job } from '../api/types';
import { formatShare } from '../format/text';
import classes from './job-progress.module.css';

/** How far a job is, in the server's own words. */
export function JobProgress({ job, waiting = 'Waiting for its turn' }: { job: Job | undefined; waiting?: string }) {
  const { done = 0, total, message } = job?.progress ?? {};
  const known = total !== undefined && total > 0;
  const percent = known ? Math.min(100, (done / total) * 100) : 100;
  const words = message ?? (job?.state === 'running' ? 'Working' : waiting);
  return (
    <div className={classes.progress}>
      <Progress.Root size="lg" radius="xl">
        <Progress.Section value={percent} animated={!known} striped={!known} aria-label={words} />
      </Progress.Root>
      <div className={classes.words} role="status">
        <Text size="sm" c="dimmed">
          {words}
        </Text>
        {known && (
          <Text size="sm" c="dimmed" className={classes.percent}>
            {formatShare(Math.floor(percent) / 100)}
          </Text>
        )}
      </div>
    </div>
  );
}
