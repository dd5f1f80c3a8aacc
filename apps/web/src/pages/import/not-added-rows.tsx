import { Button } from '@mantine/core';
import { useState } from 'react';
import { useImportRows } from '../../api/imports';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import { ProblemRows } from './preview-rows';

const TITLES = {
  failed: {
    title: (rows: string) => `${rows} could not be read`,
    text: 'Correct them in the file and import it again: rows that are here are not added twice.',
  },
  skipped: { title: (rows: string) => `${rows} skipped`, text: 'The account has them already.' },
};

/** Rows that were not added, by line, with the reason. Skipped ones are shown when asked for. */
export function NotAddedRows({ id, outcome, count }: { id: string; outcome: 'failed' | 'skipped'; count: number }) {
  const [open, setOpen] = useState(outcome === 'failed');
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useImportRows(id, outcome, open);
  const { title, text } = TITLES[outcome];
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={title(plural(count, 'row'))}
      description={text}
      flush
      actions={
        !open && (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            Show
          </Button>
        )
      }
    >
      {error && <ProblemNotice error={error} />}
      <ProblemRows rows={rows} />
      {open && hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}
