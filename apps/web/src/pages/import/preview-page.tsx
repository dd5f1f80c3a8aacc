import { Button, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts';
import { usePreview } from '../../api/imports';
import { mayPass } from '../../api/problem';
import type { Account } from '../../api/types';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { homeCurrency } from '../../format/money';
import { PreviewForm } from './preview-form';
import type { Reading } from './targets';
import classes from './import.module.css';

/** A file that was sent: how it is read, where it goes, how its rows will look. Nothing is imported yet. */
export default function PreviewPage() {
  const [params] = useSearchParams();
  const uploadKey = params.get('file');
  const fileName = params.get('name') ?? 'file';
  const accounts = useAccounts();
  if (!uploadKey) return <Navigate to="/import" replace />;
  return (
    <Page
      title={fileName}
      actions={
        <Button component={Link} to="/import" variant="default">
          Another file
        </Button>
      }
    >
      {accounts.data ? (
        <Preview key={uploadKey} upload={{ uploadKey, fileName }} accounts={accounts.data} />
      ) : accounts.isError ? (
        <ProblemNotice error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <Looking />
      )}
    </Page>
  );
}

function Looking() {
  return (
    <Stack aria-busy aria-label="Looking at the file">
      <Skeleton height={120} radius="lg" />
      <Skeleton height={320} radius="lg" />
    </Stack>
  );
}

interface PreviewProps {
  upload: { uploadKey: string; fileName: string };
  accounts: readonly Account[];
}

function Preview({ upload, accounts }: PreviewProps) {
  const first = accounts.find(({ archived }) => !archived);
  const [reading, setReading] = useState<Reading>(first ? { accountId: first.id } : { currency: homeCurrency() });
  const { data, error, isPending, isError, isFetching, refetch } = usePreview({ ...upload, ...reading });
  if (isPending) return <Looking />;
  if (!data) {
    return (
      <Section>
        <ProblemNotice
          title="This file cannot be imported"
          error={error}
          {...(mayPass(error) && { onRetry: () => void refetch() })}
        />
      </Section>
    );
  }
  return (
    <>
      {isError && (
        <div className={classes.notice}>
          <ProblemNotice title="The file cannot be read this way" error={error} />
        </div>
      )}
      <PreviewForm
        upload={upload}
        preview={data}
        accounts={accounts}
        reading={reading}
        onReading={setReading}
        busy={isFetching}
        broken={isError}
      />
    </>
  );
}
