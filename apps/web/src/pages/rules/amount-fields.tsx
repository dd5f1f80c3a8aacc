import { Select } from '@mantine/core';
import { useState } from 'react';
import type { RuleCondition } from '../../api/types';
import { toDecimal, toMinor } from '../../format/money';
import { AmountField } from '../transactions/amount-field';
import classes from './rules.module.css';

type Amount = Extract<RuleCondition, { kind: 'amount' }>;
type Compare = 'at-least' | 'at-most' | 'between' | 'exactly' | 'any';

const OF = [
  { value: 'spent', label: 'money spent' },
  { value: 'received', label: 'money received' },
  { value: 'size', label: 'in or out' },
  { value: 'signed', label: 'with its sign' },
];
const COMPARE = [
  { value: 'any', label: 'any amount' },
  { value: 'at-least', label: 'at least' },
  { value: 'at-most', label: 'at most' },
  { value: 'between', label: 'between' },
  { value: 'exactly', label: 'exactly' },
];

interface Props {
  condition: Amount;
  onChange: (condition: RuleCondition) => void;
  errors: Record<string, string>;
  currency: string;
}

export function AmountFields({ condition, onChange, errors, currency }: Props) {
  const [compare, setCompare] = useState<Compare>(() => comparison(condition));
  const set = (next: Compare, least: number | undefined, most: number | undefined) => {
    const { kind, of } = condition;
    onChange({
      kind,
      of,
      ...(next === 'at-least' || next === 'between' || next === 'exactly' ? { atLeastMinor: least } : {}),
      ...(next === 'at-most' || next === 'between' ? { atMostMinor: most } : next === 'exactly' ? { atMostMinor: least } : {}),
    });
  };
  const { atLeastMinor: least, atMostMinor: most } = condition;
  return (
    <>
      <Select
        aria-label="Which amounts"
        data={OF}
        value={condition.of}
        allowDeselect={false}
        onChange={(of) => of && onChange({ ...condition, of: of as Amount['of'] })}
        className={classes.choice}
      />
      <Select
        aria-label="Comparison"
        data={COMPARE}
        value={compare}
        allowDeselect={false}
        onChange={(next) => {
          if (!next) return;
          setCompare(next as Compare);
          set(next as Compare, least ?? most, most);
        }}
        className={classes.choice}
      />
      {(compare === 'at-least' || compare === 'between' || compare === 'exactly') && (
        <Minor
          key={`least ${compare}`}
          label={compare === 'exactly' ? 'Amount' : 'Least amount'}
          minor={least}
          currency={currency}
          error={errors['atLeastMinor']}
          onChange={(minor) => set(compare, minor, most)}
        />
      )}
      {compare === 'between' && <span className={classes.said}>and</span>}
      {(compare === 'at-most' || compare === 'between') && (
        <Minor
          key={`most ${compare}`}
          label="Greatest amount"
          minor={most}
          currency={currency}
          error={errors['atMostMinor']}
          onChange={(minor) => set(compare, least, minor)}
        />
      )}
    </>
  );
}

function comparison({ atLeastMinor: least, atMostMinor: most }: Amount): Compare {
  if (least != null && most != null) return least === most ? 'exactly' : 'between';
  if (least != null) return 'at-least';
  return most != null ? 'at-most' : 'any';
}

/** An amount that keeps what is typed, also while it is no number yet. */
export function Minor({
  label,
  minor,
  currency,
  error,
  onChange,
}: {
  label: string;
  minor: number | undefined;
  currency: string;
  error?: string | undefined;
  onChange: (minor: number | undefined) => void;
}) {
  const [text, setText] = useState(minor == null ? '' : toDecimal(minor, currency));
  return (
    <AmountField
      label={undefined}
      aria-label={label}
      currency={currency}
      placeholder="0.00"
      value={text}
      error={error ?? (text.trim() && toMinor(text, currency) === undefined ? 'No amount' : undefined)}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(toMinor(event.currentTarget.value, currency));
      }}
      className={classes.choice}
    />
  );
}
