import { Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconHomeHeart, IconPlus, IconWallet } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useSampleHousehold } from '../../api/imports';
import { useJob } from '../../api/jobs';
import { refreshLedger } from '../../api/refresh';
import { useUser } from '../../api/session';
import { AccountDialog } from '../../components/account-dialog';
import { JobProgress } from '../../components/job-progress';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { StatementDrop } from '../import/statement-drop';
import classes from './welcome.module.css';

/** Three ways to begin: a file, a made-up household to look around in, an account by hand. */
export function Welcome() {
  useDocumentTitle('Welcome · Steward');
  const { name } = useUser();
  const navigate = useNavigate();
  const sample = useSampleHousehold();
  const [ended, setEnded] = useState<unknown>();
  const [adding, setAdding] = useState(false);
  const jobId = sample.data?.jobId;
  const { job, error } = useJob(jobId, (last) => {
    if (last.state === 'failed') return setEnded(new Error(last.error?.message ?? 'The sample household could not be made'));
    void refreshLedger().then(() => {
      notifyDone('The sample household has moved in');
      void navigate('/transactions');
    });
  });
  const problem = sample.error ?? error ?? ended;
  const busy = (sample.isPending || jobId !== undefined) && !problem;

  return (
    <div className={classes.welcome}>
      <Title order={1}>Welcome{name ? `, ${name}` : ''}</Title>
      <Text c="dimmed" size="lg" mt={6} mb={28}>
        Let’s bring in your first transactions.
      </Text>
      <StatementDrop />
      <div className={classes.others}>
        <section className={classes.card}>
          <IconHomeHeart size={24} stroke={1.6} aria-hidden />
          <Title order={3}>Look around first</Title>
          <Text c="dimmed" size="sm">
            A made-up household: several accounts and currencies, two years of everyday money. Delete its accounts whenever you
            like.
          </Text>
          {busy ? (
            <JobProgress job={job} waiting="Making up a household" />
          ) : (
            <Button variant="default" onClick={() => sample.mutate()} disabled={jobId !== undefined}>
              Use the sample household
            </Button>
          )}
          {problem ? <ProblemNotice error={problem} onRetry={() => window.location.reload()} /> : null}
        </section>
        <section className={classes.card}>
          <IconWallet size={24} stroke={1.6} aria-hidden />
          <Title order={3}>Start with an account</Title>
          <Text c="dimmed" size="sm">
            Name an account and its balance, then write transactions by hand or import files into it later.
          </Text>
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            Add an account
          </Button>
        </section>
      </div>
      <AccountDialog opened={adding} onClose={() => setAdding(false)} onSaved={() => void navigate('/accounts')} />
    </div>
  );
}
