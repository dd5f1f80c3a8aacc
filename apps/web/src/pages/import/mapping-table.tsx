import { NativeSelect, Tooltip } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { withRole, type ColumnRole, type CsvMapping } from '../../api/csv-mapping';
import type { PreviewColumn } from '../../api/types';
import classes from './import.module.css';

const LABELS: Record<ColumnRole, string> = {
  ignore: 'Not used',
  bookedOn: 'Date',
  valueOn: 'Value date',
  description: 'Description',
  counterparty: 'Counterparty',
  amount: 'Amount',
  debit: 'Money out',
  credit: 'Money in',
  direction: 'In or out',
  currency: 'Currency',
  balance: 'Balance',
  bankId: 'Reference',
  category: 'Category',
  account: 'Account',
  notes: 'Notes',
  status: 'Status',
};

/** Roles of a kind share a colour. */
const KIND: Partial<Record<ColumnRole, string>> = {
  bookedOn: 'date',
  valueOn: 'date',
  description: 'text',
  counterparty: 'text',
  notes: 'text',
  amount: 'money',
  debit: 'money',
  credit: 'money',
  direction: 'money',
  currency: 'money',
  balance: 'money',
};

const OPTIONS = Object.entries(LABELS).map(([value, label]) => ({ value, label }));

interface TableProps {
  mapping: CsvMapping;
  columns: readonly PreviewColumn[];
  onChange: (mapping: CsvMapping) => void;
}

/** The columns of the file with a few of their values, and above each what it is taken for. */
export function MappingTable({ mapping, columns, onChange }: TableProps) {
  const depth = Math.max(0, ...columns.map(({ samples }) => samples.length));
  return (
    <div className={classes.mapping} tabIndex={0} role="region" aria-label="Columns of the file">
      <table>
        <thead>
          <tr>
            {columns.map(({ index, name, confidence }) => {
              const role = mapping.roles[index] ?? 'ignore';
              const unsure = role !== 'ignore' && confidence < 0.6;
              return (
                <th key={index} scope="col" data-kind={role === 'ignore' ? 'none' : (KIND[role] ?? 'other')}>
                  <NativeSelect
                    size="xs"
                    aria-label={`What column ${name} is`}
                    data={OPTIONS}
                    value={role}
                    onChange={(event) => onChange(withRole(mapping, index, event.currentTarget.value as ColumnRole))}
                  />
                  <span className={classes.columnName}>
                    {name}
                    {unsure && (
                      <Tooltip label="A guess: please check">
                        <IconHelpCircle size={14} aria-label="A guess: please check" />
                      </Tooltip>
                    )}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: depth }, (_, line) => (
            <tr key={line}>
              {columns.map(({ index, samples }) => (
                <td key={index} data-off={mapping.roles[index] === 'ignore' || undefined}>
                  {samples[line] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
