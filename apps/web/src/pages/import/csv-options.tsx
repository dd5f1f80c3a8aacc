import { Select, Switch } from '@mantine/core';
import { amountLayout, type CsvMapping } from '../../api/csv-mapping';
import classes from './import.module.css';

interface OptionsProps {
  mapping: CsvMapping;
  /** Of a workbook: those that have something in them. */
  sheets?: string[];
  onChange: (mapping: CsvMapping) => void;
}

const DATES = [
  { value: 'dmy', label: 'Day, month, year' },
  { value: 'mdy', label: 'Month, day, year' },
  { value: 'ymd', label: 'Year, month, day' },
];
const DECIMALS = [
  { value: '.', label: 'Point (1,234.56)' },
  { value: ',', label: 'Comma (1.234,56)' },
];
const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];
const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'macroman',
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'gb18030',
  'euc-kr',
  'big5',
];

/** How dates, numbers and signs are written in the file. */
export function CsvOptions({ mapping, sheets = [], onChange }: OptionsProps) {
  // A workbook says itself how it is written, but for texts in it.
  const isWorkbook = mapping.sheet !== undefined;
  const layout = amountLayout(mapping);
  const encodings = ENCODINGS.includes(mapping.encoding) ? ENCODINGS : [mapping.encoding, ...ENCODINGS];
  const set =
    <K extends keyof CsvMapping>(key: K) =>
    (value: CsvMapping[K] | null) =>
      value !== null && onChange({ ...mapping, [key]: value });
  return (
    <div className={classes.options}>
      <Select
        label="Dates"
        data={DATES}
        value={mapping.dateOrder}
        allowDeselect={false}
        onChange={(value) => set('dateOrder')(value as CsvMapping['dateOrder'])}
      />
      <Select
        label="Decimals"
        data={DECIMALS}
        value={mapping.decimal}
        allowDeselect={false}
        onChange={(value) => set('decimal')(value as CsvMapping['decimal'])}
      />
      {sheets.length > 1 && (
        <Select
          label="Sheet"
          data={sheets}
          value={mapping.sheet ?? null}
          allowDeselect={false}
          searchable
          onChange={set('sheet')}
        />
      )}
      {!isWorkbook && (
        <Select
          label="Columns are parted by"
          data={DELIMITERS}
          value={mapping.delimiter}
          allowDeselect={false}
          onChange={(value) => set('delimiter')(value as CsvMapping['delimiter'])}
        />
      )}
      {!isWorkbook && (
        <Select
          label="Encoding"
          data={encodings}
          value={mapping.encoding}
          allowDeselect={false}
          searchable
          onChange={(value) => value && set('encoding')(value)}
        />
      )}
      {layout === 'pair' ? (
        <Switch
          className={classes.switch}
          label="Money out is already negative"
          description="The column for money out has minus signs"
          checked={mapping.debitsAreNegative}
          onChange={(event) => set('debitsAreNegative')(event.currentTarget.checked)}
        />
      ) : (
        <Switch
          className={classes.switch}
          label="Turn the signs around"
          description="The file writes spending as positive, as card statements often do"
          checked={mapping.invertAmounts}
          onChange={(event) => set('invertAmounts')(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
