import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAccounts } from '../../api/accounts';
import { useSaveGoal, type Goal } from '../../api/budgets';
import { DateField } from '../../components/date-field';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { homeCurrency, toDecimal, toMinor } from '../../format/money';
import { AmountField } from '../transactions/amount-field';
import classes from './budgets.module.css';

interface DialogProps {
  opened: boolean;
  /** The goal to change; a new one when absent. */
  goal: Goal | undefined;
  onClose: () => void;
}

/** Sets or changes a goal. */
export function GoalDialog({ opened, goal, onClose }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>{goal ? 'Edit goal' : 'Add a goal'}</Text>}>
      {opened && <GoalForm key={goal?.id} goal={goal} onClose={onClose} />}
    </Modal>
  );
}

function GoalForm({ goal, onClose }: Omit<DialogProps, 'opened'>) {
  const { data: all = [] } = useAccounts();
  const accounts = all.filter(({ archived, id }) => !archived || goal?.accounts.some(({ accountId }) => accountId === id));
  const save = useSaveGoal();
  const currency = goal?.currency ?? accounts[0]?.currency ?? homeCurrency();
  const [name, setName] = useState(goal?.name ?? '');
  const [target, setTarget] = useState(goal ? toDecimal(goal.targetMinor, currency) : '');
  const [manual, setManual] = useState(goal?.manualMinor ? toDecimal(goal.manualMinor, currency) : '');
  const [targetOn, setTargetOn] = useState(goal?.targetOn);
  const [shares, setShares] = useState(new Map(goal?.accounts.map(({ accountId, sharePercent }) => [accountId, sharePercent])));
  const [asked, setAsked] = useState(false);
  const targetMinor = toMinor(target.replace(',', '.'), currency);
  const manualMinor = manual.trim() ? toMinor(manual.replace(',', '.'), currency) : 0;
  const good = name.trim() !== '' && (targetMinor ?? 0) > 0 && manualMinor !== undefined && manualMinor >= 0;
  const share = (id: string, percent: number | undefined) =>
    setShares((old) => {
      const next = new Map(old);
      if (percent === undefined) next.delete(id);
      else next.set(id, percent);
      return next;
    });

  const submit = async () => {
    await save.mutateAsync({
      ...(goal ? { id: goal.id } : { currency }),
      name: name.trim(),
      targetMinor: targetMinor!,
      manualMinor: manualMinor!,
      targetOn: targetOn ?? null,
      accounts: [...shares].map(([accountId, sharePercent]) => ({ accountId, sharePercent })),
    });
    notifyDone(goal ? 'Goal saved' : 'Goal added');
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (good) void submit().catch(() => undefined);
      }}
    >
      <Stack>
        <TextInput
          label="What for"
          placeholder="Emergency fund"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={asked && !name.trim() && 'Give it a name'}
          maxLength={100}
          data-autofocus
        />
        <AmountField
          label="Amount"
          currency={currency}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
          error={asked && !((targetMinor ?? 0) > 0) && 'An amount above zero'}
        />
        <DateField label="Until" description="Leave it empty where there is no hurry." value={targetOn} onChange={setTargetOn} />
        {accounts.length > 0 && (
          <fieldset className={classes.fieldset}>
            <legend>Saved in</legend>
            {accounts.map(({ id, name: account, currency: code }) => (
              <div key={id} className={classes.tie}>
                <Checkbox
                  label={`${account} (${code})`}
                  checked={shares.has(id)}
                  onChange={(event) => share(id, event.currentTarget.checked ? 100 : undefined)}
                />
                {shares.has(id) && (
                  <NumberInput
                    aria-label={`Share of ${account}, in percent`}
                    size="xs"
                    w={92}
                    min={1}
                    max={100}
                    suffix=" %"
                    allowDecimal={false}
                    value={shares.get(id)!}
                    onChange={(value) => share(id, Math.min(100, Math.max(1, Number(value) || 1)))}
                  />
                )}
              </div>
            ))}
          </fieldset>
        )}
        <AmountField
          label="Saved elsewhere"
          description="Money that is in none of your accounts here."
          currency={currency}
          value={manual}
          onChange={(event) => setManual(event.currentTarget.value)}
          error={asked && (manualMinor === undefined || manualMinor < 0) && 'An amount, or nothing'}
        />
        {save.isError && <ProblemNotice error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            {goal ? 'Save' : 'Add goal'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
