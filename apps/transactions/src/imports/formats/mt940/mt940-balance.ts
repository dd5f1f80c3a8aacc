import { findCurrency } from '#money';

import { Mt940ValueError, shortDate, swiftAmount } from './mt940-movement.js';

/** A balance (`:60F:`, `:62M:` …) or the sum of movements (`:90D:`). */
export interface Mt940Balance {
  /** Signed, in minor units of {@link currency}. */
  amountMinor: number;
  /** ISO 4217 code; absent where the bank leaves it out. */
  currency?: string;
  on?: string;
}

const BALANCE = /^\s*(R?[CD])(\d{6})\s*([A-Z]{3})?\s*(\d[\d.,]*)/;
const SUM = /^\s*(\d{1,5})\s*([A-Z]{3})?\s*(\d[\d.,]*)/;
const FLOOR = /^\s*([A-Z]{3})\s*[CD]?\s*(\d[\d.,]*)/;

/**
 * The balance that the first line of a field states: mark, date, currency, amount. `exponentOf` gives the decimals of a
 * currency, or of the account's where there is none.
 * @throws Mt940ValueError
 */
export function readBalance(line: string, exponentOf: (currency: string | undefined) => number): Mt940Balance {
  const match = BALANCE.exec(line);
  if (!match) throw new Mt940ValueError('row.bad-amount', 'It does not state C or D, a date (YYMMDD), a currency and an amount.');
  const [, mark, date, code, amount] = match as unknown as [string, string, string, string | undefined, string];
  const currency = knownCurrency(code);
  const sign = mark === 'D' || mark === 'RC' ? -1 : 1;
  const on = shortDate(date)?.date;
  return {
    amountMinor: sign * swiftAmount(amount, exponentOf(currency)) || 0,
    ...(currency !== undefined && { currency }),
    ...(on !== undefined && { on }),
  };
}

/** Number and sum (without a sign) of the debits or credits of an MT942 (`:90D:`, `:90C:`). @throws Mt940ValueError */
export function readSum(line: string, exponentOf: (currency: string | undefined) => number): { count: number; sumMinor: number } {
  const match = SUM.exec(line);
  if (!match) throw new Mt940ValueError('row.bad-amount', 'It does not state a number, a currency and an amount.');
  return { count: Number(match[1]), sumMinor: swiftAmount(match[3] as string, exponentOf(knownCurrency(match[2]))) };
}

/** The amount below which an MT942 leaves movements out (`:34F:`), and its currency. Undefined where it cannot be read. */
export function readFloor(line: string): { currency: string; isZero: boolean; text: string } | undefined {
  const match = FLOOR.exec(line);
  const currency = match?.[1];
  if (!match || currency === undefined || !findCurrency(currency)) return undefined;
  return { currency, isZero: /^[0.,]*$/.test(match[2] as string), text: `${match[2]} ${currency}` };
}

function knownCurrency(code: string | undefined): string | undefined {
  if (code !== undefined && !findCurrency(code))
    throw new Mt940ValueError('row.bad-currency', `"${code}" is not a currency code.`);
  return code;
}
