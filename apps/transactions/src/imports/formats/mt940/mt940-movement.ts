import type { CalendarDate } from '#money';
import { AmountError, daysBetween } from '#money';

import { parseAmount } from '../amount-text.js';
import { bankDay } from '../bank-day.js';
import type { FailedRowCode } from '../statement.js';

/** A movement as a `:61:` field states it. */
export interface Mt940Movement {
  valueOn: CalendarDate;
  bookedOn: CalendarDate;
  /** The file's text for a day that is none, where the month's last was taken instead. */
  movedFrom?: string;
  /** Signed, in minor units. */
  amountMinor: number;
  /** A movement that is only expected (`EC`, `ED` of MT942). */
  isExpected: boolean;
  /** `RC` and `RD`: it takes an earlier one back. */
  isReversal: boolean;
  /** `NTRF`, `FMSC`, `S051`: how the bank calls its kind. */
  type?: string;
  /** Reference for the account owner, as written. */
  reference: string;
  /** Reference of the bank, as written. */
  bankReference: string;
  /** What the bank adds on the line or the next one. */
  supplement: string;
}

/** Why a field is no movement; becomes a failed row. */
export class Mt940ValueError extends Error {
  constructor(
    readonly code: FailedRowCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Value date YYMMDD, entry date MMDD, mark, third letter of the currency, amount, kind of movement, references (SWIFT standards,
 * category 9, field 61). Banks leave out the entry date, the decimals, and the kind.
 */
const MOVEMENT = /^(\d{6})\s*(\d{4})?\s*(R?[CD]|E[CD])\s*([A-Z])?\s*(\d[\d.,]*)\s*([NSF][A-Z0-9 ]{3})?(.*)$/s;
/** Characters of the reference for the account owner; what follows without `//` is the bank's addition. */
const REFERENCE_LENGTH = 16;

/**
 * The movement of the lines of a `:61:` field in a currency with `exponent` decimals.
 * @throws Mt940ValueError
 */
export function readMovement(lines: readonly string[], exponent: number): Mt940Movement {
  const first = lines[0] ?? '';
  const match = MOVEMENT.exec(first);
  if (!match) {
    if (!/^\d{6}/.test(first)) throw new Mt940ValueError('row.missing-date', 'The movement does not begin with a date (YYMMDD).');
    throw new Mt940ValueError('row.missing-amount', 'The movement has no mark (C or D) with an amount after its date.');
  }
  const [, valueText, entryText, mark, , amountText, type, rest] = match as unknown as string[];
  const value = shortDate(valueText as string);
  if (!value) throw new Mt940ValueError('row.bad-date', `"${valueText}" (YYMMDD) is no day of the calendar.`);
  const entry = entryText === undefined ? undefined : entryDate(entryText, value.date);
  const sign = mark === 'D' || mark === 'RC' || mark === 'ED' ? -1 : 1;
  return {
    valueOn: value.date,
    bookedOn: entry?.date ?? value.date,
    ...(value.moved ? { movedFrom: valueText } : entry?.moved ? { movedFrom: entryText } : {}),
    amountMinor: sign * swiftAmount(amountText as string, exponent) || 0,
    isExpected: mark === 'EC' || mark === 'ED',
    isReversal: mark === 'RC' || mark === 'RD',
    ...(type !== undefined && { type: type.trim() }),
    ...references(rest ?? '', lines.slice(1)),
  };
}

/**
 * An amount with a comma before its decimals, in minor units; some banks write a point, or leave the decimals out.
 * @throws Mt940ValueError
 */
export function swiftAmount(text: string, exponent: number): number {
  try {
    return parseAmount(text.replace(/[.,]$/, ''), text.includes(',') ? ',' : '.', exponent);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new Mt940ValueError(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
  }
}

/** The day of `YYMMDD`; years up to 79 are of this century, by the standard. */
export function shortDate(text: string): { date: CalendarDate; moved: boolean } | undefined {
  const year = Number(text.slice(0, 2));
  return bankDay(year + (year < 80 ? 2000 : 1900), Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

/** The day of `MMDD` nearest to the value date: an entry of 0102 with value 31 December is of the next year. */
function entryDate(text: string, valueOn: CalendarDate): { date: CalendarDate; moved: boolean } | undefined {
  const year = Number(valueOn.slice(0, 4));
  const near = bankDay(year, Number(text.slice(0, 2)), Number(text.slice(2, 4)));
  if (near && !near.moved && Math.abs(Number(text.slice(0, 2)) - Number(valueOn.slice(5, 7))) < 6) return near;
  const distance = (date: CalendarDate): number => Math.abs(daysBetween(valueOn, date));
  return [year, year - 1, year + 1]
    .map((each) => bankDay(each, Number(text.slice(0, 2)), Number(text.slice(2, 4))))
    .filter((day) => day !== undefined)
    .sort((left, right) => Number(left.moved) - Number(right.moved) || distance(left.date) - distance(right.date))[0];
}

function references(text: string, more: readonly string[]): Pick<Mt940Movement, 'reference' | 'bankReference' | 'supplement'> {
  const marks = text.indexOf('//');
  const hasBank = marks !== -1 && marks <= REFERENCE_LENGTH;
  const reference = hasBank ? text.slice(0, marks) : text.slice(0, REFERENCE_LENGTH);
  const bankReference = hasBank ? text.slice(marks + 2) : '';
  const beside = hasBank ? '' : text.slice(REFERENCE_LENGTH);
  const supplement = [beside, ...more].map((line) => line.trim()).filter((line) => line !== '');
  return { reference: reference.trim(), bankReference: bankReference.trim(), supplement: supplement.join(' ') };
}
