import { formatMinor } from '#money';

import { oneLine, referenceText, shorten } from '../row-text.js';
import type { StatementOriginalAmount, StatementRow, StatementWarning } from '../statement.js';
import type { CamtDetails, CamtParty } from './camt-details.js';
import type { CamtAmount, CamtCharge } from './camt-values.js';
import { minorOrNothing } from './camt-values.js';

/** What the rows of an entry have in common with the statement around it. */
export interface CamtContext {
  /** Number of the statement's account, to tell the other side of a payment from this one. */
  account?: string;
  warn: (warning: StatementWarning) => void;
}

/** What an entry says itself, its amount signed. */
export interface EntryFacts {
  line: number;
  bookedOn: string;
  valueOn?: string;
  amountMinor: number;
  currency: string;
  direction: -1 | 1;
  isReversal: boolean;
  status: StatementRow['status'];
  bankId?: string;
  bankCode?: string;
  text?: string;
  charges: CamtCharge[];
  originals: CamtAmount[];
  exchangeRate?: string;
  /** The payments of a batch that is kept as one row, and how many they are. */
  parts?: readonly CamtDetails[];
  count?: number;
}

/** Characters that the list of a batch's payments takes in the notes of its row. */
const MAX_LIST = 1_500;

/** The row of an entry, or of one payment in it, with the words and numbers that go with it. */
export function describeRow(
  entry: EntryFacts,
  details: CamtDetails | undefined,
  amountMinor: number,
  bankId: string | undefined,
  { account, warn }: CamtContext,
): StatementRow {
  const { line, bookedOn, currency, status } = entry;
  const row: StatementRow = { line, bookedOn, amountMinor, currency, description: '', status };
  const text = (words: string | undefined): string => shorten(oneLine(words ?? ''), line, warn);
  if (entry.valueOn !== undefined) row.valueOn = entry.valueOn;
  const side =
    details &&
    counterpartyOf(details, amountMinor > 0 || (amountMinor === 0 && entry.direction === 1), entry.isReversal, account);
  const counterparty = text(side?.name);
  if (counterparty) row.counterparty = counterparty;
  if (side?.account !== undefined) row.counterpartyAccount = referenceText(side.account);
  row.description =
    text(details?.remittance) ||
    text(details?.additional) ||
    text(entry.text) ||
    counterparty ||
    (entry.parts ? `${entry.count} payments` : '');
  const id = bankId ?? (details && !entry.parts ? details.bankReference : undefined);
  if (id !== undefined) row.bankId = referenceText(id);
  if (details?.reference !== undefined) row.reference = referenceText(details.reference);
  const bankCode = details?.bankCode ?? entry.bankCode;
  if (bankCode !== undefined) row.bankCode = referenceText(bankCode);
  const original = originalOf(entry, details, amountMinor);
  if (original) row.original = original;
  const charges = chargesOf(entry, details, amountMinor);
  if (charges.minor !== undefined) row.chargesMinor = charges.minor;
  const notes = shorten(
    [
      details?.isReturn ? `Returned${details.returned ? ` (${details.returned})` : ''}` : entry.isReversal ? 'Reversal' : '',
      ...ultimate(details, entry.direction),
      ...[details?.additional, entry.text].map(oneLineOrNothing).filter((each) => !row.description.includes(each)),
      (details?.documents.length ?? 0) > 0 ? `Documents ${details?.documents.join(', ')}` : '',
      charges.words,
      entry.parts ? listOf(entry) : '',
    ]
      .map(oneLineOrNothing)
      .filter((each, i, parts) => each !== '' && parts.indexOf(each) === i)
      .join('; '),
    line,
    warn,
  );
  if (notes) row.notes = notes;
  return row;
}

/**
 * The other side: who paid where money came in, who was paid where it left. A reversal names the parties as the first payment
 * had them. Where that side is the account itself, or nobody is named there, it is the other one.
 */
function counterpartyOf(
  details: CamtDetails,
  isIncoming: boolean,
  isReversal: boolean,
  account: string | undefined,
): CamtParty | undefined {
  const debtor: CamtParty = { ...details.debtor, name: details.debtor.name ?? details.ultimateDebtor };
  const creditor: CamtParty = { ...details.creditor, name: details.creditor.name ?? details.ultimateCreditor };
  const payerIsOther = isIncoming !== isReversal;
  const sides = payerIsOther ? [debtor, creditor] : [creditor, debtor];
  return sides.find((side) => hasSomeone(side) && !(account !== undefined && side.account === account));
}

function hasSomeone({ name, account }: CamtParty): boolean {
  return name !== undefined || account !== undefined;
}

/** On whose behalf the other side acts: a payment service's customer, say. */
function ultimate(details: CamtDetails | undefined, direction: -1 | 1): string[] {
  const [name, near] =
    direction === 1 ? [details?.ultimateDebtor, details?.debtor.name] : [details?.ultimateCreditor, details?.creditor.name];
  return name !== undefined && near !== undefined && name !== near ? [`For ${name}`] : [];
}

/** The amount before the bank exchanged it, with the row's sign. */
function originalOf(
  entry: EntryFacts,
  details: CamtDetails | undefined,
  amountMinor: number,
): StatementOriginalAmount | undefined {
  const stated = [...(details?.originals ?? []), ...entry.originals].find(({ currency }) => currency !== entry.currency);
  const size = minorOrNothing(stated);
  if (!stated || !size) return undefined;
  const exchangeRate = details?.exchangeRate ?? entry.exchangeRate;
  return {
    amountMinor: amountMinor < 0 ? -size || 0 : size,
    currency: stated.currency,
    ...(exchangeRate !== undefined && { exchangeRate: referenceText(exchangeRate) }),
  };
}

/** Charges inside the amount, and words on those that are not, or are in another currency. */
function chargesOf(entry: EntryFacts, details: CamtDetails | undefined, amountMinor: number): { minor?: number; words: string } {
  const charges =
    details && details.charges.length > 0
      ? details.charges
      : entry.parts || !details
        ? entry.charges
        : onlyOwn(entry, amountMinor);
  let minor = 0;
  const apart: string[] = [];
  for (const charge of charges) {
    const size = minorOrNothing(charge);
    if (size === undefined || size === 0) continue;
    const included = charge.included ?? explains(entry, details, amountMinor, charge.sign * size, charge.currency);
    if (included && charge.currency === entry.currency) minor += charge.sign * size;
    else apart.push(`${charge.sign === 1 ? '' : '-'}${formatMinor(size, charge.currency)} ${charge.currency}`);
  }
  const words = apart.length > 0 ? `Charges ${apart.join(', ')}, not in the amount` : '';
  return minor > 0 ? { minor, words } : { words };
}

/** The entry's charges belong to a row that is all of the entry; to its parts nobody says how. */
function onlyOwn(entry: EntryFacts, amountMinor: number): CamtCharge[] {
  return amountMinor === entry.amountMinor ? entry.charges : [];
}

/** Whether the charge is what parts the payment's own amount from the row's; for files that do not say if it is included. */
function explains(
  entry: EntryFacts,
  details: CamtDetails | undefined,
  amountMinor: number,
  charge: number,
  currency: string,
): boolean {
  if (currency !== entry.currency) return false;
  const own = [...(details?.amounts ?? []), ...entry.originals].filter((amount) => amount.currency === currency);
  return own.some((amount) => {
    const size = minorOrNothing(amount);
    return size !== undefined && entry.direction * size - charge === amountMinor;
  });
}

/** The payments of a batch in words: as many as there is room for. */
function listOf({ parts = [], count = parts.length }: EntryFacts): string {
  const words: string[] = [];
  let room = MAX_LIST;
  for (const part of parts) {
    const amount = part.amounts[0];
    const name = part.creditor.name ?? part.debtor.name;
    const item = oneLine([name, part.remittance, amount && `${amount.text} ${amount.currency}`].filter(Boolean).join(' ')).slice(
      0,
      300,
    );
    if (item === '') continue;
    room -= item.length + 2;
    if (room < 0) break;
    words.push(item);
  }
  return `${count} payments${words.length > 0 ? `: ${words.join(', ')}` : ''}${words.length < count && words.length > 0 ? ', …' : ''}`;
}

function oneLineOrNothing(text: string | undefined): string {
  return oneLine(text ?? '');
}
