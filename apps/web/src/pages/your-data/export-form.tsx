import { Button, Checkbox, Group, MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useAccounts } from '../../api/accounts';
import { useStartExport, type ExportFormat } from '../../api/exports';
import { DateField } from '../../components/date-field';
import { notifyDone } from '../../components/notify';
import { Section } from '../../components/page';
import { ProblemNotice } from '../../components/problem-notice';
import classes from './your-data.module.css';

const FORMATS: { value: ExportFormat; label: string; description: string }[] = [
  {
    value: 'archive',
    label: 'Everything',
    description: 'One ZIP with all records, your bank files and receipts. It can be restored.',
  },
  { value: 'csv', label: 'CSV', description: 'Transactions for a spreadsheet.' },
  { value: 'ofx', label: 'OFX', description: 'Transactions and balances for other finance programs.' },
  { value: 'qif', label: 'QIF', description: 'For older programs: with categories and splits, without currencies.' },
  { value: 'jsonl', label: 'JSON lines', description: 'For programs of your own: nothing is lost.' },
];

/** Orders a file. */
export function ExportForm() {
  const { data: accounts = [] } = useAccounts();
  const start = useStartExport();
  const [format, setFormat] = useState<ExportFormat>('archive');
  const [accountIds, setAccountIds] = useState<string[]>([]);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [bom, setBom] = useState(true);
  const chosen = format !== 'archive';
  const submit = async () => {
    const filter = { ...(from && { from }), ...(to && { to }), ...(accountIds.length > 0 && { accountIds }) };
    await start.mutateAsync({
      format,
      ...(chosen && Object.keys(filter).length > 0 && { filter }),
      ...(format === 'csv' && { bom }),
    });
    notifyDone('The file is being made');
  };
  return (
    <Section title="Export" description="What you keep here is yours. Take it out whenever you like, whole or in part.">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit().catch(() => undefined);
        }}
      >
        <Stack>
          <Radio.Group value={format} onChange={(value) => setFormat(value as ExportFormat)} aria-label="Format">
            <div className={classes.formats}>
              {FORMATS.map(({ value, label, description }) => (
                <Radio.Card key={value} value={value} className={classes.format} p="sm" radius="md">
                  <Group wrap="nowrap" align="flex-start" gap="sm">
                    <Radio.Indicator />
                    <div>
                      <Text fw={550}>{label}</Text>
                      <Text size="sm" c="dimmed">
                        {description}
                      </Text>
                    </div>
                  </Group>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          {chosen && (
            <div className={classes.choices}>
              <MultiSelect
                label="Accounts"
                placeholder={accountIds.length ? undefined : 'All'}
                data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
                value={accountIds}
                onChange={setAccountIds}
                clearable
              />
              <DateField label="From" value={from} onChange={setFrom} max={to} />
              <DateField label="To" value={to} onChange={setTo} min={from} />
            </div>
          )}
          {format === 'csv' && (
            <Checkbox
              label="For Excel"
              description="Begins with a mark without which Excel shows accents wrongly."
              checked={bom}
              onChange={(event) => setBom(event.currentTarget.checked)}
            />
          )}
          {start.isError && <ProblemNotice error={start.error} />}
          <Group>
            <Button type="submit" leftSection={<IconFileExport size={16} />} loading={start.isPending}>
              {format === 'archive' ? 'Make an archive' : 'Make the file'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
