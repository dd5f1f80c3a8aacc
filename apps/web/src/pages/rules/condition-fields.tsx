import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useAccounts } from '../../api/accounts';
import { useCategories } from '../../api/categories';
import type { RuleCondition } from '../../api/types';
import { DateField } from '../../components/date-field';
import { AmountFields } from './amount-fields';
import classes from './rules.module.css';

interface Props<K extends RuleCondition['kind'] = RuleCondition['kind']> {
  condition: Extract<RuleCondition, { kind: K }>;
  onChange: (condition: RuleCondition) => void;
  /** By field, such as `text`. */
  errors: Record<string, string>;
  currency: string;
}

const FIELDS = [
  { value: 'any', label: 'in any text' },
  { value: 'description', label: 'in the description' },
  { value: 'counterparty', label: 'in the payee' },
  { value: 'notes', label: 'in the notes' },
];
const TESTS = [
  { value: 'contains', label: 'contains' },
  { value: 'not-contains', label: 'does not contain' },
  { value: 'equals', label: 'is exactly' },
  { value: 'starts-with', label: 'starts with' },
  { value: 'matches', label: 'matches' },
];

/** What can be said in a condition of its kind. */
export function ConditionFields({ condition, ...rest }: Props) {
  switch (condition.kind) {
    case 'text':
      return <TextFields condition={condition} {...rest} />;
    case 'amount':
      return <AmountFields condition={condition} {...rest} />;
    case 'account':
      return <AccountField condition={condition} {...rest} />;
    case 'date':
      return <DateFields condition={condition} {...rest} />;
    case 'day-of-month':
      return <DayFields condition={condition} {...rest} />;
    case 'category':
      return <CategoryField condition={condition} {...rest} />;
    case 'uncategorised':
      return <p className={classes.said}>It has none yet</p>;
    case 'import':
      return <ImportField condition={condition} {...rest} />;
  }
}

function TextFields({ condition, onChange, errors }: Props<'text'>) {
  return (
    <>
      <Select
        aria-label="Where"
        data={FIELDS}
        value={condition.field}
        allowDeselect={false}
        onChange={(field) => field && onChange({ ...condition, field: field as typeof condition.field })}
        className={classes.choice}
      />
      <Select
        aria-label="How"
        data={TESTS}
        value={condition.test}
        allowDeselect={false}
        onChange={(test) => test && onChange({ ...condition, test: test as typeof condition.test })}
        className={classes.choice}
      />
      <TextInput
        aria-label="Text"
        description={condition.test === 'matches' ? 'A regular expression' : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={condition.test === 'matches' ? '^rewe .*\\d{4}$' : 'woolworths'}
        value={condition.text}
        error={errors['text']}
        maxLength={500}
        onChange={(event) => onChange({ ...condition, text: event.currentTarget.value })}
        className={classes.wide}
      />
    </>
  );
}

function AccountField({ condition, onChange, errors }: Props<'account'>) {
  const { data: accounts = [] } = useAccounts();
  return (
    <MultiSelect
      aria-label="Accounts"
      placeholder={condition.accountIds.length ? undefined : 'One of these accounts'}
      data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      value={condition.accountIds}
      onChange={(accountIds) => onChange({ ...condition, accountIds })}
      error={errors['accountIds']}
      searchable
      className={classes.wide}
    />
  );
}

function CategoryField({ condition, onChange, errors }: Props<'category'>) {
  const { branches } = useCategories();
  // The primary one stands first in its group: it means all of them.
  const data = branches.map(({ primary, children }) => ({
    group: primary.name,
    items: [
      { value: primary.id, label: children.length ? `${primary.name} (all)` : primary.name },
      ...children.map(({ id, name }) => ({ value: id, label: name })),
    ],
  }));
  return (
    <MultiSelect
      aria-label="Categories"
      placeholder={condition.categoryIds.length ? undefined : 'One of these categories'}
      data={data}
      value={condition.categoryIds}
      onChange={(categoryIds) => onChange({ ...condition, categoryIds })}
      error={errors['categoryIds']}
      searchable
      className={classes.wide}
    />
  );
}

function DateFields({ condition, onChange, errors }: Props<'date'>) {
  return (
    <>
      <DateField
        aria-label="From"
        value={condition.from}
        error={errors['from']}
        onChange={(from) => onChange({ ...condition, from })}
        className={classes.choice}
      />
      <span className={classes.said}>to</span>
      <DateField
        aria-label="To"
        value={condition.to}
        error={errors['to']}
        onChange={(to) => onChange({ ...condition, to })}
        className={classes.choice}
      />
    </>
  );
}

function DayFields({ condition, onChange }: Props<'day-of-month'>) {
  const field = (name: 'fromDay' | 'toDay', label: string) => (
    <NumberInput
      aria-label={label}
      min={1}
      max={31}
      clampBehavior="strict"
      allowDecimal={false}
      value={condition[name]}
      onChange={(day) => typeof day === 'number' && onChange({ ...condition, [name]: day })}
      className={classes.small}
    />
  );
  return (
    <>
      <span className={classes.said}>from</span>
      {field('fromDay', 'First day')}
      <span className={classes.said}>to</span>
      {field('toDay', 'Last day')}
    </>
  );
}

function ImportField({ condition, onChange, errors }: Props<'import'>) {
  if (condition.importId) return <p className={classes.said}>It came with one certain import</p>;
  return (
    <TextInput
      aria-label="Text in the file’s name"
      placeholder="The file’s name contains…"
      value={condition.fileName ?? ''}
      error={errors['fileName']}
      maxLength={200}
      onChange={(event) => onChange({ ...condition, fileName: event.currentTarget.value })}
      className={classes.wide}
    />
  );
}
