import { RateFileError } from './ecb/rate-table.js';
import { MAX_RATE_FILE_BYTES } from './ecb/read-rate-file.js';

/** Longest wait for the whole answer, in milliseconds. */
const LIMIT_MS = 60_000;

/**
 * Fetches a file of rates.
 * @param stop ends it early
 * @throws RateFileError where it is too large; other errors where it cannot be had now
 */
export async function downloadRates(url: string, stop: AbortSignal, limitMs = LIMIT_MS): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(limitMs)]) });
  if (!response.ok || !response.body) throw new Error(`RATES_URL answered ${response.status}`);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    if ((bytes += piece.length) > MAX_RATE_FILE_BYTES) throw new RateFileError('What RATES_URL answers is too large');
  }
  return Buffer.concat(pieces);
}
