import { ActionIcon, Badge, Button, Skeleton, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useImports } from '../../api/imports';
import type { ImportReport } from '../../api/types';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatAgo, formatInstant } from '../../format/dates';
import { formatCount, plural } from '../../format/text';
import { UndoImport } from './undo-import';
import classes from './import.module.css';

const STATES: Record<ImportReport['state'], { label: string; color: string }> = {
  running: { label: 'Running', color: 'iris' },
  completed: { label: 'Done', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  undone: { label: 'Undone', color: 'gray' },
};

/** Imports so far, newest first; each can be looked at and taken back. */
export function PastImports() {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useImports();
  const [undoing, setUndoing] = useState<ImportReport>();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton height={120} radius="lg" />;
  if (items.length === 0) return null;
  return (
    <Section title="Past imports" flush>
      <ul className={classes.list}>
        {items.map((report) => (
          <li key={report.id} className={classes.past}>
            <Link to={`/import/${report.id}`} className={classes.pastWords}>
              <strong>{report.fileName}</strong>
              <span>{outcome(report)}</span>
            </Link>
            <Tooltip label={formatInstant(report.createdAt)}>
              <span className={classes.when}>{formatAgo(report.createdAt)}</span>
            </Tooltip>
            <Badge variant="light" color={STATES[report.state].color} className={classes.state}>
              {STATES[report.state].label}
            </Badge>
            <Tooltip label="Undo this import">
              <ActionIcon
                aria-label={`Undo the import of ${report.fileName}`}
                onClick={() => setUndoing(report)}
                style={{ visibility: report.state === 'completed' && report.added + report.updated > 0 ? 'visible' : 'hidden' }}
              >
                <IconArrowBackUp size={18} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show earlier ones
        </Button>
      )}
      <UndoImport report={undoing} onClose={() => setUndoing(undefined)} />
    </Section>
  );
}

function outcome({ state, added, updated, skipped, failed, error }: ImportReport): string {
  if (state === 'failed') return error ?? 'The file could not be read';
  const parts = [`${plural(added, 'row')} added`];
  if (updated) parts.push(`${formatCount(updated)} booked`);
  if (skipped) parts.push(`${plural(skipped, 'duplicate')} skipped`);
  if (failed) parts.push(`${failed} failed`);
  return parts.join(' · ');
}
