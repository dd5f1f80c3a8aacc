import { currencyOf } from './currency.js';

/** Why a text is not an amount of a currency. */
export type AmountErrorReason = 'not-a-number' | 'too-precise' | 'too-large';

export class AmountError extends Error {
  override readonly name = 'AmountError';

  constructor(
    readonly reason: AmountErrorReason,
    message: string,
  ) {
    super(message);
  }
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * The plain decimal `text` (`-1234.5`, a point before the decimals, no thousands separators) as
 * a whole number of the minor units of `currency` (ISO 4217 code): `-123450` for EUR.
 *
 * Exact: no floating point is involved. More decimals than the currency has are refused unless
 * they are zeros, with one exception: noise of binary fractions (`17.599999999999998`), that is
 * more than nine decimals which come to a whole minor unit when rounded to nine, is taken for what was meant.
 *
 * @throws AmountError `not-a-number`, `too-precise`, or `too-large` beyond ±(2^53 − 1) minor units
 * @throws UnknownCurrencyError
 */
export function toMinorUnits(text: string, currency: string): number {
  return decimalToInteger(text, currencyOf(currency).exponent);
}

/** {@link toMinorUnits} by number of decimals: the integer nearest to nothing else than `text` × 10^`exponent`. */
export function decimalToInteger(text: string, exponent: number): number {
  const match = DECIMAL.exec(text);
  const whole = match?.[2] ?? '';
  let fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0) {
    throw new AmountError('not-a-number', `"${text.slice(0, 40)}" is not a number`);
  }
  let carry = 0n;
  if (fraction.length > exponent && !isZeros(fraction, exponent)) {
    const noisy = fraction.length > 9 ? roundToNine(fraction) : undefined;
    if (!noisy || !isZeros(noisy.digits, exponent)) {
      throw new AmountError('too-precise', `"${text.slice(0, 40)}" has more than ${exponent} decimals`);
    }
    fraction = noisy.digits;
    carry = noisy.carry;
  }
  const digits = whole + fraction.slice(0, exponent).padEnd(exponent, '0');
  // 15 digits are always safe; the longer way is for the rest only.
  const size = digits.length <= 15 && carry === 0n ? Number(digits) : bigSize(digits, carry, exponent);
  if (!Number.isSafeInteger(size)) {
    throw new AmountError('too-large', `"${text.slice(0, 40)}" is larger than any amount that can be kept`);
  }
  return match[1] === '-' && size !== 0 ? -size : size;
}

/** `amountMinor` as plain decimal text with the currency's decimals: -123450 EUR → `-1234.50`. */
export function formatMinor(amountMinor: number, currency: string): string {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError('an amount is a safe integer of minor units');
  const { exponent } = currencyOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = amountMinor < 0 ? '-' : '';
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}

function isZeros(digits: string, from: number): boolean {
  for (let i = from; i < digits.length; i++) if (digits.charCodeAt(i) !== 48) return false;
  return true;
}

/** The first nine decimals, rounded half up; `carry` is 1 where that came to a whole. */
function roundToNine(fraction: string): { digits: string; carry: bigint } {
  const rounded = Number(fraction.slice(0, 9)) + (fraction.charCodeAt(9) >= 53 ? 1 : 0);
  return rounded === 1e9 ? { digits: '0'.repeat(9), carry: 1n } : { digits: String(rounded).padStart(9, '0'), carry: 0n };
}

function bigSize(digits: string, carry: bigint, exponent: number): number {
  if (digits.length > 400) return Number.POSITIVE_INFINITY;
  return Number(BigInt(digits) + carry * 10n ** BigInt(exponent));
}
