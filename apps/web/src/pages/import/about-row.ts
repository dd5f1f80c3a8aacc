import type { ImportRow } from '../../api/types';
import { addDays } from '../../format/dates';

/** Days about a row on which the transaction that it was taken for may stand. */
const ABOUT = 10;

/** The list of transactions, narrowed to what a row of a file was taken for. */
export function aboutRow({ bookedOn, amountMinor, accountId, code }: ImportRow): string {
  const params = new URLSearchParams();
  if (accountId) params.set('accounts', accountId);
  if (bookedOn) {
    params.set('from', addDays(bookedOn, -ABOUT));
    params.set('to', addDays(bookedOn, ABOUT));
  }
  // A tip may have changed the amount of what was pending.
  if (amountMinor !== undefined && code.endsWith('duplicate')) {
    params.set('min', String(amountMinor));
    params.set('max', String(amountMinor));
  }
  return `/transactions?${params.toString()}`;
}
