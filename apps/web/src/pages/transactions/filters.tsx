import { Button, Checkbox, Group, SegmentedControl, Stack, TagsInput, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useCategories } from '../../api/categories';
import type { Account, TransactionFilter } from '../../api/types';
import { DateField } from '../../components/date-field';
import { CategoryIcon } from '../../components/category-icon';
import { datePresets, formatDay } from '../../format/dates';
import { formatMoney, toDecimal, toMinor } from '../../format/money';
import classes from './filters.module.css';

interface FilterProps {
  filter: TransactionFilter;
  change: (part: Partial<TransactionFilter>) => void;
}

/** `14 Mar – 2 Apr`, or the name of the span. */
export function dateSummary({ from, to }: TransactionFilter): string | undefined {
  if (!from && !to) return undefined;
  const preset = datePresets().find((each) => each.from === from && each.to === to);
  if (preset) return preset.label;
  if (from && to) return from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`;
  return from ? `Since ${formatDay(from)}` : `Until ${formatDay(to as string)}`;
}

export function DateFilter({ filter, change, close }: FilterProps & { close: () => void }) {
  return (
    <Stack gap="sm">
      <div className={classes.presets}>
        {datePresets().map(({ label, from, to }) => (
          <Button
            key={label}
            size="xs"
            variant={filter.from === from && filter.to === to ? 'light' : 'default'}
            onClick={() => {
              change({ from, to });
              close();
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <Group grow gap="xs">
        <DateField label="From" value={filter.from} max={filter.to} onChange={(from) => change({ from })} />
        <DateField label="To" value={filter.to} min={filter.from} onChange={(to) => change({ to })} />
      </Group>
    </Stack>
  );
}

export function amountSummary(
  { minAmountMinor: min, maxAmountMinor: max }: TransactionFilter,
  currency: string,
): string | undefined {
  if (min === undefined && max === undefined) return undefined;
  const out = max !== undefined && max < 0;
  const [least, most] = out ? [-(max ?? 0), min === undefined ? undefined : -min] : [min ?? 0, max];
  const word = out ? 'Out' : 'In';
  const show = (minor: number) => formatMoney(minor, currency);
  if (most === undefined) return least <= 1 ? `Money ${word.toLowerCase()}` : `${word} ≥ ${show(least)}`;
  return least <= 1 ? `${word} ≤ ${show(most)}` : `${word} ${show(least)} – ${show(most)}`;
}

/** Amounts as people think of them: money out or in, at least and at most; the API wants signed bounds. */
export function AmountFilter({ filter, change, currency }: FilterProps & { currency: string }) {
  const { minAmountMinor: min, maxAmountMinor: max } = filter;
  const [way, setWay] = useState<'out' | 'in'>(max === undefined || max < 0 ? 'out' : 'in');
  const text = (minor: number | undefined) =>
    minor === undefined || Math.abs(minor) <= 1 ? '' : toDecimal(Math.abs(minor), currency);
  const [least, setLeast] = useState(text(way === 'out' ? max : min));
  const [most, setMost] = useState(text(way === 'out' ? min : max));
  const apply = useDebouncedCallback((side: 'out' | 'in', leastText: string, mostText: string) => {
    const low = Math.max(1, toMinor(leastText, currency) ?? 1);
    const high = toMinor(mostText, currency);
    change(
      side === 'out'
        ? { maxAmountMinor: -low, minAmountMinor: high === undefined ? undefined : -high }
        : { minAmountMinor: low, maxAmountMinor: high },
    );
  }, 300);
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Direction"
        value={way}
        data={[
          { value: 'out', label: 'Money out' },
          { value: 'in', label: 'Money in' },
        ]}
        onChange={(value) => {
          setWay(value);
          apply(value, least, most);
        }}
      />
      <Group grow gap="xs">
        <TextInput
          label="At least"
          inputMode="decimal"
          value={least}
          placeholder="0"
          onChange={({ currentTarget: { value } }) => {
            setLeast(value);
            apply(way, value, most);
          }}
        />
        <TextInput
          label="At most"
          inputMode="decimal"
          value={most}
          placeholder="Any"
          onChange={({ currentTarget: { value } }) => {
            setMost(value);
            apply(way, least, value);
          }}
        />
      </Group>
    </Stack>
  );
}

const toggled = (list: string[] | undefined, id: string) =>
  list?.includes(id) ? list.filter((each) => each !== id) : [...(list ?? []), id];

export function AccountFilter({ filter, change, accounts }: FilterProps & { accounts: readonly Account[] }) {
  return (
    <div className={classes.options}>
      {accounts.map(({ id, name, currency }) => (
        <Checkbox
          key={id}
          size="sm"
          py={5}
          label={`${name} · ${currency}`}
          checked={filter.accountIds?.includes(id) ?? false}
          onChange={() => change({ accountIds: toggled(filter.accountIds, id) })}
        />
      ))}
    </div>
  );
}

export function CategoryFilter({ filter, change }: FilterProps) {
  const tree = useCategories();
  const [search, setSearch] = useState('');
  const hit = (name: string) => name.toLowerCase().includes(search.trim().toLowerCase());
  const box = (id: string, label: React.ReactNode, indent: number) => (
    <Checkbox
      key={id}
      size="sm"
      py={3}
      ml={indent}
      label={label}
      styles={{ body: { alignItems: 'center' } }}
      checked={filter.categoryIds?.includes(id) ?? false}
      onChange={() => change({ categoryIds: toggled(filter.categoryIds, id) })}
    />
  );
  return (
    <Stack gap="xs">
      <TextInput
        placeholder="Find a category"
        aria-label="Find a category"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
      />
      <div className={classes.options}>
        {tree.branches.flatMap(({ primary, children }) => {
          // All primaries at first; the detailed ones when they are looked for or their primary is not enough.
          const below = search
            ? children.filter(({ name }) => hit(name))
            : children.filter(({ id }) => filter.categoryIds?.includes(id));
          if (search && below.length === 0 && !hit(primary.name)) return [];
          const label = (
            <Group gap={8} wrap="nowrap">
              <CategoryIcon look={tree.lookOf(primary.id)} size={20} />
              {primary.name}
            </Group>
          );
          return [box(primary.id, label, 0), ...below.map(({ id, name }) => box(id, name, 30))];
        })}
      </div>
    </Stack>
  );
}

export function TagFilter({ filter, change, suggestions }: FilterProps & { suggestions: string[] }) {
  return (
    <TagsInput
      label="Tags"
      description="Every one of them must be there"
      placeholder="Type and press Enter"
      data={suggestions}
      value={filter.tags ?? []}
      onChange={(tags) => change({ tags })}
      data-autofocus
    />
  );
}
