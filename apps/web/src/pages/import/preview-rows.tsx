import { Badge, Text } from '@mantine/core';
import type { ImportPreview } from '../../api/types';
import { Money } from '../../components/money';
import { Section } from '../../components/page';
import { formatDay } from '../../format/dates';
import { plural } from '../../format/text';
import { ProblemRows } from './problem-rows';
import classes from './import.module.css';

const SHOWN = 12;

/** The first rows as they will stand in the ledger, and those that cannot be read. */
export function PreviewRows({ preview }: { preview: ImportPreview }) {
  const { rows, failed } = preview;
  return (
    <>
      <Section
        title="How the rows will look"
        description={rows.length > 0 ? `The first ${Math.min(SHOWN, rows.length)}` : undefined}
        flush
      >
        {rows.length === 0 ? (
          <Text c="dimmed" px={20} pb="md">
            No row can be read yet. Check which columns hold the date and the amount.
          </Text>
        ) : (
          <ul className={classes.list}>
            {rows.slice(0, SHOWN).map((row) => (
              <li
                key={row.line}
                className={classes.sample}
                data-duplicate={row.duplicate || undefined}
                data-reason={Boolean(row.reason) || undefined}
              >
                <span className={classes.sampleDate}>{formatDay(row.bookedOn)}</span>
                <span className={classes.sampleWords}>
                  <strong>{row.counterparty ?? row.description}</strong>
                  {row.counterparty && <span>{row.description}</span>}
                  {row.reason && <em>{row.reason}</em>}
                </span>
                {row.duplicate ? (
                  <Badge data-badge variant="light" color="gray">
                    Already there
                  </Badge>
                ) : row.reason ? (
                  <Badge data-badge variant="light" color="iris">
                    Books a pending one
                  </Badge>
                ) : row.status === 'pending' ? (
                  <Badge data-badge variant="light" color="amber">
                    Pending
                  </Badge>
                ) : null}
                <Money minor={row.amountMinor} currency={row.currency} flow />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {failed.length > 0 && (
        <Section
          title={`${plural(failed.length, 'row')} of these cannot be read`}
          description="They are left out; the others are imported."
          flush
        >
          <ProblemRows rows={failed} />
        </Section>
      )}
    </>
  );
}
