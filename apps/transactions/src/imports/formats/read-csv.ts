import type { CsvMapping } from './csv-mapping.js';
import { CsvSplitter } from './csv-splitter.js';
import { readTable } from './read-table.js';
import type { ByteSource, ReadOptions, StatementBatch } from './statement.js';
import { readText } from './text-source.js';

/** The rows of a CSV file, read by `mapping`, in batches as the bytes come in. Errors as {@link readTable} and {@link readText}. */
export function readCsv(source: ByteSource, mapping: CsvMapping, options: ReadOptions): AsyncGenerator<StatementBatch> {
  return readTable(
    async function* (warn) {
      const splitter = new CsvSplitter(mapping.delimiter, mapping.quote);
      let bytesRead = 0;
      for await (const piece of readText(source, mapping.encoding, warn, options.maxBytes)) {
        bytesRead = piece.bytesRead;
        yield { records: splitter.push(piece.text), bytesRead };
      }
      if (!options.partial) yield { records: splitter.end(), bytesRead };
    },
    mapping,
    options,
  );
}
