import { AmountError, type CalendarDate, type DateOrder, decimalToInteger, parseDate } from '#money';

import { type DecimalMark, detectDecimalMark, parseAmount } from '../amount-text.js';
import { detectDateOrder } from '../date-order.js';

/** How a QIF file writes dates and amounts; few say so themselves (`!Option:MDY`). */
export interface QifStyle {
  dateOrder: DateOrder;
  /** True where the dates of the file can be read in two orders. */
  ambiguousDates: boolean;
  decimal: DecimalMark;
  /** Some amounts show a decimal point and some a comma. */
  mixedDecimals: boolean;
}

/** Characters of the longest date anybody writes. */
const MAX_DATE = 60;
const DATE_LINE = /^D(.*\d.*)$/gm;
const AMOUNT_LINE = /^[TU$](.*\d.*)$/gm;

/**
 * The style in which `text`, the beginning of a file, is written. Where day and month remain open, `monthFirst` decides.
 */
export function qifStyle(text: string, monthFirst: boolean): QifStyle {
  const dates = [...text.matchAll(DATE_LINE)].map(([, value]) => plainDate(value as string));
  const stated = /^!Option:(MDY|DMY)\s*$/im.exec(text)?.[1]?.toLowerCase() as DateOrder | undefined;
  const { order, ambiguous } = stated ? { order: stated, ambiguous: false } : detectDateOrder(dates, monthFirst);
  const { mark, contradicted } = detectDecimalMark([...text.matchAll(AMOUNT_LINE)].map(([, value]) => (value as string).trim()));
  return { dateOrder: order, ambiguousDates: ambiguous, decimal: mark ?? '.', mixedDecimals: contradicted };
}

/**
 * The day of a date in any of the ways of Quicken and Money: `6/ 1/94`, `12/31'04`, `1/ 5' 4`, `31.12.2004`, `2004-12-31`.
 * An apostrophe stands before a year of this century.
 */
export function qifDate(text: string, order: DateOrder): CalendarDate | undefined {
  return parseDate(plainDate(text), order);
}

function plainDate(text: string): string {
  // No date is longer; on long texts the expressions below would take long, too.
  if (text.length > MAX_DATE) return '';
  return text
    .trim()
    .replace(/\s*['’´`]\s*(\d{1,4})$/, (_, year: string) => `/${year.padStart(2, '0')}`)
    .replace(/\s*([./-])\s*(?=\d)/g, '$1');
}

/** An amount in minor units. Throws AmountError. */
export function qifAmount(text: string, { decimal }: QifStyle, exponent: number): number {
  return parseAmount(text, decimal, exponent);
}

/** `percent` of an amount (`33.3`, `33.3%`), rounded half away from zero. Throws AmountError. */
export function percentOf(amountMinor: number, percent: string, { decimal }: QifStyle): number {
  const millionths = BigInt(decimalToInteger(percent.replace('%', '').replace(decimal, '.').trim(), 4));
  const product = BigInt(amountMinor) * millionths;
  const half = product < 0n ? -500_000n : 500_000n;
  const share = Number((product + half) / 1_000_000n);
  if (!Number.isSafeInteger(share)) throw new AmountError('too-large', `${percent.slice(0, 20)} percent is too much`);
  return share;
}

/** What an `L` or `S` line says: `Food:Groceries/Holiday`, `[Savings]`, `[Savings]/Holiday`. */
export interface QifCategory {
  category?: string;
  /** The account between brackets. */
  transferAccountRef?: string;
  /** Classes: what stands behind slashes. */
  tags: string[];
}

export function qifCategory(text: string): QifCategory {
  const transfer = /^\[([^\]]*)\]?(.*)$/.exec(text);
  const [name, ...classes] = (transfer ? (transfer[2] as string) : text).split('/').map((part) => part.trim());
  const tags = classes.filter(Boolean).map((tag) => tag.slice(0, 255));
  if (transfer) return { transferAccountRef: accountRef(transfer[1] as string), tags };
  // Quicken's word for a movement with parts.
  if (!name || /^-+ ?split ?-+$/i.test(name)) return { tags };
  return { category: name.slice(0, 255), tags };
}

/** The name of an account as its reference. */
export function accountRef(name: string): string | undefined {
  return name.trim().slice(0, 200) || undefined;
}
