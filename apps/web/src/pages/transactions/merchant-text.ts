import type { Transaction } from '../../api/types';

/** Words that banks put before a merchant's name. */
const NOISE = new Set(
  'pos purchase card payment paypal sq sumup visa mastercard debit credit direct dd so transfer to from ref online contactless cash eft the at'.split(
    ' ',
  ),
);

/** The name by which like transactions can be found: the counterparty, or the words of the description that are no codes. */
export function merchantText({ counterparty, description }: Pick<Transaction, 'counterparty' | 'description'>): string {
  if (counterparty) return counterparty;
  // Card machines of some banks put their mark before the name: VDC-TESCO.
  const words = description
    .replace(/^[A-Z]{2,3}-(?=\p{L})/u, '')
    .split(/[\s*/\\#:,;()]+/)
    .filter(Boolean);
  const isName = (word: string) => /\p{L}{2}/u.test(word) && !/\d/.test(word) && !NOISE.has(word.toLowerCase());
  const start = words.findIndex(isName);
  if (start < 0) return description.trim();
  const end = words.findIndex((word, index) => index > start && !isName(word));
  return words.slice(start, end < 0 ? start + 3 : Math.min(end, start + 3)).join(' ');
}
