import { StatementError } from '../statement.js';
import { type Cell, columnOf, plainNumber, serialDate, unescapeText } from './cell-text.js';
import type { XmlHandler } from './xml-events.js';

/** A row that has a value. */
export interface SheetRow {
  /** As Excel numbers it, from 1. */
  number: number;
  /** By column; holes are empty. */
  cells: (Cell | undefined)[];
}

/** What cells refer to in the rest of the workbook. */
export interface SheetContext {
  from1904: boolean;
  isDay(style: number): boolean;
  sharedText(index: number): string;
}

/** More columns than any statement has. */
const MAX_COLUMNS = 300;

/** Makes rows of the XML of a sheet. */
export class SheetRows implements XmlHandler {
  private rows: SheetRow[] = [];
  private row: SheetRow | undefined;
  private lastRow = 0;
  private column = -1;
  private type = 'n';
  private style = 0;
  private value: string | undefined;
  private formula: string | undefined;
  private inlineText: string | undefined;
  private phonetic = false;
  private inData = false;

  constructor(private readonly context: SheetContext) {}

  /** The rows that are complete since the last call. */
  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.inData = true;
    else if (!this.inData) return;
    else if (name === 'row') {
      const number = Number(attributes.r);
      this.lastRow = Number.isInteger(number) && number > 0 && number <= 1_048_576 ? number : this.lastRow + 1;
      this.row = { number: this.lastRow, cells: [] };
      this.column = -1;
    } else if (name === 'c') {
      this.column = columnOf(attributes.r ?? '') ?? this.column + 1;
      this.type = attributes.t ?? 'n';
      this.style = Number(attributes.s ?? 0);
      this.value = this.formula = this.inlineText = undefined;
    } else if (name === 'rPh') this.phonetic = true;
  }

  close(name: string, text: string): void {
    if (!this.inData) return;
    if (name === 'v') this.value = text;
    else if (name === 'f') this.formula = text;
    else if (name === 't' && !this.phonetic) this.inlineText = (this.inlineText ?? '') + text;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') this.addCell();
    else if (name === 'row') {
      if (this.row && this.row.cells.length > 0) this.rows.push(this.row);
      this.row = undefined;
    } else if (name === 'sheetData') this.inData = false;
  }

  private addCell(): void {
    const cell = this.cell();
    if (!cell || cell.text.trim() === '') return;
    if (this.column >= MAX_COLUMNS) {
      throw new StatementError(
        'import.not-a-statement',
        `The sheet has more than ${MAX_COLUMNS} columns; it is no list of transactions.`,
      );
    }
    if (this.row) this.row.cells[this.column] = cell;
  }

  private cell(): Cell | undefined {
    const { value, type, context } = this;
    if (type === 'inlineStr') return { text: unescapeText(this.inlineText ?? '') };
    // A formula that was never calculated has no value: it is shown, not taken for an empty cell.
    if (value === undefined || value === '') return this.formula ? { text: `=${this.formula}` } : undefined;
    if (type === 's') return { text: context.sharedText(Number(value)) };
    if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' };
    if (type === 'd') return { text: value.slice(0, 10) };
    if (type !== 'n') return { text: unescapeText(value) };
    const day = context.isDay(this.style) ? serialDate(Number(value), context.from1904) : undefined;
    return day === undefined ? { text: plainNumber(value), isNumber: true } : { text: day };
  }
}
