import { Select } from '@mantine/core';

const CHOICES = [
  { value: 'staging', label: 'staging: to be looked at and compared' },
  { value: 'production', label: 'production: it serves at once' },
  { value: '', label: 'none' },
];

/** The alias that a new version gets. */
export function AliasForNew({ value, onChange }: { value: string; onChange: (alias: string) => void }) {
  return <Select label="Alias" data={CHOICES} value={value} allowDeselect={false} onChange={(alias) => onChange(alias ?? '')} />;
}
