import type { CsvMapping } from './csv-mapping.js';
import { readCsv } from './read-csv.js';
import { readOfx } from './read-ofx.js';
import type { ByteSource, ReadOptions, StatementBatch, StatementFormat } from './statement.js';
import { StatementError } from './statement.js';

/** The rows of a statement in `format`; a CSV file needs its mapping. Errors as {@link readCsv} and {@link readOfx}. */
export function readStatement(
  source: ByteSource,
  format: StatementFormat,
  options: ReadOptions & { mapping?: CsvMapping },
): AsyncGenerator<StatementBatch> {
  if (format === 'ofx') return readOfx(source, options);
  if (!options.mapping)
    throw new StatementError('import.malformed', 'A CSV file is read by a mapping of its columns, and there is none.');
  return readCsv(source, options.mapping, options);
}
