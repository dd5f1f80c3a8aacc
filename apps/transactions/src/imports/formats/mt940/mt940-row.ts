import { findCurrency, formatMinor } from '#money';

import { noReference } from '../no-reference.js';
import { oneLine, referenceText, shorten } from '../row-text.js';
import type { StatementOriginalAmount, StatementRow, StatementWarning } from '../statement.js';
import type { Mt940Details } from './stated-details.js';
import type { Mt940Movement } from './mt940-movement.js';
import { Mt940ValueError, swiftAmount } from './mt940-movement.js';
import { amountWords } from './slashed-details.js';

/** Where the row stands in the file, and what its statement says of all rows. */
export interface Mt940Context {
  line: number;
  /** ISO 4217 code; absent where the file names none. */
  currency?: string;
  /** The statement's account number. */
  account?: string;
  warn: (warning: StatementWarning) => void;
}

/** The row of a movement with its details. */
export function makeRow(movement: Mt940Movement, details: Mt940Details, context: Mt940Context): StatementRow {
  const { line, currency, warn } = context;
  const text = (words: string | undefined): string => shorten(oneLine(words ?? ''), line, warn);
  const row: StatementRow = {
    line,
    bookedOn: movement.bookedOn,
    valueOn: movement.valueOn,
    amountMinor: movement.amountMinor,
    description: '',
    status: movement.isExpected ? 'pending' : 'booked',
  };
  if (currency !== undefined) row.currency = currency;
  const counterparty = text(details.counterparty);
  if (counterparty) row.counterparty = counterparty;
  const account = otherAccount(details.counterpartyAccount, context.account);
  if (account !== undefined) row.counterpartyAccount = account;
  row.description = text(details.text) || text(details.kind) || text(movement.supplement) || counterparty;
  if (!noReference(movement.bankReference)) row.bankId = referenceText(movement.bankReference);
  const reference = referenceOf(movement, details);
  if (reference !== undefined) row.reference = referenceText(reference);
  if (movement.type) row.bankCode = movement.type;
  const amounts = { ...amountWords(`${movement.supplement} ${details.text}`), ...defined(details) };
  const original = originalOf(amounts.originalAmount, amounts.exchangeRate, movement.amountMinor, currency);
  if (original) row.original = original;
  const charges = chargesOf(amounts, movement.amountMinor, currency);
  if (charges.minor !== undefined) row.chargesMinor = charges.minor;
  const notes = [
    details.returned !== undefined ? `Returned: ${details.returned}` : movement.isReversal ? 'Reversal' : '',
    details.ultimate !== undefined ? `For ${details.ultimate}` : '',
    ...[details.kind, movement.supplement].filter((each) => each !== undefined && !row.description.includes(oneLine(each))),
    details.endToEndId !== undefined && details.endToEndId !== reference ? `End-to-end ${details.endToEndId}` : '',
    details.mandate !== undefined ? `Mandate ${details.mandate}` : '',
    details.creditorId !== undefined ? `Creditor ${details.creditorId}` : '',
    charges.words,
  ];
  const noted = shorten(oneLine(notes.filter(Boolean).join('; ')), line, warn);
  if (noted) row.notes = noted;
  return row;
}

/** The reference for the account owner; `KREF+` says that it stands in the details. */
function referenceOf({ reference }: Mt940Movement, details: Mt940Details): string | undefined {
  const own = /^KREF\+?$/.test(reference) || noReference(reference) ? undefined : reference;
  const found = own ?? details.customerReference ?? details.endToEndId;
  return found === undefined ? undefined : oneLine(found);
}

/** The other side's account; some banks give the account's own there. */
function otherAccount(account: string | undefined, own: string | undefined): string | undefined {
  const number = account?.replace(/\s+/g, ' ').trim();
  if (!number || /^0*$/.test(number)) return undefined;
  return own !== undefined && (own === number || own.endsWith(`/${number}`)) ? undefined : referenceText(number);
}

/** `USD12,50` as an amount; undefined for what is not written so. */
function amountOf(words: string | undefined): { minor: number; currency: string } | undefined {
  const match = /^([A-Z]{3})\s*(\d[\d.,]*)$/.exec(words?.trim() ?? '');
  const currency = findCurrency(match?.[1] ?? '');
  if (!match || !currency) return undefined;
  try {
    return { minor: swiftAmount(match[2] as string, currency.exponent), currency: currency.code };
  } catch (error) {
    if (error instanceof Mt940ValueError) return undefined;
    throw error;
  }
}

function originalOf(
  words: string | undefined,
  exchangeRate: string | undefined,
  amountMinor: number,
  currency: string | undefined,
): StatementOriginalAmount | undefined {
  const stated = amountOf(words);
  if (!stated || stated.currency === currency || stated.minor === 0) return undefined;
  const signed = amountMinor < 0 ? -stated.minor : stated.minor;
  return { amountMinor: signed, currency: stated.currency, ...(exchangeRate !== undefined && { exchangeRate }) };
}

/** Charges that are in the amount, as the difference to the amount before them shows; else words on them. */
function chargesOf(
  amounts: Pick<Mt940Details, 'originalAmount' | 'charges'>,
  amountMinor: number,
  currency: string | undefined,
): { minor?: number; words: string } {
  const charges = amountOf(amounts.charges);
  if (!charges || charges.minor === 0) return { words: '' };
  const before = amountOf(amounts.originalAmount);
  const isIncluded =
    before !== undefined &&
    before.currency === charges.currency &&
    currency === charges.currency &&
    (amountMinor < 0 ? -before.minor - charges.minor : before.minor - charges.minor) === amountMinor;
  if (isIncluded) return { minor: charges.minor, words: '' };
  return { words: `Charges ${formatMinor(charges.minor, charges.currency)} ${charges.currency}` };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
