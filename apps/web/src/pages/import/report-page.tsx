import { Button, Skeleton, Text } from '@mantine/core';
import { IconArrowBackUp, IconArrowRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { queryClient } from '../../api/client';
import { useImport } from '../../api/imports';
import { useJob } from '../../api/jobs';
import { refreshLedger } from '../../api/refresh';
import type { ImportReport } from '../../api/types';
import { JobProgress } from '../../components/job-progress';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatInstant } from '../../format/dates';
import { formatCount, plural } from '../../format/text';
import { BalanceChecks } from './balance-checks';
import { FailedRows } from './failed-rows';
import { Positions } from './positions';
import { SkippedRows } from './skipped-rows';
import { UndoImport } from './undo-import';
import { Warnings } from './warnings';
import classes from './import.module.css';

/** An import while it runs and after: how far, then what became of every row. */
export default function ReportPage() {
  const { id = '' } = useParams();
  const { data: report, error, isPending, refetch } = useImport(id);
  const [undoing, setUndoing] = useState(false);
  const done = report?.state === 'completed';
  return (
    <Page
      title={report?.fileName ?? 'Import'}
      aside={report && formatInstant(report.createdAt)}
      actions={
        done &&
        report.added + report.updated > 0 && (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setUndoing(true)}>
            Undo
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={180} radius="lg" />}
      {error && !report && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {report?.state === 'running' && <Running report={report} />}
      {report && report.state !== 'running' && <Outcome report={report} />}
      <UndoImport report={undoing ? report : undefined} onClose={() => setUndoing(false)} />
    </Page>
  );
}

function Running({ report }: { report: ImportReport }) {
  const refresh = () =>
    void Promise.all([
      queryClient.invalidateQueries({ queryKey: ['import', report.id] }),
      queryClient.invalidateQueries({ queryKey: ['imports'] }),
      refreshLedger(),
    ]);
  const { job, error } = useJob(report.jobId, refresh);
  return (
    <Section title="Importing" description="You may leave this page; the import goes on.">
      <JobProgress job={job} />
      {error !== undefined && <ProblemNotice error={error} />}
    </Section>
  );
}

function Outcome({ report }: { report: ImportReport }) {
  const { id, fileName, state, added, updated, skipped, failed, categorised } = report;
  // Balances and lists of before the import may still be in memory.
  useEffect(() => void refreshLedger(), [id, state]);
  if (state === 'failed') {
    return (
      <Section>
        <ProblemNotice title="Nothing was imported" error={new Error(report.error ?? 'The file could not be read')} />
        <Button component={Link} to="/import" mt="md" variant="default">
          Try another file
        </Button>
      </Section>
    );
  }
  return (
    <>
      <Section>
        <div className={classes.figures} data-count={updated > 0 ? 4 : 3}>
          <Figure value={added} label={state === 'undone' ? 'had been added' : 'added'} tone="good" />
          {updated > 0 && <Figure value={updated} label="booked, were pending" />}
          <Figure value={skipped} label="skipped, already there" />
          <Figure value={failed} label="could not be read" tone={failed > 0 ? 'bad' : undefined} />
        </div>
        <div className={classes.next}>
          <Text c="dimmed">
            {state === 'undone'
              ? 'This import was undone. Rows that had been edited were kept.'
              : added + updated === 0
                ? 'Every row of the file was here already.'
                : `${formatCount(categorised)} of ${plural(added + updated, 'transaction')} have a category.`}
          </Text>
          {added + updated > 0 && state === 'completed' && (
            <Button component={Link} to={`/transactions?import=${id}`} rightSection={<IconArrowRight size={16} />}>
              See the transactions
            </Button>
          )}
        </div>
      </Section>
      <Warnings preview={report} />
      <BalanceChecks balances={report.balances} />
      {failed > 0 && <FailedRows id={id} count={failed} fileName={fileName} />}
      {updated > 0 && <SkippedRows id={id} outcome="updated" count={updated} open={false} />}
      {skipped > 0 && <SkippedRows id={id} outcome="skipped" count={skipped} open={state === 'completed'} />}
      <Positions positions={report.positions} />
    </>
  );
}

function Figure({ value, label, tone }: { value: number; label: string; tone?: 'good' | 'bad' | undefined }) {
  return (
    <div className={classes.figure} data-tone={tone}>
      <strong>{formatCount(value)}</strong>
      <span>{label}</span>
    </div>
  );
}
