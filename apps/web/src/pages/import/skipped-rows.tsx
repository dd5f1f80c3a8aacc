import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useImportAnyway, useImportRows } from '../../api/imports';
import type { ImportRow } from '../../api/types';
import { Confirm } from '../../components/confirm';
import { Money } from '../../components/money';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import { aboutRow } from './about-row';
import classes from './import.module.css';

interface SkippedProps {
  id: string;
  outcome: 'skipped' | 'updated';
  count: number;
  /** The import stands, so that rows may still be added to it. */
  open: boolean;
}

/** Rows that the account had already, each with the reason, what it equals, and a way to add it nevertheless. */
export function SkippedRows({ id, outcome, count, open }: SkippedProps) {
  const [shown, setShown] = useState(count <= 20);
  const [adding, setAdding] = useState<number>();
  const [asking, setAsking] = useState(false);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useImportRows(id, outcome, shown);
  const anyway = useImportAnyway(id);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const add = async (row: ImportRow) => {
    setAdding(row.number);
    try {
      await anyway.mutateAsync([row.number]);
      notifyDone('Added');
    } catch (problem) {
      notifyProblem(problem, 'The row was not added');
    } finally {
      setAdding(undefined);
    }
  };
  return (
    <Section
      title={outcome === 'skipped' ? `${plural(count, 'row')} skipped` : `${plural(count, 'pending transaction')} booked`}
      description={
        outcome === 'skipped'
          ? 'They seem to be here already. Add those that are not.'
          : 'What you made of it stays; day, text and amount are the bank’s now.'
      }
      flush
      actions={
        !shown ? (
          <Button variant="default" size="xs" onClick={() => setShown(true)}>
            Show
          </Button>
        ) : (
          open &&
          outcome === 'skipped' &&
          rows.length > 1 && (
            <Button variant="default" size="xs" onClick={() => setAsking(true)}>
              Import all anyway
            </Button>
          )
        )
      }
    >
      {error && <ProblemNotice error={error} />}
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.number} className={classes.skipped}>
            <span className={classes.sampleDate}>{row.bookedOn ? formatDay(row.bookedOn) : `Line ${row.line}`}</span>
            <span className={classes.skippedWords}>
              <strong>{row.counterparty ?? row.excerpt}</strong>
              <span>
                {row.message}
                {row.transactionId && row.bookedOn && (
                  <>
                    {' · '}
                    <Link to={aboutRow(row)}>See it</Link>
                  </>
                )}
              </span>
            </span>
            {row.amountMinor !== undefined && row.currency && <Money minor={row.amountMinor} currency={row.currency} flow />}
            {open && row.importable && (
              <Button
                variant="light"
                size="compact-sm"
                className={classes.anyway}
                loading={adding === row.number}
                disabled={anyway.isPending}
                onClick={() => void add(row)}
                aria-label={`Import line ${row.line} anyway`}
              >
                Import anyway
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown && hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Import ${plural(count, 'skipped row')} anyway?`}
        action="Import all"
        onConfirm={async () => {
          await anyway.mutateAsync('all');
          notifyDone(`${plural(count, 'row')} added`);
        }}
      >
        Each becomes a transaction of its own beside the one that it seems to be. Undoing the import removes them again.
      </Confirm>
    </Section>
  );
}
