import { detectDecimalMark, looksLikeAmount } from '../amount-text.js';
import { looksLikeDate } from '../csv-columns.js';
import { normaliseName, rolesNamed } from '../csv-names.js';
import { type DetectedTable, detectTable } from '../detect-table.js';
import type { StatementWarning } from '../statement.js';
import { StatementError } from '../statement.js';
import { layOutRecords, scoreLayout, type TableLayout } from '../table-layout.js';
import { type SheetStyle, sheetRecord } from './sheet-records.js';
import type { SheetRow } from './sheet-rows.js';
import { type Sheet, Workbook } from './workbook.js';

export interface DetectedWorkbook extends DetectedTable {
  /** Names of the sheets that have something in them. */
  sheets: string[];
}

/** Rows of a sheet that are looked at. */
const SAMPLE_ROWS = 1_000;

/**
 * How the workbook is to be read: the sheet that looks most like a list of transactions (visible ones first), and its columns as
 * {@link detectTable} finds them. `bytes` is the whole file, for its table of contents stands at its end.
 *
 * @param hints.sheet the sheet that a person chose
 * @throws StatementError those of {@link Workbook.open} and {@link detectTable}; import.empty-file
 */
export async function detectXlsx(
  bytes: Uint8Array,
  hints: { currency?: string; sheet?: string } = {},
): Promise<DetectedWorkbook> {
  const workbook = await Workbook.open(asBuffer(bytes));
  const candidates: { sheet: Sheet; layout: TableLayout; decimal: SheetStyle['decimal']; score: number }[] = [];
  for (const sheet of workbook.sheets) {
    const rows = await headOf(workbook, sheet, SAMPLE_ROWS);
    if (rows.length === 0) continue;
    const { layout, decimal } = layOutSheet(rows, workbook.from1904);
    const score = (sheet.name === hints.sheet ? 100 : 0) + scoreLayout(layout) - (sheet.hidden ? 3 : 0);
    candidates.push({ sheet, layout, decimal, score });
  }
  if (candidates.length === 0) throw new StatementError('import.empty-file', 'The workbook has nothing in it.');
  const best = candidates.reduce((top, each) => (each.score > top.score ? each : top));
  const warnings: StatementWarning[] = [];
  // What a workbook has no use for is said as CSV would have it.
  const style = { encoding: 'utf-8', delimiter: ',', quote: '"', decimal: best.decimal, sheet: best.sheet.name } as const;
  const detected = detectTable(best.layout, style, hints.currency, warnings);
  return { ...detected, sheets: candidates.map(({ sheet }) => sheet.name) };
}

/** The first rows of a sheet; those of one that is damaged are those before the damage. */
export async function headOf(workbook: Workbook, sheet: Sheet, count: number): Promise<SheetRow[]> {
  const head: SheetRow[] = [];
  for await (const rows of workbook.rows(sheet)) {
    head.push(...rows.slice(0, count - head.length));
    if (head.length >= count) break;
  }
  return head;
}

function layOutSheet(rows: readonly SheetRow[], from1904: boolean): { layout: TableLayout; decimal: SheetStyle['decimal'] } {
  const written = rows.flatMap(({ cells }) =>
    cells.flatMap((cell) =>
      cell && !cell.isNumber && looksLikeAmount(cell.text) && !looksLikeDate(cell.text) ? [cell.text] : [],
    ),
  );
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const style = { decimal: detectDecimalMark(written).mark ?? '.', from1904, width };
  const layOut = (dayColumns: Set<number>): TableLayout =>
    layOutRecords(rows.map((row) => sheetRecord(row, { ...style, dayColumns })));
  const { header } = layOut(new Set());
  // Dates without the format of one are known by the name of their column.
  const named = header.flatMap((name, i) =>
    rolesNamed(normaliseName(name)).some(({ role }) => role === 'bookedOn' || role === 'valueOn') ? [i] : [],
  );
  return { layout: layOut(new Set(named)), decimal: style.decimal };
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
