import iconv from 'iconv-lite';

import type { ByteSource, ReadOptions, StatementBatch } from '../statement.js';
import { BATCH_ROWS, StatementError } from '../statement.js';
import { StatementCollector } from '../statement-collector.js';
import { detectEncoding } from '../text-encoding.js';
import { readHead, readText } from '../text-source.js';
import { CamtStatements, isCamtPiece } from './camt-statements.js';
import { XmlPieces } from './xml-pieces.js';

/** Enough to tell the encoding by. */
const HEAD_BYTES = 64 * 1024;

/**
 * The rows and accounts of a CAMT file: camt.052 (report of a day), camt.053 (statement) and camt.054 (notification of debits
 * and credits), in every version, with any number of statements. It is read as a stream; no part of it is fetched or expanded.
 *
 * An entry without a readable date or amount becomes a failed row, and so does one that the bank only mentions (`INFO`). A file
 * that breaks off gives the entries that are whole, with the last one failed and a `file.cut-off` warning.
 *
 * @throws StatementError import.malformed for a document type and for what is no CAMT message; import.no-rows where there is
 *   neither an entry nor an account; those of {@link readText}
 */
export async function* readCamt(source: ByteSource, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const { head, source: whole } = await readHead(source, HEAD_BYTES);
  const out = new StatementCollector();
  const statements = new CamtStatements(options.currency, out);
  const pieces = new XmlPieces(isCamtPiece);
  const size = options.batchRows ?? BATCH_ROWS;
  let bytesRead = 0;
  for await (const piece of readText(whole, xmlEncoding(head), out.warn, options.maxBytes)) {
    bytesRead = piece.bytesRead;
    for (const event of pieces.push(piece.text)) statements.add(event);
    yield* out.take(size, false, bytesRead);
    if (pieces.broken) break;
  }
  if (!options.partial) {
    pieces.end();
    statements.end(pieces.broken);
    if (!out.found) throw new StatementError('import.no-rows', 'The file has no entries and no account in it.');
  }
  yield* out.take(size, true, bytesRead);
}

/** The encoding of an XML file: what its bytes prove, else what it declares, else the likeliest. */
export function xmlEncoding(head: Uint8Array): string {
  const detected = detectEncoding(head);
  const isAscii = detected.encoding === 'utf-8' && head.every((byte) => byte < 0x80);
  if (detected.certain && !isAscii) return detected.encoding;
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1]?.toLowerCase();
  const isUtf = declared !== undefined && /^utf-?(8|16)/.test(declared);
  // Bytes that are ASCII alone, or not UTF-8, disprove a declaration of another kind.
  if (declared === undefined || isUtf || !iconv.encodingExists(declared)) return detected.encoding;
  return declared;
}
