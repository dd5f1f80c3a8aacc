import { currencyOf } from './currency.js';
import { formatMinor, toMinorUnits } from './minor-units.js';

/** An amount of money: a safe integer of minor units and the ISO 4217 code that says what they are. */
export interface Money {
  amountMinor: number;
  currency: string;
}

/** Two amounts of different currencies were taken for comparable. */
export class CurrencyMismatchError extends Error {
  override readonly name = 'CurrencyMismatchError';

  constructor(left: string, right: string) {
    super(`${left} and ${right} cannot be added or compared without an exchange rate`);
  }
}

/** Money of `amountMinor` minor units. Throws RangeError or UnknownCurrencyError. */
export function money(amountMinor: number, currency: string): Money {
  return { amountMinor: checked(amountMinor), currency: currencyOf(currency).code };
}

/** Money from plain decimal text: `parseMoney('-12.30', 'EUR')`. Errors as {@link toMinorUnits}. */
export function parseMoney(text: string, currency: string): Money {
  return { amountMinor: toMinorUnits(text, currency), currency };
}

/** `-12.30 EUR`. */
export function formatMoney(value: Money): string {
  return `${formatMinor(value.amountMinor, value.currency)} ${value.currency}`;
}

/** Sum of two amounts of one currency. Throws CurrencyMismatchError, RangeError beyond safe integers. */
export function addMoney(left: Money, right: Money): Money {
  sameCurrency(left, right);
  return { amountMinor: checked(left.amountMinor + right.amountMinor), currency: left.currency };
}

/** Sum of any number of amounts in `currency`; zero for none. */
export function sumMoney(values: Iterable<Money>, currency: string): Money {
  let total = money(0, currency);
  for (const value of values) total = addMoney(total, value);
  return total;
}

/** The opposite movement. */
export function negateMoney(value: Money): Money {
  return { amountMinor: value.amountMinor === 0 ? 0 : -value.amountMinor, currency: value.currency };
}

/** Negative, zero or positive as `left` is less than, equal to or more than `right`. */
export function compareMoney(left: Money, right: Money): number {
  sameCurrency(left, right);
  return Math.sign(left.amountMinor - right.amountMinor);
}

function sameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new CurrencyMismatchError(left.currency, right.currency);
}

function checked(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError('an amount is a safe integer of minor units');
  return amountMinor;
}
