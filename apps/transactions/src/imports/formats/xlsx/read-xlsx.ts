import type { CsvMapping } from '../csv-mapping.js';
import { readTable, type TablePiece } from '../read-table.js';
import type { ByteSource, ReadOptions, StatementBatch, StatementWarning } from '../statement.js';
import { StatementError } from '../statement.js';
import { tooLarge } from '../text-source.js';
import { headOf } from './detect-xlsx.js';
import { sheetRecord } from './sheet-records.js';
import { type Sheet, Workbook } from './workbook.js';

/** A workbook is held in memory, packed as it is: this is a million rows and more. */
export const MAX_WORKBOOK_BYTES = 48 * 1024 * 1024;
/** Rows among which the header must be. */
const HEADER_WITHIN = 200;

/**
 * The rows of one sheet of an Excel workbook, read by `mapping`: the sheet that it names, else the first with its columns. A
 * warning names the other sheets that have something in them.
 *
 * @throws StatementError those of {@link readTable} and {@link Workbook}; import.too-large, import.empty-file
 */
export function readXlsx(source: ByteSource, mapping: CsvMapping, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const limit = Math.min(options.maxBytes ?? MAX_WORKBOOK_BYTES, MAX_WORKBOOK_BYTES);
  return readTable((warn) => records(source, mapping, limit, warn), mapping, options);
}

async function* records(
  source: ByteSource,
  mapping: CsvMapping,
  maxBytes: number,
  warn: (warning: StatementWarning) => void,
): AsyncGenerator<TablePiece> {
  const bytes = await wholeFile(source, maxBytes);
  const workbook = await Workbook.open(bytes);
  const sheet = await chooseSheet(workbook, mapping);
  await tellOthers(workbook, sheet, warn);
  const dayColumns = new Set(mapping.roles.flatMap((role, i) => (role === 'bookedOn' || role === 'valueOn' ? [i] : [])));
  const { from1904 } = workbook;
  const style = { decimal: mapping.decimal, dayColumns, from1904, width: Math.max(mapping.header.length, mapping.roles.length) };
  for await (const rows of workbook.rows(sheet))
    yield { records: rows.map((row) => sheetRecord(row, style)), bytesRead: bytes.length };
}

async function chooseSheet(workbook: Workbook, { sheet: name, header }: CsvMapping): Promise<Sheet> {
  const named = workbook.sheets.find((sheet) => sheet.name === name);
  if (named) return named;
  if (name !== undefined) throw new StatementError('import.malformed', `The workbook has no sheet "${name.slice(0, 100)}".`);
  for (const sheet of workbook.sheets) {
    const rows = await headOf(workbook, sheet, HEADER_WITHIN);
    if (rows.some(({ cells }) => header.length > 0 && header.every((column, i) => (cells[i]?.text ?? '').trim() === column)))
      return sheet;
  }
  return workbook.sheets[0] as Sheet;
}

async function tellOthers(workbook: Workbook, chosen: Sheet, warn: (warning: StatementWarning) => void): Promise<void> {
  const others: string[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet !== chosen && (await headOf(workbook, sheet, 1)).length > 0) others.push(`"${sheet.name}"`);
  }
  if (others.length === 0) return;
  const names = others.slice(0, 5).join(', ') + (others.length > 5 ? ` and ${others.length - 5} more` : '');
  warn({ code: 'file.other-sheets', message: `Only the sheet "${chosen.name}" is read; there is also ${names}.` });
}

async function wholeFile(source: ByteSource, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  if (size === 0) throw new StatementError('import.empty-file', 'The file is empty.');
  return Buffer.concat(chunks, size);
}
