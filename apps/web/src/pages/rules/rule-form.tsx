import { ActionIcon, Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useAccounts } from '../../api/accounts';
import type { RuleAction, RuleCondition } from '../../api/types';
import { Section } from '../../components/page';
import { homeCurrency } from '../../format/money';
import { ActionFields } from './action-fields';
import { ConditionFields } from './condition-fields';
import { ACTION_LABELS, CONDITION_LABELS, newAction, newCondition, type RuleForm } from './draft';
import classes from './rules.module.css';

interface Props {
  form: RuleForm;
  onChange: (form: RuleForm) => void;
  /** By path, such as `conditions.0.text`. */
  errors: Record<string, string>;
}

const options = <K extends string>(labels: Record<K, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label: label as string }));

export function RuleFields({ form, onChange, errors }: Props) {
  const currency = useAccounts().data?.[0]?.currency ?? homeCurrency();
  const used = new Set(form.actions.map(({ kind }) => kind));
  const free = options(ACTION_LABELS).filter(({ value }) => !used.has(value as RuleAction['kind']));
  return (
    <>
      <Section title="If">
        <div className={classes.lines}>
          {form.conditions.length > 1 && (
            <SegmentedControl
              value={form.match}
              onChange={(match) => onChange({ ...form, match: match as RuleForm['match'] })}
              data={[
                { value: 'all', label: 'All of these hold' },
                { value: 'any', label: 'Any of these holds' },
              ]}
              className={classes.match}
            />
          )}
          {form.conditions.map((condition, i) => (
            <Line
              key={`${i} ${condition.kind} ${form.conditions.length}`}
              label={`Condition ${i + 1}`}
              kinds={options(CONDITION_LABELS)}
              kind={condition.kind}
              error={errors[`conditions.${i}.kind`]}
              onKind={(kind) =>
                onChange({ ...form, conditions: replaced(form.conditions, i, newCondition(kind as RuleCondition['kind'])) })
              }
              onRemove={
                form.conditions.length > 1 ? () => onChange({ ...form, conditions: without(form.conditions, i) }) : undefined
              }
            >
              <ConditionFields
                condition={condition}
                currency={currency}
                errors={below(errors, `conditions.${i}`)}
                onChange={(next) => onChange({ ...form, conditions: replaced(form.conditions, i, next) })}
              />
            </Line>
          ))}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            disabled={form.conditions.length >= 20}
            onClick={() => onChange({ ...form, conditions: [...form.conditions, newCondition('text')] })}
            className={classes.add}
          >
            Add a condition
          </Button>
        </div>
      </Section>

      <Section title="Then">
        <div className={classes.lines}>
          {form.actions.map((action, i) => (
            <Line
              key={action.kind}
              label={`Action ${i + 1}`}
              kinds={[{ value: action.kind, label: ACTION_LABELS[action.kind] }, ...free]}
              kind={action.kind}
              error={errors[`actions.${i}.kind`]}
              onKind={(kind) => onChange({ ...form, actions: replaced(form.actions, i, newAction(kind as RuleAction['kind'])) })}
              onRemove={form.actions.length > 1 ? () => onChange({ ...form, actions: without(form.actions, i) }) : undefined}
            >
              <ActionFields
                action={action}
                currency={currency}
                errors={below(errors, `actions.${i}`)}
                onChange={(next) => onChange({ ...form, actions: replaced(form.actions, i, next) })}
              />
            </Line>
          ))}
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            disabled={free.length === 0}
            onClick={() => onChange({ ...form, actions: [...form.actions, newAction(free[0]!.value as RuleAction['kind'])] })}
            className={classes.add}
          >
            Add an action
          </Button>
        </div>
      </Section>

      <Section title="Rule">
        <div className={classes.lines}>
          <TextInput
            label="Name"
            placeholder="Groceries at Woolworths"
            value={form.name}
            error={errors['name']}
            maxLength={100}
            onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
          />
          <Switch
            label="Stop here"
            description="After a match, the rules below this one are not tried"
            checked={form.stop}
            onChange={(event) => onChange({ ...form, stop: event.currentTarget.checked })}
          />
        </div>
      </Section>
    </>
  );
}

interface LineProps {
  label: string;
  kinds: { value: string; label: string }[];
  kind: string;
  error: string | undefined;
  onKind: (kind: string) => void;
  onRemove: (() => void) | undefined;
  children: React.ReactNode;
}

/** One condition or action: its kind, what it says, and the way to remove it. */
function Line({ label, kinds, kind, error, onKind, onRemove, children }: LineProps) {
  return (
    <div className={classes.line} role="group" aria-label={label}>
      <Select
        aria-label={`Kind of ${label.toLowerCase()}`}
        data={kinds}
        value={kind}
        error={error}
        allowDeselect={false}
        onChange={(next) => next && next !== kind && onKind(next)}
        className={classes.kind}
      />
      <div className={classes.fields}>{children}</div>
      {onRemove && (
        <ActionIcon aria-label={`Remove ${label.toLowerCase()}`} onClick={onRemove} className={classes.remove}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

const replaced = <T,>(list: T[], index: number, item: T): T[] => list.map((old, i) => (i === index ? item : old));
const without = <T,>(list: T[], index: number): T[] => list.filter((_, i) => i !== index);

/** The errors below a path, by what follows it. */
function below(errors: Record<string, string>, path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([key, error]) => (key.startsWith(`${path}.`) ? [[key.slice(path.length + 1), error]] : [])),
  );
}
