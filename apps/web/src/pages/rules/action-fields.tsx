import { ActionIcon, Button, Select, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { RuleAction, RuleSplitPart } from '../../api/types';
import { CategorySelect } from '../../components/category-select';
import { Minor } from './amount-fields';
import classes from './rules.module.css';

interface Props<K extends RuleAction['kind'] = RuleAction['kind']> {
  action: Extract<RuleAction, { kind: K }>;
  onChange: (action: RuleAction) => void;
  /** By field, such as `parts.0.percent`. */
  errors: Record<string, string>;
  currency: string;
}

/** What can be said in an action of its kind. */
export function ActionFields({ action, ...rest }: Props) {
  const { onChange, errors } = rest;
  switch (action.kind) {
    case 'set-category':
      return (
        <div className={classes.wide}>
          <CategorySelect
            label=""
            value={action.categoryId}
            error={errors['categoryId']}
            onChange={(categoryId) => onChange({ ...action, categoryId: categoryId ?? '' })}
            creatable
          />
        </div>
      );
    case 'set-counterparty':
      return (
        <TextInput
          aria-label="Payee"
          placeholder="Woolworths"
          value={action.counterparty}
          error={errors['counterparty']}
          maxLength={200}
          onChange={(event) => onChange({ ...action, counterparty: event.currentTarget.value })}
          className={classes.wide}
        />
      );
    case 'add-tags':
    case 'remove-tags':
      return (
        <TagsInput
          aria-label="Tags"
          placeholder={action.tags.length ? undefined : 'Type a tag and press Enter'}
          value={action.tags}
          error={errors['tags']}
          maxTags={20}
          acceptValueOnBlur
          onChange={(tags) => onChange({ ...action, tags })}
          className={classes.wide}
        />
      );
    case 'set-notes':
    case 'append-notes':
      return (
        <TextInput
          aria-label="Notes"
          placeholder="Shared with Sam"
          value={action.notes}
          error={errors['notes']}
          maxLength={500}
          onChange={(event) => onChange({ ...action, notes: event.currentTarget.value })}
          className={classes.wide}
        />
      );
    case 'mark-transfer':
      return <p className={classes.said}>Neither spending nor income</p>;
    case 'split':
      return <SplitParts action={action} {...rest} />;
  }
}

const SHARES = [
  { value: 'percent', label: 'percent' },
  { value: 'amount', label: 'amount' },
  { value: 'rest', label: 'the rest' },
];

function shareOf({ amountMinor, percent }: RuleSplitPart): 'percent' | 'amount' | 'rest' {
  if (amountMinor != null) return 'amount';
  return percent != null ? 'percent' : 'rest';
}

function SplitParts({ action, onChange, errors, currency }: Props<'split'>) {
  const { parts } = action;
  const change = (index: number, part: RuleSplitPart) =>
    onChange({ ...action, parts: parts.map((old, i) => (i === index ? part : old)) });
  return (
    <div className={classes.parts}>
      {parts.map((part, i) => {
        const share = shareOf(part);
        const error = errors[`parts.${i}.percent`] ?? errors[`parts.${i}.amountMinor`];
        const { categoryId, notes } = part;
        const base = { ...(categoryId ? { categoryId } : {}), ...(notes ? { notes } : {}) };
        return (
          <div key={i} className={classes.part}>
            <Select
              aria-label={`How much goes to part ${i + 1}`}
              data={i === parts.length - 1 ? SHARES : SHARES.slice(0, 2)}
              value={share}
              allowDeselect={false}
              onChange={(next) =>
                change(
                  i,
                  next === 'percent' ? { ...base, percent: 50 } : next === 'amount' ? { ...base, amountMinor: 1000 } : base,
                )
              }
              error={share === 'rest' ? error : undefined}
              className={classes.small}
            />
            {share === 'amount' && (
              <Minor
                label={`Amount of part ${i + 1}`}
                minor={part.amountMinor}
                currency={currency}
                error={error}
                onChange={(amountMinor) => amountMinor && change(i, { ...base, amountMinor })}
              />
            )}
            {share === 'percent' && (
              <TextInput
                aria-label={`Percent of part ${i + 1}`}
                type="number"
                min={0.01}
                max={100}
                step={0.01}
                rightSection="%"
                defaultValue={part.percent}
                error={error}
                onChange={(event) => {
                  const percent = event.currentTarget.valueAsNumber;
                  if (percent > 0) change(i, { ...base, percent: Math.round(percent * 100) / 100 });
                }}
                className={classes.small}
              />
            )}
            <div className={classes.wide}>
              <CategorySelect
                label=""
                value={categoryId}
                placeholder="Uncategorised"
                error={errors[`parts.${i}.categoryId`]}
                onChange={(next) => {
                  const { categoryId: _, ...rest } = part;
                  change(i, next ? { ...rest, categoryId: next } : rest);
                }}
                clearable
                creatable
              />
            </div>
            <ActionIcon
              aria-label={`Remove part ${i + 1}`}
              disabled={parts.length <= 2}
              onClick={() => onChange({ ...action, parts: parts.filter((_, other) => other !== i) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        disabled={parts.length >= 20}
        onClick={() => onChange({ ...action, parts: [{ percent: 10 }, ...parts] })}
      >
        Add a part
      </Button>
    </div>
  );
}
