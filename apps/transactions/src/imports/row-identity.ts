import { hash } from 'node:crypto';
import type { CsvMapping, StatementFormat, StatementRow } from './formats/index.js';

/**
 * When two rows of bank files are the same movement of one account.
 *
 * 1. A row's **fingerprint** is what the bank says of it: its id, day and amount where the bank gives an id (some banks repeat
 *    ids, and no row may be lost for that; the text may change), else day, amount and texts. A pending row has one of its own.
 * 2. Equal fingerprints within one file are counted: the second of two equal purchases is **occurrence** 1. A file holds whole
 *    days, so whichever file it is, the same purchases get the same numbers. Nothing can tell equal rows without ids apart that
 *    are divided between two files *within* one day: both are occurrence 0, and the second file's is skipped, listed, and may
 *    be imported anyway.
 * 3. What has no such twin may still be a movement that the ledger has in another guise: booked meanwhile, moved by the bank, or
 *    read from another kind of file. match-rows.ts decides that when the whole file is known; the other guise is then kept in
 *    `other_identity`, so that it is never asked twice.
 * 4. A person may move a transaction to another account or delete it: its identities stay, and no file brings it back unasked;
 *    see keep-identities.ts.
 */
export interface RowIdentity {
  /** SHA-256 in hex. */
  fingerprint: string;
  /** 0 for the first row of a file with this fingerprint, 1 for its twin … */
  occurrence: number;
}

/** Spacing and case differ between two exports of one bank; words do not. */
function plain(text: string | undefined): string {
  if (!text) return '';
  const words = /[^\x20-\x7e]| {2}|^ | $/.test(text) ? text.normalize('NFKC').replace(/\s+/g, ' ').trim() : text;
  return words.toLowerCase();
}

/**
 * The fingerprint of a row within its account.
 * @param currency of the row, ISO 4217
 */
export function fingerprintOf(row: StatementRow, currency: string): string {
  const parts = row.bankId
    ? ['id', row.bankId, row.bookedOn, row.amountMinor, currency]
    : ['row', row.bookedOn, row.amountMinor, currency, plain(row.description), plain(row.counterparty)];
  if (row.status === 'pending') parts.push('pending');
  return hash('sha256', JSON.stringify(parts), 'hex');
}

/**
 * Numbers equal rows of one file, so that two genuine equal purchases on a day stay two, while the same two rows in another
 * file, whole or overlapping, are the same two again.
 */
export class OccurrenceCounter {
  private readonly seen = new Map<string, number>();

  next(accountId: string, row: StatementRow, currency: string): RowIdentity {
    const fingerprint = fingerprintOf(row, currency);
    // Half of the hash is enough to tell a file's rows apart, and half the memory.
    const key = accountId + fingerprint.slice(0, 32);
    const occurrence = this.seen.get(key) ?? 0;
    this.seen.set(key, occurrence + 1);
    return { fingerprint, occurrence };
  }
}

/** The layout of what a person wrote by hand. */
export const BY_HAND = '';

/**
 * Names a kind of file: its format and, for tables, which column is what. Within one layout fingerprints are compared as they
 * are; between two of them one movement may have different texts, ids and days.
 */
export function layoutOf({ format, mapping }: { format: StatementFormat; mapping?: CsvMapping | null }): string {
  if (!mapping) return format;
  return `${format}:${hash('sha256', JSON.stringify([mapping.header, mapping.roles]), 'hex').slice(0, 16)}`;
}
