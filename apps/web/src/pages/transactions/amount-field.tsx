import { Text, TextInput, type TextInputProps } from '@mantine/core';

interface AmountFieldProps extends TextInputProps {
  /** ISO 4217 code of the account that the amount belongs to. */
  currency?: string;
}

/** An amount as a person types it, with its currency behind it. */
export function AmountField({ currency, ...props }: AmountFieldProps) {
  const unit = (
    <Text size="xs" c="dimmed">
      {currency}
    </Text>
  );
  return <TextInput label="Amount" inputMode="decimal" rightSection={unit} rightSectionWidth={48} {...props} />;
}
