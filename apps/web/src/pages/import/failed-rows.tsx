import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { fetchImportRows, useImportRows } from '../../api/imports';
import { notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { ProblemRows } from './problem-rows';
import { rowsCsv, saveText } from './rows-csv';

/** Rows that could not be read, by line, with the reason; also as a file, to correct them by. */
export function FailedRows({ id, count, fileName }: { id: string; count: number; fileName: string }) {
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useImportRows(id, 'failed', true);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      saveText(`${fileName.replace(/\.[^.]+$/, '')} - not read.csv`, rowsCsv(await fetchImportRows(id, 'failed')));
    } catch (problem) {
      notifyProblem(problem, 'The rows could not be saved');
    } finally {
      setSaving(false);
    }
  };
  return (
    <Section
      title={`${plural(count, 'row')} could not be read`}
      description="Correct them in the file and import it again: rows that are here are not added twice."
      flush
      actions={
        <Button variant="default" size="xs" leftSection={<IconDownload size={14} />} loading={saving} onClick={() => void save()}>
          Save as CSV
        </Button>
      }
    >
      {error && <ProblemNotice error={error} />}
      <ProblemRows rows={data?.pages.flatMap((page) => page.items) ?? []} />
      {hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}
