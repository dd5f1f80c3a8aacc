import { currencyOf } from '#money';

/** A decimal number as an integer and the power of ten it is to be divided by: `1.0405` is 10405 / 10^4. */
interface Decimal {
  digits: bigint;
  decimals: number;
}

function decimalOf(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), decimals: fraction.length };
}

const TEN = 10n;

/**
 * `amountMinor` of one currency in minor units of another: amount × toRate ÷ fromRate, shifted by the difference of the two minor
 * units (JPY has no decimals, KWD three). Exact, by whole numbers only, and rounded once, half away from zero, so that an amount
 * and its opposite stay opposite.
 * @param fromRate, toRate decimal text: units of each currency for one euro; `1` for the euro itself
 * @throws RangeError where the result is beyond ±(2^53 − 1); UnknownCurrencyError
 */
export function convertMinor(
  amountMinor: number,
  from: { currency: string; rate: string },
  to: { currency: string; rate: string },
): number {
  const fromRate = decimalOf(from.rate);
  const toRate = decimalOf(to.rate);
  let numerator = BigInt(Math.abs(amountMinor)) * toRate.digits;
  let denominator = fromRate.digits;
  const shift = currencyOf(to.currency).exponent - currencyOf(from.currency).exponent + fromRate.decimals - toRate.decimals;
  if (shift >= 0) numerator *= TEN ** BigInt(shift);
  else denominator *= TEN ** BigInt(-shift);
  const size = Number((2n * numerator + denominator) / (2n * denominator));
  if (!Number.isSafeInteger(size)) throw new RangeError('the converted amount is beyond what can be kept');
  return amountMinor < 0 && size !== 0 ? -size : size;
}
