import { OfxStatements } from './ofx-statements.js';
import { ofxEncoding } from './ofx-fields.js';
import { OfxTokenizer } from './ofx-tokenizer.js';
import type { ByteSource, ReadOptions, StatementBatch } from './statement.js';
import { BATCH_ROWS, StatementError } from './statement.js';
import { readHead, readText } from './text-source.js';

/** Enough to tell the encoding by, and to find the header in. */
const HEAD_BYTES = 256 * 1024;

/**
 * The rows and accounts of an OFX 1, OFX 2 or QFX file: bank, credit card and loan statements,
 * and of investment statements the cash of each movement (those of securities alone are counted in a warning), the positions
 * and the cash available.
 *
 * A movement without a date or an amount becomes a failed row. A file that breaks off gives the
 * movements that are whole, with the last one failed and a `file.cut-off` warning.
 *
 * @throws StatementError import.refused-by-bank with the bank's words where the sign-on failed;
 *   import.malformed for declarations of entities and for what is no OFX;
 *   import.no-rows where there is neither a movement nor an account; those of {@link readText}
 */
export async function* readOfx(source: ByteSource, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const { head, source: whole } = await readHead(source, HEAD_BYTES);
  const tokenizer = new OfxTokenizer();
  const statements = new OfxStatements(options.currency);
  const batchRows = options.batchRows ?? BATCH_ROWS;
  let bytesRead = 0;
  let found = false;

  const batches = function* (all: boolean): Generator<StatementBatch> {
    for (let batch = statements.take(batchRows, all, bytesRead); batch; batch = statements.take(batchRows, all, bytesRead)) {
      found ||= batch.rows.length + batch.failed.length + (batch.accounts?.length ?? 0) > 0;
      yield batch;
    }
  };

  for await (const piece of readText(whole, ofxEncoding(head), statements.warn, options.maxBytes)) {
    bytesRead = piece.bytesRead;
    for (const tag of tokenizer.push(piece.text)) statements.add(tag);
    yield* batches(false);
  }
  if (!options.partial) {
    for (const tag of tokenizer.end()) statements.add(tag);
    statements.end();
  }
  statements.settle();
  yield* batches(true);
  if (!found && !options.partial)
    throw new StatementError('import.no-rows', 'The file has no transactions and no account in it.');
}
