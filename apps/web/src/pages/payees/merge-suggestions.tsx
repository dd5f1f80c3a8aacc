import { Button, CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { useMergeSuggestions } from '../../api/counterparties';
import type { Counterparty } from '../../api/types';
import { Section } from '../../components/page';
import { plural } from '../../format/text';
import classes from './payees.module.css';

const SHOWN = 3;
const REMEMBERED = 500;

/** A group by its names, so that another one like it is asked about again. */
const keyOf = (payees: readonly Counterparty[]) =>
  payees
    .map(({ id }) => id)
    .sort()
    .join(' ');

/** Payees whose names are alike, one group at a time; what was said to be different stays so on this device. */
export function MergeSuggestions({ onMerge }: { onMerge: (payees: readonly Counterparty[]) => void }) {
  const { data = [] } = useMergeSuggestions(true);
  const [all, setAll] = useState(false);
  const [apart, setApart] = useLocalStorage<string[]>({ key: 'payees-apart', defaultValue: [] });
  const open = data.filter(({ counterparties }) => !apart.includes(keyOf(counterparties)));
  if (open.length === 0) return null;
  return (
    <Section
      flush
      title="Perhaps the same"
      description="Their names are alike."
      actions={
        open.length > SHOWN && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${open.length}`}
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {open.slice(0, all ? undefined : SHOWN).map(({ counterparties }) => (
          <li key={keyOf(counterparties)} className={classes.suggestion}>
            <span className={classes.words}>
              <strong>{counterparties.map(({ name }) => name).join(' · ')}</strong>
              <span>
                {plural(
                  counterparties.reduce((sum, { transactionCount }) => sum + transactionCount, 0),
                  'transaction',
                )}
              </span>
            </span>
            <Button size="compact-sm" variant="light" onClick={() => onMerge(counterparties)}>
              Merge…
            </Button>
            <CloseButton
              aria-label="They are different"
              title="They are different"
              onClick={() => setApart([...apart, keyOf(counterparties)].slice(-REMEMBERED))}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
