import { Button, Checkbox, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useBudgetSuggestions, useSetBudgets, type BudgetLine } from '../../api/budgets';
import { CategoryLabel } from '../../components/category-chip';
import { Money } from '../../components/money';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { plural } from '../../format/text';
import classes from './budgets.module.css';
import { monthName } from './months';

interface DialogProps {
  month: string;
  opened: boolean;
  budgets: BudgetLine[];
  onClose: () => void;
}

/** Amounts from what was usually spent; those without a budget so far are chosen. */
export function SuggestDialog({ month, opened, budgets, onClose }: DialogProps) {
  const { data, error, isPending } = useBudgetSuggestions(month, opened);
  const set = useSetBudgets();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const current = new Map(budgets.map((line) => [line.categoryId, line.amountMinor]));
  const isChosen = (id: string): boolean => toggled.has(id) !== !current.has(id);
  const chosen = data?.items.filter(({ categoryId }) => isChosen(categoryId)) ?? [];
  const toggle = (id: string) =>
    setToggled((old) => new Set(old.has(id) ? [...old].filter((each) => each !== id) : [...old, id]));
  const apply = async () => {
    await set.mutateAsync({ month, budgets: chosen.map(({ categoryId, amountMinor }) => ({ categoryId, amountMinor })) });
    notifyDone(`${plural(chosen.length, 'budget')} set from ${monthName(month)} on`);
    setToggled(new Set());
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>Budgets from what you spend</Text>}>
      <Stack>
        <Text size="sm" c="dimmed">
          The median of the six months before {monthName(month)}: a holiday or a new fridge does not count as every month's.
        </Text>
        {isPending && <Skeleton height={160} radius="md" />}
        {error && <ProblemNotice error={error} />}
        {data?.items.length === 0 && <Text>There is not enough spending in those months to suggest anything.</Text>}
        <ul className={classes.suggestions}>
          {data?.items.map(({ categoryId, amountMinor }) => (
            <li key={categoryId}>
              <Checkbox
                checked={isChosen(categoryId)}
                onChange={() => toggle(categoryId)}
                label={<CategoryLabel id={categoryId} />}
                classNames={{ root: classes.suggestion }}
              />
              <span className={classes.suggested}>
                <Money minor={amountMinor} currency={data.currency} />
                {current.has(categoryId) && (
                  <Text size="xs" c="dimmed" span>
                    now <Money minor={current.get(categoryId)!} currency={data.currency} size="sm" />
                  </Text>
                )}
              </span>
            </li>
          ))}
        </ul>
        {set.isError && <ProblemNotice error={set.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!chosen.length} loading={set.isPending} onClick={() => void apply().catch(() => undefined)}>
            Set {plural(chosen.length, 'budget')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
