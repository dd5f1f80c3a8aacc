import { hash } from 'node:crypto';
import type { StatementRow } from './formats/index.js';

/** What makes two rows of bank files the same movement of one account. */
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
 * The fingerprint of a row within its account. With the bank's own id: the id, the date and the amount, because some banks
 * repeat ids, and rows must not be lost for that. Without: everything the bank says of the movement.
 * @param currency of the row, ISO 4217
 */
export function fingerprintOf(row: StatementRow, currency: string): string {
  const parts = row.bankId
    ? ['id', row.bankId, row.bookedOn, row.amountMinor, currency]
    : ['row', row.bookedOn, row.amountMinor, currency, plain(row.description), plain(row.counterparty)];
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
