import { readCamt, xmlEncoding } from './camt/read-camt.js';
import type { CsvMapping } from './csv-mapping.js';
import { readMt940 } from './mt940/read-mt940.js';
import { ofxEncoding } from './ofx-fields.js';
import { readQif } from './qif/read-qif.js';
import { readCsv } from './read-csv.js';
import { readJsonl } from './read-jsonl.js';
import { readOfx } from './read-ofx.js';
import type { ByteSource, ReadOptions, StatementBatch, StatementFormat } from './statement.js';
import { StatementError } from './statement.js';
import { detectEncoding } from './text-encoding.js';
import { readXlsx } from './xlsx/read-xlsx.js';

/** The rows of a statement in `format`; a CSV file needs its mapping. Errors as {@link readCsv} and {@link readOfx}. */
export function readStatement(
  source: ByteSource,
  format: StatementFormat,
  options: ReadOptions & { mapping?: CsvMapping },
): AsyncGenerator<StatementBatch> {
  if (format === 'ofx') return readOfx(source, options);
  if (format === 'camt') return readCamt(source, options);
  if (format === 'mt940') return readMt940(source, options);
  if (format === 'jsonl') return readJsonl(source, options);
  if (format === 'qif') return readQif(source, options);
  if (!options.mapping)
    throw new StatementError('import.malformed', 'A table is read by a mapping of its columns, and there is none.');
  return format === 'xlsx' ? readXlsx(source, options.mapping, options) : readCsv(source, options.mapping, options);
}

/** The encoding in which the file of `format` that begins with `head` is read; for CSV its mapping says it. */
export function encodingOf(format: StatementFormat, head: Uint8Array): string {
  if (format === 'ofx') return ofxEncoding(head);
  return format === 'camt' ? xmlEncoding(head) : detectEncoding(head).encoding;
}
