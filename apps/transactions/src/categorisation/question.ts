import type { Uncategorised } from './decision.js';
import type { Question } from './learning/personal-model.js';
import { merchantKey } from './merchant-key.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the user's own corrections are asked about a row. */
export function questionOf(row: Uncategorised): Question {
  return { text: modelText(row), merchant: historyKey(row), amountMinor: row.amountMinor, day: dayOf(row.bookedOn) };
}

/** Direction and merchant: `-tesco stores`. Money back from a merchant is another matter than money spent there. */
export function historyKey(row: Uncategorised): string {
  return (row.amountMinor < 0 ? '-' : '+') + (row.merchantKey ?? merchantKey(row.description, row.counterparty));
}

/** A bank that names the other side says more with both. */
export function modelText({ description, counterparty }: Uncategorised): string {
  const text = counterparty && !description.includes(counterparty) ? `${counterparty} ${description}` : description;
  return text.trim().slice(0, 2_000) || '-';
}

/** Days since 1970; today without a day. */
function dayOf(bookedOn: string | undefined): number {
  return Math.floor((bookedOn === undefined ? Date.now() : Date.parse(bookedOn)) / DAY_MS);
}
