import { ActionIcon, Menu, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconHandStop, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useApplyRules, useDeleteRule, useOrderRules, useSaveRule, useSwitchRule } from '../../api/rules';
import type { Rule } from '../../api/types';
import { notifyDone, notifyProblem } from '../../components/notify';
import { Section } from '../../components/page';
import { describeAction, describeCondition, type Names } from './describe-rule';
import { useNames } from './use-names';
import classes from './rules.module.css';

/** The rules in the order in which they are tried. */
export function RuleList({ rules }: { rules: Rule[] }) {
  const names = useNames();
  const order = useOrderRules();
  const move = (from: number, to: number) => {
    const ids = rules.map(({ id }) => id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    order.mutate(ids, { onError: (error) => notifyProblem(error, 'The order was not changed') });
  };
  return (
    <Section
      title="In this order"
      description="Each rule sees what those above it changed. Rules that ask for the category come last. What you set by hand always stays."
      flush
    >
      <ol className={classes.list}>
        {rules.map((rule, i) => (
          <li key={rule.id} className={classes.row} data-off={!rule.enabled || undefined}>
            <div className={classes.order}>
              <ActionIcon size="sm" aria-label={`Move ${rule.name} up`} disabled={i === 0} onClick={() => move(i, i - 1)}>
                <IconArrowUp size={15} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                aria-label={`Move ${rule.name} down`}
                disabled={i === rules.length - 1}
                onClick={() => move(i, i + 1)}
              >
                <IconArrowDown size={15} />
              </ActionIcon>
            </div>
            <Link to={`/rules/${rule.id}`} className={classes.words}>
              <strong>
                {rule.name}
                {rule.stop && <IconHandStop size={14} aria-label="Stops here" />}
              </strong>
              <span>{summary(rule, names)}</span>
            </Link>
            <EnableSwitch rule={rule} />
            <RuleMenu rule={rule} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** `If text contains “rewe” → category Groceries` */
function summary({ match, conditions, actions }: Rule, names: Names): string {
  const tests = conditions.map((condition) => describeCondition(condition, names)).join(match === 'all' ? ' and ' : ' or ');
  return `If ${tests} → ${actions.map((action) => describeAction(action, names)).join(', ')}`;
}

function EnableSwitch({ rule: { id, name, enabled } }: { rule: Rule }) {
  const change = useSwitchRule();
  return (
    <Switch
      aria-label={`${name} is on`}
      checked={enabled}
      onChange={(event) =>
        change.mutate({ id, enabled: event.currentTarget.checked }, { onError: (error) => notifyProblem(error) })
      }
    />
  );
}

function RuleMenu({ rule }: { rule: Rule }) {
  const remove = useDeleteRule();
  const save = useSaveRule();
  const apply = useApplyRules();
  const { id, name, enabled, stop, match, conditions, actions } = rule;
  const restore = () =>
    save.mutate({ name, enabled, stop, match, conditions, actions }, { onError: (error) => notifyProblem(error) });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={`More for ${name}`}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={`/rules/${id}`} leftSection={<IconPencil size={16} />}>
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={16} />}
          onClick={() =>
            apply.mutate([id], {
              onSuccess: () => notifyDone('The rule is being applied to the past'),
              onError: (error) => notifyProblem(error),
            })
          }
        >
          Apply to the past
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() =>
            remove.mutate(id, {
              onSuccess: () => notifyDone('Rule deleted. What it changed stays.', [{ label: 'Undo', run: restore }]),
              onError: (error) => notifyProblem(error),
            })
          }
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
