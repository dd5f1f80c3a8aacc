import { createReadStream } from 'node:fs';

import {
  HEAD_BYTES,
  previewStatement,
  readHead,
  readStatement,
  type FailedRow,
  type StatementAccount,
  type StatementFormat,
  type StatementPosition,
  type StatementRow,
  type StatementWarning,
} from '../src/imports/formats/index.js';

/** All that a file was read as. */
export interface Reading {
  format: StatementFormat;
  rows: StatementRow[];
  failed: FailedRow[];
  /** As they were told at last. */
  accounts: StatementAccount[];
  positions: StatementPosition[];
  warnings: StatementWarning[];
}

/** Small chunks, so that every reader meets the ends of chunks in the middle of things. */
const CHUNK = 257;

/**
 * Reads a file as an import does that nobody helps: format and columns as they are found, and everything in it.
 * @throws StatementError where the file is refused
 */
export async function readFile(path: string, currency: string): Promise<Reading> {
  const { head } = await readHead(createReadStream(path), HEAD_BYTES);
  const preview = await previewStatement(head, path, { currency });
  return readAll(createReadStream(path, { highWaterMark: CHUNK }), preview.format, currency, preview.mapping);
}

/** The whole of a source in a known format. */
export async function readAll(
  source: AsyncIterable<Uint8Array>,
  format: StatementFormat,
  currency: string,
  mapping?: Parameters<typeof readStatement>[2]['mapping'],
): Promise<Reading> {
  const reading: Reading = { format, rows: [], failed: [], accounts: [], positions: [], warnings: [] };
  const accounts = new Map<string, StatementAccount>();
  for await (const batch of readStatement(source, format, { currency, mapping })) {
    reading.rows.push(...batch.rows);
    reading.failed.push(...batch.failed);
    reading.positions.push(...(batch.positions ?? []));
    reading.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
  }
  return { ...reading, accounts: [...accounts.values()] };
}
