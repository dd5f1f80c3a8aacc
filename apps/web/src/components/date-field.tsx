import { TextInput, type TextInputProps } from '@mantine/core';

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max'> {
  value: string | undefined | null;
  onChange: (day: string | undefined) => void;
  min?: string | undefined;
  max?: string | undefined;
}

/** A calendar date. The browser's own field: known to everyone, in their language, good with keys and on phones. */
export function DateField({ value, onChange, ...props }: DateFieldProps) {
  return (
    <TextInput
      type="date"
      {...props}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  );
}
