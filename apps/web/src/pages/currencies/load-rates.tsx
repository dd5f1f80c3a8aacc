import { Button, FileButton, List, Modal, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { refreshRates, useLoadRates } from '../../api/exchange-rates';
import { useJob } from '../../api/jobs';
import type { Job } from '../../api/types';
import { JobProgress } from '../../components/job-progress';
import { notifyDone, notifyProblem } from '../../components/notify';
import { formatCount, plural } from '../../format/text';
import classes from './currencies.module.css';

interface Loaded {
  read: number;
  written: number;
  currencies: number;
  bad: { line: number; problem: string }[];
  badCount: number;
}

/** Takes a file of the European Central Bank; what could not be read of it is listed. */
export function LoadRates() {
  const load = useLoadRates();
  const [jobId, setJobId] = useState<string>();
  const [trouble, setTrouble] = useState<Loaded>();
  const { job } = useJob(jobId, (ended: Job) => {
    setJobId(undefined);
    if (ended.state === 'failed') return notifyProblem(new Error(ended.error?.message), 'The file was not loaded');
    const loaded = ended.result as unknown as Loaded;
    if (loaded.badCount) setTrouble(loaded);
    else
      notifyDone(
        `${plural(loaded.written, 'rate')} new or changed, of ${formatCount(loaded.read)} in ${plural(loaded.currencies, 'currency', 'currencies')}`,
      );
    void refreshRates();
  });
  const send = (file: File | null) =>
    file && load.mutate(file, { onSuccess: (started) => setJobId(started.jobId), onError: (error) => notifyProblem(error) });
  if (jobId) {
    return (
      <div className={classes.loading}>
        <JobProgress job={job} />
      </div>
    );
  }
  return (
    <>
      <FileButton onChange={send} accept=".csv,.xml,.zip">
        {(props) => (
          <Button {...props} size="xs" leftSection={<IconUpload size={14} />} loading={load.isPending}>
            Load a file
          </Button>
        )}
      </FileButton>
      <Modal
        opened={trouble !== undefined}
        onClose={() => setTrouble(undefined)}
        title={<Text fw={600}>Not everything could be read</Text>}
      >
        {trouble && (
          <>
            <Text mb="sm">
              {plural(trouble.read, 'rate')} of the file are kept; {plural(trouble.badCount, 'place')}{' '}
              {trouble.badCount === 1 ? 'was' : 'were'} left out:
            </Text>
            <List size="sm" spacing={4}>
              {trouble.bad.map(({ line, problem }) => (
                <List.Item key={`${line} ${problem}`}>
                  Line {line}: {problem}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Modal>
    </>
  );
}
