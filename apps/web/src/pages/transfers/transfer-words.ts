import type { Transfer, TransferReason } from '../../api/types';
import { plural } from '../../format/text';

const REASONS: Record<TransferReason, string> = {
  'same-amount': 'same amount',
  'original-amount': 'the bank states the other amount',
  'exchange-rate': 'fits the exchange rate of the day',
  'after-fee': 'same amount less a small fee',
  'same-day': 'same day',
  'account-number': 'the bank names the other account',
  reference: 'same reference',
  words: 'worded as transfer',
  'account-name': 'names the other account',
  category: 'filed as transfer',
  'only-match': 'only match',
  marked: 'marked as a transfer',
  'by-hand': 'paired by you',
};

/** Why the two are thought to be one movement, as a sentence's parts. */
export function reasonsInWords({ reasons, out, in: into }: Transfer): string {
  const apart = Math.abs(Date.parse(out.bookedOn) - Date.parse(into.bookedOn)) / 86_400_000;
  const words = reasons.map((reason) => REASONS[reason] ?? reason);
  if (apart > 0) words.push(`${plural(apart, 'day')} apart`);
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
