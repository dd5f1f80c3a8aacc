import { Button, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useAccounts } from '../../api/accounts';
import type { CsvMapping } from '../../api/csv-mapping';
import { usePreview } from '../../api/imports';
import { Page, Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { PreviewForm } from './preview-form';
import classes from './import.module.css';

/** A file that was sent: how it is read, where it goes, how its rows will look. Nothing is imported yet. */
export default function PreviewPage() {
  const [params] = useSearchParams();
  const uploadKey = params.get('file');
  const fileName = params.get('name') ?? 'file';
  if (!uploadKey) return <Navigate to="/import" replace />;
  return <Preview key={uploadKey} uploadKey={uploadKey} fileName={fileName} />;
}

/** What the preview is asked with; the account decides the remembered mapping, the currency the decimals. */
export interface Reading {
  accountId?: string;
  currency?: string;
  mapping?: CsvMapping;
}

function Preview({ uploadKey, fileName }: { uploadKey: string; fileName: string }) {
  const [reading, setReading] = useState<Reading>({});
  const preview = usePreview({ uploadKey, fileName, ...reading });
  const accounts = useAccounts();
  const another = (
    <Button component={Link} to="/import" variant="default">
      Another file
    </Button>
  );
  return (
    <Page title={fileName} actions={another}>
      {preview.isPending || accounts.isPending ? (
        <Stack aria-busy aria-label="Looking at the file">
          <Skeleton height={120} radius="lg" />
          <Skeleton height={320} radius="lg" />
        </Stack>
      ) : preview.data && accounts.data ? (
        <>
          {preview.isError && (
            <div className={classes.notice}>
              <ProblemNotice title="The file cannot be read this way" error={preview.error} />
            </div>
          )}
          <PreviewForm
            upload={{ uploadKey, fileName }}
            preview={preview.data}
            accounts={accounts.data}
            reading={reading}
            onReading={setReading}
            busy={preview.isFetching}
            broken={preview.isError}
          />
        </>
      ) : (
        <Section>
          <ProblemNotice title="This file cannot be imported" error={preview.error ?? accounts.error} onRetry={() => void preview.refetch()} />
        </Section>
      )}
    </Page>
  );
}
