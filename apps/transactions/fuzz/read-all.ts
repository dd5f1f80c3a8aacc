import {
  detectFormat,
  HEAD_BYTES,
  isTable,
  previewStatement,
  problemsOf,
  readStatement,
  type StatementBatch,
  StatementError,
  type StatementFormat,
  type StatementPreview,
} from '../src/imports/formats/index.js';

/** What became of a file: the way of an import, without the database. */
export interface Outcome {
  format?: StatementFormat;
  preview?: StatementPreview;
  /** All batches as one. */
  read?: Required<StatementBatch>;
  /** The file was refused, with a reason for a person. */
  refused?: StatementError;
  /** Which step refused it. */
  step: 'detect' | 'preview' | 'read' | 'done';
}

/** Reads a file as an import does; whatever is thrown but a {@link StatementError} comes through. */
export async function readAll(bytes: Buffer, name: string, currency: string, chunk: number): Promise<Outcome> {
  const outcome: Outcome = { step: 'detect' };
  try {
    const format = (outcome.format = detectFormat(bytes.subarray(0, HEAD_BYTES), name));
    outcome.step = 'preview';
    const head = format === 'xlsx' ? bytes : bytes.subarray(0, HEAD_BYTES);
    outcome.preview = await previewStatement(head, name, { currency });
    const { mapping } = outcome.preview;
    // Here a person is asked what the columns are.
    if (isTable(format) && (!mapping || problemsOf(mapping).length > 0)) return outcome;
    outcome.step = 'read';
    outcome.read = await collect(readStatement(chunks(bytes, chunk), format, { currency, mapping }));
    outcome.step = 'done';
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    outcome.refused = error;
  }
  return outcome;
}

/** The whole of what a reader gives. */
export async function collect(batches: AsyncIterable<StatementBatch>): Promise<Required<StatementBatch>> {
  const all: Required<StatementBatch> = { rows: [], failed: [], accounts: [], positions: [], warnings: [], bytesRead: 0 };
  for await (const batch of batches) {
    for (const row of batch.rows) all.rows.push(row);
    for (const row of batch.failed) all.failed.push(row);
    all.accounts.push(...(batch.accounts ?? []));
    all.positions.push(...(batch.positions ?? []));
    for (const warning of batch.warnings ?? []) all.warnings.push(warning);
    if (batch.bytesRead < all.bytesRead) throw new Error('bytesRead went back');
    all.bytesRead = batch.bytesRead;
  }
  return all;
}

export async function* chunks(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
