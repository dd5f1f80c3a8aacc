import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { fieldErrors } from '../../api/problem';
import { usePutRate } from '../../api/exchange-rates';
import { DateField } from '../../components/date-field';
import { notifyDone } from '../../components/notify';
import { ProblemNotice } from '../../components/problem-notice';
import { today } from '../../format/dates';
import { currencyChoices } from '../../format/money';

interface DialogProps {
  opened: boolean;
  /** Chosen at first. */
  currency?: string | undefined;
  onClose: () => void;
}

const RATE = /^\d{1,12}([.,]\d{1,12})?$/;

/** Writes a rate of one's own for a day. */
export function RateDialog({ opened, currency, onClose }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={600}>Add a rate of your own</Text>}>
      <RateForm currency={currency} onClose={onClose} />
    </Modal>
  );
}

function RateForm({ currency, onClose }: Omit<DialogProps, 'opened'>) {
  const put = usePutRate();
  const form = useForm({
    initialValues: { currency: currency ?? '', day: today(), rate: '' },
    validate: {
      currency: (value) => (value ? null : 'Choose a currency'),
      day: (value) => (value ? null : 'A rate is of a day'),
      rate: (value) => (RATE.test(value.trim()) && /[1-9]/.test(value) ? null : 'A number above zero, for example 1.0842'),
    },
  });
  const save = form.onSubmit(({ rate, ...key }) =>
    put.mutate(
      { ...key, rate: rate.trim().replace(',', '.') },
      {
        onSuccess: () => {
          notifyDone(`Rate of ${key.currency} saved`);
          onClose();
        },
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <form onSubmit={save}>
      <Stack>
        <Select
          label="Currency"
          searchable
          data={currencyChoices().filter(({ value }) => value !== 'EUR')}
          {...form.getInputProps('currency')}
        />
        <DateField
          label="Day"
          {...form.getInputProps('day')}
          value={form.values.day}
          onChange={(day) => form.setFieldValue('day', day ?? '')}
        />
        <TextInput
          label={`${form.values.currency || 'Units'} for one euro`}
          inputMode="decimal"
          placeholder="1.0842"
          {...form.getInputProps('rate')}
        />
        <Text size="sm" c="dimmed">
          It goes before a loaded rate of the same day, for you only.
        </Text>
        {put.isError && Object.keys(form.errors).length === 0 && <ProblemNotice error={put.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={put.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
