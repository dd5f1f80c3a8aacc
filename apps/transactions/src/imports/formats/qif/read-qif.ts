import { currencyOf } from '#money';
import iconv from 'iconv-lite';

import { StatementCollector } from '../statement-collector.js';
import type { ByteSource, ReadOptions, StatementBatch } from '../statement.js';
import { BATCH_ROWS, StatementError } from '../statement.js';
import { detectEncoding } from '../text-encoding.js';
import { readHead, readText } from '../text-source.js';
import { qifStyle } from './qif-fields.js';
import { QifRecords } from './qif-records.js';
import { QifStatements } from './qif-statements.js';

/** Some thousand movements: enough to tell the order of day and month by. */
const HEAD_BYTES = 256 * 1024;

/** The encoding of a QIF file: it never declares one. */
export function qifEncoding(head: Uint8Array): string {
  return detectEncoding(head).encoding;
}

/**
 * The rows and accounts of a QIF file: bank, cash, card, asset and liability accounts with splits, transfers and classes, and the
 * cash of investment accounts. Lists of categories, classes, securities, prices and memorised movements are passed over.
 *
 * Own code: the parsers on npm (qif, qif2json, node-qif) are years without a release, hold the whole file, know one order of
 * dates, make floats of amounts and drop what they do not understand.
 *
 * @throws StatementError import.no-rows where there is neither a movement nor an opening balance; those of {@link readText}
 */
export async function* readQif(source: ByteSource, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const { head, source: whole } = await readHead(source, HEAD_BYTES);
  const encoding = qifEncoding(head);
  const text = iconv.decode(Buffer.from(head), encoding).replace(/\r\n?/g, '\n');
  const style = qifStyle(text, options.currency === 'USD');
  const out = new StatementCollector();
  if (style.ambiguousDates) {
    const how = { dmy: 'day first', mdy: 'month first', ymd: 'year first' }[style.dateOrder];
    out.warn({
      code: 'file.ambiguous-dates',
      message: `The dates can be read in more than one way; they were taken ${how}. Check them.`,
    });
  }
  const records = new QifRecords();
  const statements = new QifStatements({ style, exponent: currencyOf(options.currency).exponent, warn: out.warn }, out);
  const batchRows = options.batchRows ?? BATCH_ROWS;
  let bytesRead = 0;
  for await (const piece of readText(whole, encoding, out.warn, options.maxBytes)) {
    bytesRead = piece.bytesRead;
    for (const record of records.push(piece.text)) statements.add(record);
    yield* out.take(batchRows, false, bytesRead);
  }
  if (!options.partial) {
    for (const record of records.end()) statements.add(record);
    statements.end();
  }
  yield* out.take(batchRows, true, bytesRead);
  if (!out.found && !options.partial) throw new StatementError('import.no-rows', 'The file has no transactions in it.');
}
