import { noReference } from '../no-reference.js';
import { excerptOf } from '../row-text.js';
import type { FailedRow, FailedRowCode, StatementRow } from '../statement.js';
import type { CamtDetails } from './camt-details.js';
import { amountsIn, exchangeIn } from './camt-details.js';
import type { CamtAmount } from './camt-values.js';
import {
  amountIn,
  bankCodeIn,
  CamtValueError,
  chargesIn,
  dateTextIn,
  dayOf,
  directionIn,
  minorOf,
  minorOrNothing,
} from './camt-values.js';
import { describeRow, type CamtContext, type EntryFacts } from './camt-row.js';
import type { XmlElement } from './xml-pieces.js';
import { find, textAt } from './xml-pieces.js';

/**
 * The rows of an entry (`Ntry`) with the details (`TxDtls`) that stand in it. One row for a plain entry; one for each payment
 * of a batch where the payments' amounts are stated and come to the entry's amount, so that each can be categorised; else one
 * row for the batch, with a warning. The entry's amount is always what the rows come to.
 *
 * `hidden` details were too many to keep; their batch stays whole.
 */
export function readEntry(
  entry: XmlElement,
  details: readonly CamtDetails[],
  hidden: number,
  context: CamtContext,
): StatementRow[] | FailedRow {
  try {
    return rowsOf(entry, details, hidden, context);
  } catch (error) {
    if (error instanceof CamtValueError) return failEntry(entry, error.code, error.message);
    throw error;
  }
}

/** The failed row for an entry. */
export function failEntry(entry: XmlElement, code: FailedRowCode, message: string): FailedRow {
  return { line: entry.line, code, message, excerpt: excerptOf(leaves(entry)) };
}

function rowsOf(entry: XmlElement, details: readonly CamtDetails[], hidden: number, context: CamtContext): StatementRow[] {
  if (entry.incomplete) throw new CamtValueError('row.too-long', 'The entry has more elements than one entry can have.');
  const facts = factsOf(entry, details, context);
  const count = details.length + hidden;
  if (count <= 1) return [describeRow(facts, details[0], facts.amountMinor, facts.bankId, context)];
  const amounts = hidden > 0 ? undefined : amountsOfParts(facts, details);
  if (!amounts) {
    context.warn({
      code: 'row.batch-not-divided',
      line: facts.line,
      message: `The entry stands for ${count} payments whose amounts are not given, or do not come to its amount; it is one row.`,
    });
    return [describeRow({ ...facts, parts: details, count }, undefined, facts.amountMinor, facts.bankId, context)];
  }
  const ids = idsOfParts(facts.bankId, details);
  return details.map((part, i) => describeRow(facts, part, amounts[i] as number, ids[i], context));
}

function factsOf(entry: XmlElement, details: readonly CamtDetails[], context: CamtContext): EntryFacts {
  const amount = amountIn(find(entry, 'Amt'));
  if (!amount) throw new CamtValueError('row.missing-amount', 'The entry has no amount (Amt) with a currency (Ccy).');
  const size = minorOf(amount);
  const direction = directionIn(entry);
  if (direction === undefined)
    throw new CamtValueError('row.bad-amount', 'The entry does not say whether it is a credit or a debit (CdtDbtInd).');
  const status = textAt(entry, 'Sts', 'Cd|Prtry') ?? textAt(entry, 'Sts') ?? 'BOOK';
  if (status === 'INFO')
    throw new CamtValueError('row.not-carried-out', 'The bank only mentions this entry (INFO); no money was moved by it.');
  const line = entry.line;
  const day = (text: string): string => {
    const found = dayOf(text);
    if (!found) throw new CamtValueError('row.bad-date', `"${text.slice(0, 40)}" is no day of the calendar.`);
    if (found.moved)
      context.warn({
        code: 'row.date-moved',
        line,
        message: `"${text.slice(0, 10)}" is no day of the calendar; the last day of that month is taken.`,
      });
    return found.date;
  };
  const booked = dateTextIn(find(entry, 'BookgDt'));
  const value = dateTextIn(find(entry, 'ValDt'));
  const made = details.find(({ dateText }) => dateText !== undefined)?.dateText;
  const dated = booked ?? value ?? made;
  if (dated === undefined) throw new CamtValueError('row.missing-date', 'The entry has no date (BookgDt or ValDt).');
  const bankReference = textAt(entry, 'AcctSvcrRef');
  return {
    line,
    bookedOn: day(dated),
    valueOn: value === undefined ? undefined : day(value),
    amountMinor: direction * size || 0,
    currency: amount.currency,
    direction,
    isReversal: /^(?:true|1)$/.test(textAt(entry, 'RvslInd') ?? ''),
    status: status === 'PDNG' || status === 'FUTR' ? 'pending' : 'booked',
    bankId: bankReference === undefined || noReference(bankReference) ? undefined : bankReference,
    bankCode: bankCodeIn(entry),
    text: textAt(entry, 'AddtlNtryInf'),
    charges: chargesIn(entry),
    originals: amountsIn(entry, ['InstdAmt', 'TxAmt']),
    exchangeRate: exchangeIn(entry),
  };
}

/** The signed amount of each payment, where they come to the entry's; banks differ in whose direction a payment states. */
function amountsOfParts(facts: EntryFacts, details: readonly CamtDetails[]): number[] | undefined {
  const sizes = details.map(({ amounts }) => minorOrNothing(amounts.find(inCurrency(facts.currency))));
  if (sizes.some((size) => size === undefined)) return undefined;
  const own = details.map(({ direction }, i) => (direction ?? facts.direction) * (sizes[i] as number) || 0);
  const asEntry = sizes.map((size) => facts.direction * (size as number) || 0);
  return [own, asEntry].find((amounts) => amounts.reduce((sum, each) => sum + each, 0) === facts.amountMinor);
}

/**
 * An id for each payment of an entry, none twice: the bank's reference of the entry with that of the payment, or with its place
 * where the bank gives the same one to several. Undefined where the bank gives none at all.
 */
function idsOfParts(entryId: string | undefined, details: readonly CamtDetails[]): Array<string | undefined> {
  const counts = new Map<string, number>();
  for (const { bankReference } of details)
    if (bankReference !== undefined) counts.set(bankReference, (counts.get(bankReference) ?? 0) + 1);
  return details.map(({ bankReference }, i) => {
    const own = bankReference !== undefined && counts.get(bankReference) === 1 ? bankReference : undefined;
    if (entryId === undefined) return own ?? (bankReference === undefined ? undefined : `${bankReference}/${i + 1}`);
    return `${entryId}/${own !== undefined && own !== entryId ? own : i + 1}`;
  });
}

function inCurrency(code: string): (amount: CamtAmount) => boolean {
  return ({ currency }) => currency === code;
}

/** The values of an element for people, in the file's order. */
function leaves(element: XmlElement): string {
  if (element.children.length === 0) return `<${element.name}>${element.text}`;
  let text = '';
  for (const child of element.children) {
    text += leaves(child);
    if (text.length > 400) break;
  }
  return text;
}
