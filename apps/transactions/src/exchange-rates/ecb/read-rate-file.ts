import { readEcbCsv } from './read-ecb-csv.js';
import { readEcbXml } from './read-ecb-xml.js';
import { RateTable } from './rate-table.js';
import { unzipRates } from './unzip-rates.js';

/** The whole history since 1999 is some two megabytes as CSV and eight as XML. */
export const MAX_RATE_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads exchange rates in any of the forms in which the European Central Bank publishes them, told by the content: CSV of one day
 * or the whole history, XML, or a zip archive of one of them.
 * @throws RateFileError
 */
export async function readRateFile(bytes: Buffer): Promise<RateTable> {
  const plain = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) ? await unzipRates(bytes, MAX_RATE_FILE_BYTES) : bytes;
  const text = plain.toString('utf8').replace(/^\uFEFF/, '');
  const table = new RateTable();
  if (/^\s*</.test(text)) readEcbXml(text, table);
  else readEcbCsv(text, table);
  return table;
}
