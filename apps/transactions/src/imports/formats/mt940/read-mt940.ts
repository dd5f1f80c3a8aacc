import type { ByteSource, ReadOptions, StatementBatch } from '../statement.js';
import { BATCH_ROWS, StatementError } from '../statement.js';
import { StatementCollector } from '../statement-collector.js';
import { detectEncoding } from '../text-encoding.js';
import { readHead, readText } from '../text-source.js';
import { Mt940Fields } from './mt940-fields.js';
import { Mt940Statements } from './mt940-statements.js';

/** Enough to tell the encoding by. */
const HEAD_BYTES = 256 * 1024;

/**
 * The rows and accounts of an MT940 (statement) or MT942 (interim report) file, in the dialects of banks: see
 * {@link readDetails} for their ways of writing details.
 *
 * A movement without a readable date or amount becomes a failed row. A file that breaks off in a movement gives the ones before,
 * with that one failed; one without a closing balance gets a `file.cut-off` warning, one whose movements do not lead from the
 * opening to the closing balance `file.unbalanced`.
 *
 * @throws StatementError import.not-a-statement where there is no field of such a message; import.no-rows where there is neither
 *   a movement nor an account; those of {@link readText}
 */
export async function* readMt940(source: ByteSource, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const { head, source: whole } = await readHead(source, HEAD_BYTES);
  const out = new StatementCollector();
  const fields = new Mt940Fields();
  const statements = new Mt940Statements(options.currency, out);
  const size = options.batchRows ?? BATCH_ROWS;
  let bytesRead = 0;
  for await (const piece of readText(whole, detectEncoding(head).encoding, out.warn, options.maxBytes)) {
    bytesRead = piece.bytesRead;
    for (const field of fields.push(piece.text)) statements.add(field);
    yield* out.take(size, false, bytesRead);
  }
  if (!options.partial) {
    for (const field of fields.end()) statements.add(field);
    statements.end();
    if (!out.found) throw new StatementError('import.no-rows', 'The file has no movements and no account in it.');
  }
  yield* out.take(size, true, bytesRead);
}
