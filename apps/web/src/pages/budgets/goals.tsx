import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowUp,
  IconCircleCheck,
  IconClockExclamation,
  IconDots,
  IconPencil,
  IconPlus,
  IconPigMoney,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useDeleteGoal, useGoals, useMoveGoal, type Goal } from '../../api/budgets';
import { Confirm } from '../../components/confirm';
import { EmptyState } from '../../components/empty-state';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import { formatMoney } from '../../format/money';
import { formatShare } from '../../format/text';
import classes from './budgets.module.css';
import { GoalDialog } from './goal-dialog';
import { monthName } from './months';

/** What is being saved for. */
export function Goals() {
  const { data, error, refetch } = useGoals();
  const [editing, setEditing] = useState<Goal | 'new'>();
  const [deleting, setDeleting] = useState<Goal>();
  const move = useMoveGoal();
  const remove = useDeleteGoal();
  return (
    <Section
      title="Goals"
      actions={
        data &&
        data.items.length > 0 && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            Add goal
          </Button>
        )
      }
    >
      {error && data === undefined && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState
          icon={IconPigMoney}
          title="No goals yet"
          actions={<Button onClick={() => setEditing('new')}>Add a goal</Button>}
        >
          An emergency fund, a journey, a car: tie a goal to the accounts you save in, and see when you will be there.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className={classes.goals}>
          {data.items.map((goal, at) => (
            <li key={goal.id} className={classes.goal}>
              <div className={classes.goalHead}>
                <strong>{goal.name}</strong>
                <Menu position="bottom-end" withinPortal>
                  <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" aria-label={`More for ${goal.name}`}>
                      <IconDots size={18} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEditing(goal)}>
                      Edit
                    </Menu.Item>
                    {at > 0 && (
                      <Menu.Item
                        leftSection={<IconArrowUp size={16} />}
                        onClick={() => move.mutate({ id: goal.id, position: at - 1 })}
                      >
                        Fill before the one above
                      </Menu.Item>
                    )}
                    <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(goal)}>
                      Delete
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </div>
              <GoalFigures goal={goal} />
            </li>
          ))}
        </ul>
      )}
      <GoalDialog
        goal={editing === 'new' ? undefined : editing}
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
      />
      <Confirm
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={`Delete the goal “${deleting?.name ?? ''}”?`}
        action="Delete goal"
        onConfirm={() => remove.mutateAsync(deleting!.id)}
      >
        The money stays where it is.
      </Confirm>
    </Section>
  );
}

function GoalFigures({ goal }: { goal: Goal }) {
  const { savedMinor, targetMinor, currency } = goal;
  const share = Math.min(1, savedMinor / targetMinor);
  const reached = savedMinor >= targetMinor;
  const late = goal.onTrack === false;
  const Sign = late ? IconClockExclamation : IconCircleCheck;
  return (
    <>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label="Saved"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
      >
        <span className={classes.fill} data-standing={late ? 'ahead' : 'good'} style={{ width: `${share * 100}%` }} />
      </div>
      <div className={classes.goalAmounts}>
        <span>
          <b>{formatMoney(savedMinor, currency)}</b> of {formatMoney(targetMinor, currency)}
        </span>
        <span>{formatShare(Math.floor(share * 100) / 100)}</span>
      </div>
      <p className={classes.goalWords} data-standing={late ? 'ahead' : 'good'}>
        {(reached || goal.onTrack !== undefined) && <Sign size={16} aria-hidden />}
        {reached ? 'Reached.' : forecastWords(goal)}
      </p>
    </>
  );
}

function forecastWords(goal: Goal): string {
  const saving = `${formatMoney(Math.max(0, goal.averageMonthlyMinor), goal.currency)} a month of late`;
  const there = goal.reachedIn ? `there in ${monthName(goal.reachedIn)}` : 'not getting there this way';
  const needed =
    goal.neededMonthlyMinor === undefined || goal.onTrack
      ? ''
      : ` ${formatMoney(goal.neededMonthlyMinor, goal.currency)} a month would do it by ${monthName(goal.targetOn!.slice(0, 7))}.`;
  return `${saving}: ${there}.${needed}`;
}
