import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useUpdateTransaction } from '../../api/transactions';
import type { Transaction } from '../../api/types';
import { CategorySelect } from '../../components/category-select';
import { Money } from '../../components/money';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { toDecimal, toMinor } from '../../format/money';
import { AmountField } from './amount-field';
import { evenParts, finishedParts, readPart, restOf, writePart, type PartDraft } from './split-parts';
import classes from './splits.module.css';

const MAX_PARTS = 50;

interface EditorProps {
  transaction: Transaction;
  onDone: () => void;
}

/** Divides a transaction: rows of category and amount, and what is left over while one types. */
export function SplitEditor({ transaction, onDone }: EditorProps) {
  const { id, currency, amountMinor, categoryId, splits } = transaction;
  const update = useUpdateTransaction();
  const nextKey = useRef(2);
  const [total, setTotal] = useState(toDecimal(amountMinor, currency));
  const whole = toMinor(total, currency) ?? amountMinor;
  const [parts, setParts] = useState<PartDraft[]>(() =>
    splits
      ? splits.map((split, i) => ({
          key: -1 - i,
          amount: writePart(split.amountMinor, amountMinor, currency),
          categoryId: split.categoryId ?? null,
          notes: split.notes ?? '',
        }))
      : [
          { key: 0, amount: '', categoryId: categoryId ?? null, notes: '' },
          { key: 1, amount: '', categoryId: null, notes: '' },
        ],
  );
  const rest = restOf(parts, whole, currency);
  const finished = finishedParts(parts, whole, currency);

  const change = (key: number, changes: Partial<PartDraft>) =>
    setParts((old) => old.map((part) => (part.key === key ? { ...part, ...changes } : part)));
  const giveRest = (key: number) =>
    setParts((old) =>
      old.map((part) => {
        if (part.key !== key) return part;
        return { ...part, amount: writePart((readPart(part.amount, whole, currency) ?? 0) + rest, whole, currency) };
      }),
    );
  const settle = (part: PartDraft) => {
    const minor = readPart(part.amount, whole, currency);
    if (minor !== undefined) change(part.key, { amount: writePart(minor, whole, currency) });
  };
  const divideEvenly = () => {
    const amounts = evenParts(whole, parts.length);
    setParts((old) => old.map((part, i) => ({ ...part, amount: writePart(amounts[i] ?? 0, whole, currency) })));
  };
  const save = () =>
    update.mutate(
      { id, changes: { splits: finished, ...(whole !== amountMinor && { amountMinor: whole }) } },
      {
        onSuccess: () => {
          notifyDone(`Divided into ${parts.length} parts`);
          onDone();
        },
      },
    );

  return (
    <section
      className={classes.editor}
      aria-label="Divide the transaction"
      onKeyDown={(event) => {
        // It stands within the form of the transaction, which Enter would save.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        if (finished) save();
      }}
    >
      <div className={classes.head}>
        <span>Divide</span>
        <AmountField
          label={undefined}
          aria-label="Amount to divide"
          size="xs"
          w={128}
          currency={currency}
          value={total}
          error={toMinor(total, currency) === undefined}
          onChange={(event) => setTotal(event.currentTarget.value)}
        />
      </div>
      {parts.map((part, i) => {
        const bad = part.amount !== '' && !readPart(part.amount, whole, currency);
        return (
          <div key={part.key} className={classes.row} role="group" aria-label={`Part ${i + 1}`}>
            <CategorySelect
              label=""
              value={part.categoryId}
              onChange={(chosen) => change(part.key, { categoryId: chosen })}
              placeholder="Category"
              clearable
              creatable
            />
            <AmountField
              label={undefined}
              aria-label={`Amount of part ${i + 1}`}
              placeholder="0 or 25%"
              inputMode="text"
              currency={currency}
              value={part.amount}
              error={bad}
              onChange={(event) => change(part.key, { amount: event.currentTarget.value })}
              onBlur={() => settle(part)}
              onFocus={() => part.amount === '' && i === parts.length - 1 && rest !== 0 && giveRest(part.key)}
            />
            <Tooltip label="Remove this part" disabled={parts.length <= 2}>
              <ActionIcon
                className={classes.remove}
                variant="subtle"
                color="gray"
                aria-label={`Remove part ${i + 1}`}
                disabled={parts.length <= 2}
                onClick={() => setParts((old) => old.filter(({ key }) => key !== part.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
            <TextInput
              className={classes.rowNotes}
              size="xs"
              variant="unstyled"
              placeholder="Add a note"
              aria-label={`Notes of part ${i + 1}`}
              maxLength={500}
              value={part.notes}
              onChange={(event) => change(part.key, { notes: event.currentTarget.value })}
            />
          </div>
        );
      })}
      <Group gap={6} mt={10}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={parts.length >= MAX_PARTS}
          onClick={() => setParts((old) => [...old, { key: nextKey.current++, amount: '', categoryId: null, notes: '' }])}
        >
          Add a part
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={divideEvenly}>
          Evenly
        </Button>
      </Group>
      <div className={classes.sum} aria-live="polite">
        {rest === 0 ? (
          <Text size="sm" c={finished ? 'teal' : 'dimmed'}>
            {finished ? 'The parts add up.' : 'Every part needs an amount.'}
          </Text>
        ) : (
          <>
            <Text size="sm">
              Left over: <Money minor={rest} currency={currency} size="sm" strong />
            </Text>
            <Button size="compact-sm" variant="subtle" onClick={() => giveRest(parts.at(-1)!.key)}>
              Give it to the last
            </Button>
          </>
        )}
      </div>
      {update.isError && <ProblemNotice error={update.error} />}
      <Group justify="flex-end" gap="xs" mt={12}>
        <Button variant="default" size="sm" onClick={onDone}>
          Cancel
        </Button>
        <Button size="sm" disabled={!finished} loading={update.isPending} onClick={save}>
          {splits ? 'Save parts' : 'Divide'}
        </Button>
      </Group>
    </section>
  );
}
