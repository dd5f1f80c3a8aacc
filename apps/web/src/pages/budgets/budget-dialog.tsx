import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSetBudgets, type BudgetLine, type Rollover } from '../../api/budgets';
import { CategorySelect } from '../../components/category-select';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { toDecimal, toMinor } from '../../format/money';
import { AmountField } from '../transactions/amount-field';
import { monthName } from './months';

const ROLLOVERS: { value: Rollover; label: string }[] = [
  { value: 'none', label: 'Each month begins anew' },
  { value: 'leftover', label: 'What is left goes to the next month' },
  { value: 'all', label: 'What is left, or overspent, goes to the next month' },
];

interface DialogProps {
  month: string;
  currency: string;
  /** The budget to change, or the category of a new one; closed when absent. */
  editing: { line?: BudgetLine; categoryId?: string } | undefined;
  onClose: () => void;
}

/** Sets, changes or ends a budget from a month on. */
export function BudgetDialog({ editing, onClose, ...props }: DialogProps) {
  return (
    <Modal
      opened={editing !== undefined}
      onClose={onClose}
      title={<Text fw={600}>{editing?.line ? 'Change budget' : 'Add a budget'}</Text>}
    >
      {editing && <BudgetForm {...props} line={editing.line} categoryId={editing.categoryId} onClose={onClose} />}
    </Modal>
  );
}

interface FormProps {
  month: string;
  currency: string;
  line: BudgetLine | undefined;
  categoryId: string | undefined;
  onClose: () => void;
}

function BudgetForm({ month, currency, line, categoryId, onClose }: FormProps) {
  const set = useSetBudgets();
  const [category, setCategory] = useState(line?.categoryId ?? categoryId ?? null);
  const [amount, setAmount] = useState(line ? toDecimal(line.amountMinor, currency) : '');
  const [rollover, setRollover] = useState<Rollover>(line?.rollover ?? 'none');
  const [asked, setAsked] = useState(false);
  const minor = toMinor(amount.replace(',', '.'), currency);
  const wrongAmount = minor === undefined || minor < 0 ? 'An amount such as 250 or 99.50' : undefined;

  const save = async (amountMinor: number | null) => {
    if (!category) return;
    await set.mutateAsync({ month, budgets: [{ categoryId: category, amountMinor, rollover }] });
    notifyDone(amountMinor === null ? 'Budget ended' : 'Budget saved');
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (category && !wrongAmount) void save(minor!).catch(() => undefined);
      }}
    >
      <Stack>
        {!line && (
          <CategorySelect
            label="Category"
            description="A group stands for everything in it that has no budget of its own."
            value={category}
            onChange={setCategory}
            error={asked && !category && 'Choose a category'}
          />
        )}
        <AmountField
          label="Amount a month"
          currency={currency}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          error={asked && wrongAmount}
          data-autofocus
        />
        <Select
          label="At the end of a month"
          data={ROLLOVERS}
          value={rollover}
          onChange={(value) => setRollover((value as Rollover | null) ?? 'none')}
          allowDeselect={false}
        />
        <Text size="sm" c="dimmed">
          Holds from {monthName(month)} on; the months before stay as they were.
        </Text>
        {set.isError && <ProblemNotice error={set.error} />}
        <Group justify="space-between" gap="xs">
          {line ? (
            <Button variant="subtle" color="red" onClick={() => void save(null).catch(() => undefined)}>
              End this budget
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={set.isPending}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
