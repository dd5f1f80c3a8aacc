import { AmountError, decimalToInteger, findCurrency } from '#money';

import { bankDay } from '../bank-day.js';
import type { FailedRowCode } from '../statement.js';
import type { XmlElement } from './xml-pieces.js';
import { all, find, textAt } from './xml-pieces.js';

/** A value of the file that cannot be read; becomes a failed row. */
export class CamtValueError extends Error {
  constructor(
    readonly code: FailedRowCode,
    message: string,
  ) {
    super(message);
  }
}

/** An amount without a sign, as an `Amt` element states it. */
export interface CamtAmount {
  /** Decimal number, as written. */
  text: string;
  /** ISO 4217 code, as written. */
  currency: string;
}

/** The amount that an element with a `Ccy` attribute holds; undefined where there is none. */
export function amountIn(element: XmlElement | undefined): CamtAmount | undefined {
  const currency = element?.attributes.Ccy?.trim().toUpperCase();
  return element?.text && currency ? { text: element.text, currency } : undefined;
}

/**
 * An amount in minor units of its currency. More decimals than the currency has are right as long as they are zeros (banks pad
 * to five); other ones are refused, for nobody can pay or hold them.
 */
export function minorOf({ text, currency }: CamtAmount): number {
  const exponent = findCurrency(currency)?.exponent;
  if (exponent === undefined) throw new CamtValueError('row.bad-currency', `"${currency.slice(0, 20)}" is not a currency code.`);
  try {
    return decimalToInteger(text, exponent);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new CamtValueError(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
  }
}

/** As {@link minorOf}, undefined for what cannot be read: for amounts that only add to a movement. */
export function minorOrNothing(amount: CamtAmount | undefined): number | undefined {
  if (!amount) return undefined;
  try {
    return minorOf(amount);
  } catch (error) {
    if (error instanceof CamtValueError) return undefined;
    throw error;
  }
}

/** -1 for money that leaves the account, 1 for money that comes in. */
export function directionIn(element: XmlElement | undefined): -1 | 1 | undefined {
  const word = textAt(element, 'CdtDbtInd');
  return word === 'DBIT' ? -1 : word === 'CRDT' ? 1 : undefined;
}

/** The text of a date in `element`: `Dt`, `DtTm`, or (first versions) its own text. */
export function dateTextIn(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  return textAt(element, 'Dt|DtTm') ?? (element.text || undefined);
}

/**
 * The day that `YYYY-MM-DD`, with or without a time and a zone, names: the day as the bank writes it, never moved to another
 * zone. `moved` tells that it is no day of the calendar but the month's last was meant (30 February).
 */
export function dayOf(text: string): { date: string; moved: boolean } | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?=$|[T+\-Z\s])/.exec(text);
  return match ? bankDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The account number in an `Id` of an account: an IBAN without spaces, or what the bank uses in its place. */
export function accountNumberIn(account: XmlElement | undefined): string | undefined {
  const id = find(account, 'Id');
  const iban = textAt(id, 'IBAN')?.replace(/\s/g, '').toUpperCase();
  return iban || (textAt(id, 'Othr|PrtryAcct', 'Id') ?? textAt(id, 'BBAN|UPIC'));
}

/** `PMNT/RCDT/ESCT` (domain, family, sub-family), else the bank's own code. */
export function bankCodeIn(element: XmlElement | undefined): string | undefined {
  const code = find(element, 'BkTxCd');
  const domain = [textAt(code, 'Domn', 'Cd'), textAt(code, 'Domn', 'Fmly', 'Cd'), textAt(code, 'Domn', 'Fmly', 'SubFmlyCd')];
  const words = domain.filter((part) => part !== undefined);
  return words.length > 0 ? words.join('/') : textAt(code, 'Prtry', 'Cd');
}

/** Charges stated with a movement. */
export interface CamtCharge extends CamtAmount {
  /** 1 where the account pays, -1 where it gets something back. */
  sign: 1 | -1;
  /** Whether the movement's amount has it in; undefined where the file does not say. */
  included: boolean | undefined;
}

/** The charges in `element`, in the form of versions 1–3 (one a `Chrgs`) or later (several `Rcrd`). */
export function chargesIn(element: XmlElement | undefined): CamtCharge[] {
  const records = all(element, 'Chrgs').flatMap((charges) => {
    const several = all(charges, 'Rcrd');
    return several.length > 0 ? several : [charges];
  });
  return records.flatMap((record) => {
    const amount = amountIn(find(record, 'Amt')) ?? amountIn(find(record, 'TtlChrgsAndTaxAmt'));
    if (!amount) return [];
    const stated = textAt(record, 'ChrgInclInd');
    const included = stated === undefined ? undefined : stated === 'true' || stated === '1';
    return [{ ...amount, sign: directionIn(record) === 1 ? -1 : 1, included } as const];
  });
}
