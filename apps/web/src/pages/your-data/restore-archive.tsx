import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../api/client';
import { useRestore } from '../../api/exports';
import { useJob } from '../../api/jobs';
import { refreshLedger } from '../../api/refresh';
import type { Job } from '../../api/types';
import { JobProgress } from '../../components/job-progress';
import { Notice } from '../../components/notice';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import classes from './your-data.module.css';

/** What the job answers. */
interface Restored {
  restored: boolean;
  refused: { number: number; problem: string }[];
}

/** Puts an archive back into an account that is still empty. */
export function RestoreArchive() {
  const restore = useRestore();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [jobId, setJobId] = useState<string>();
  const [ended, setEnded] = useState<Job>();
  const { job } = useJob(jobId, (last) => {
    setJobId(undefined);
    setEnded(last);
    if ((last.result as Restored | undefined)?.restored) {
      notifyDone('Everything is back');
      void refreshLedger();
    }
  });
  const take = async (file: File | null) => {
    if (!file) return;
    setError(undefined);
    setEnded(undefined);
    setSending(true);
    try {
      const { uploadKey, fileName } = await client.uploadFile(file);
      setJobId((await restore.mutateAsync({ uploadKey, fileName })).jobId);
    } catch (reason) {
      setError(reason);
    } finally {
      setSending(false);
    }
  };
  const refused = (ended?.result as Restored | undefined)?.refused ?? [];
  return (
    <Section
      title="Restore"
      description="An archive, or its ledger.jsonl, goes into an account that is still empty: all of it, or nothing."
    >
      {jobId ? (
        <JobProgress job={job} />
      ) : (
        <Group>
          <FileButton accept=".zip,.jsonl" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconRestore size={16} />} loading={sending}>
                Choose an archive
              </Button>
            )}
          </FileButton>
        </Group>
      )}
      <div className={classes.outcome}>
        {error !== undefined && <ProblemNotice error={error} />}
        {ended?.state === 'failed' && (
          <Notice tone="danger">{ended.error?.message ?? 'The archive could not be restored'}</Notice>
        )}
        {refused.length > 0 && (
          <Notice tone="danger" title="Nothing was restored, because of these lines">
            <ul className={classes.refused}>
              {refused.map(({ number, problem }) => (
                <li key={number}>
                  <Text span fw={550}>
                    Line {number}
                  </Text>
                  : {problem}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Section>
  );
}
