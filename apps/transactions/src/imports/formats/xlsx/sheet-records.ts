import type { CsvMapping } from '../csv-mapping.js';
import type { CsvRecord } from '../csv-splitter.js';
import { serialDate } from './cell-text.js';
import type { SheetRow } from './sheet-rows.js';

/** How cells become the fields of a record, such as a CSV file would have. */
export interface SheetStyle {
  /** The mark before the decimals of numbers: that of the amounts which stand as texts beside them. */
  decimal: CsvMapping['decimal'];
  /** Columns of dates, in which a bare number is a day's number. */
  dayColumns: ReadonlySet<number>;
  from1904: boolean;
  /** Fields of the shortest record. */
  width: number;
}

/** Days' numbers of 1954 to 2119 (1958 to 2123 in old Macs' workbooks). */
const FIRST_DAY = 20_000;
const LAST_DAY = 80_000;

export function sheetRecord({ number, cells }: SheetRow, { decimal, dayColumns, from1904, width }: SheetStyle): CsvRecord {
  const fields = Array.from({ length: Math.max(width, cells.length) }, (_, column) => {
    const cell = cells[column];
    if (!cell?.isNumber) return cell?.text ?? '';
    const value = Number(cell.text);
    if (dayColumns.has(column) && value >= FIRST_DAY && value < LAST_DAY) return serialDate(value, from1904) ?? cell.text;
    return decimal === ',' ? cell.text.replace('.', ',') : cell.text;
  });
  return { line: number, fields, raw: fields.filter(Boolean).join(' | ') };
}
