import type { CsvMapping } from './csv-mapping.js';
import { problemsOf } from './csv-mapping.js';
import type { CsvRecord } from './csv-splitter.js';
import type { FailedRow, ReadOptions, StatementBatch, StatementWarning } from './statement.js';
import { BATCH_ROWS, StatementError } from './statement.js';
import { TableRows } from './table-rows.js';

/** Records among which the header must be. */
const HEADER_WITHIN = 200;
/** After so many rows of which none can be read, the file is given up: it is no table, or the mapping is another one's. */
const HOPELESS = 10_000;

/** Some records of a table, in the file's order. */
export interface TablePiece {
  records: CsvRecord[];
  /** Bytes of the file taken in so far. */
  bytesRead: number;
}

/**
 * The rows of a table of any kind, read by `mapping`, in batches as its records come in.
 *
 * A row that cannot be read becomes a {@link FailedRow} and the rest goes on. Lines without a
 * value are passed over, as is the header where it comes again. Texts longer than
 * {@link MAX_TEXT} are shortened, with a warning that names the line.
 *
 * @param open gives the records; what it warns of comes with the next batch
 * @throws StatementError import.malformed where the mapping does not belong to the file, or none of
 *   the first 10,000 rows can be read;
 *   import.no-rows where there is nothing below the header; those of `open`
 */
export async function* readTable(
  open: (warn: (warning: StatementWarning) => void) => AsyncIterable<TablePiece>,
  mapping: CsvMapping,
  options: ReadOptions,
): AsyncGenerator<StatementBatch> {
  const problems = problemsOf(mapping);
  if (problems.length > 0) throw new StatementError('import.malformed', `The columns are not settled yet. ${problems.join(' ')}`);
  const batchRows = options.batchRows ?? BATCH_ROWS;
  const reader = new TableRows(mapping, options.currency);
  const gate = new HeaderGate(mapping);
  let batch = emptyBatch();
  let good = 0;
  let bad = 0;
  let bytesRead = 0;
  const warn = (warning: StatementWarning): void => void (batch.warnings ??= []).push(warning);

  for await (const piece of open(warn)) {
    bytesRead = piece.bytesRead;
    for (const record of piece.records) {
      if (!gate.lets(record)) continue;
      const result = reader.read(record, warn);
      if (result === undefined) continue;
      if ('code' in result) {
        batch.failed.push(result);
        if (++bad === HOPELESS && good === 0) throw hopeless(result);
      } else {
        batch.rows.push(result);
        good++;
      }
      if (batch.rows.length + batch.failed.length >= batchRows) {
        batch.bytesRead = bytesRead;
        yield batch;
        batch = emptyBatch();
      }
    }
  }
  gate.assertPassed();
  if (good + bad === 0 && !options.partial) throw new StatementError('import.no-rows', 'The file has no transactions in it.');
  batch.bytesRead = bytesRead;
  yield batch;
}

function hopeless(last: FailedRow): StatementError {
  return new StatementError(
    'import.malformed',
    `None of the first ${HOPELESS} rows can be read by this mapping. The last of them: ${last.message}`,
  );
}

function emptyBatch(): StatementBatch {
  return { rows: [], failed: [], bytesRead: 0 };
}

/** Lets the records below the header through. */
class HeaderGate {
  private open = false;
  private seen = 0;

  constructor(private readonly mapping: CsvMapping) {}

  lets(record: CsvRecord): boolean {
    const { header, skipLines } = this.mapping;
    if (header.length === 0) return record.line > skipLines;
    const isHeader = this.isHeader(record.fields);
    if (this.open) return !isHeader;
    this.open = isHeader;
    if (!this.open && ++this.seen > HEADER_WITHIN) this.assertPassed();
    return false;
  }

  assertPassed(): void {
    if (this.open || this.mapping.header.length === 0) return;
    const names = this.mapping.header.slice(0, 6).join(', ');
    throw new StatementError(
      'import.malformed',
      `The columns of this file are not those that the mapping was made for (${names} …).`,
    );
  }

  private isHeader(fields: readonly string[]): boolean {
    const { header } = this.mapping;
    if (fields.length < header.length) return false;
    const first = (fields[0] as string).replace(/^\ufeff/, '').trim();
    return first === header[0] && header.every((name, i) => i === 0 || name === (fields[i] as string).trim());
  }
}
