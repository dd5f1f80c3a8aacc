import fc from 'fast-check';
import { convertMinor } from './convert-minor.js';

const eur = { currency: 'EUR', rate: '1' };
const usd = { currency: 'USD', rate: '1.25' };
const jpy = { currency: 'JPY', rate: '160' };
const kwd = { currency: 'KWD', rate: '0.32' };

describe('converting an amount', () => {
  it('goes by the rate, in the minor units of each currency', () => {
    // 100.00 EUR × 1.25; 100.00 USD ÷ 1.25
    expect(convertMinor(10_000, eur, usd)).toBe(12_500);
    expect(convertMinor(10_000, usd, eur)).toBe(8_000);
    // The yen has no minor unit, the dinar a thousandth: 12.50 EUR = 2000 JPY = 4.000 KWD
    expect(convertMinor(1_250, eur, jpy)).toBe(2_000);
    expect(convertMinor(1_250, eur, kwd)).toBe(4_000);
    expect(convertMinor(2_000, jpy, kwd)).toBe(4_000);
    expect(convertMinor(4_000, kwd, jpy)).toBe(2_000);
  });

  it('goes through the euro between two others, rounding once', () => {
    // 1.00 USD = 0.80 EUR = 128 JPY; 0.01 USD = 1.28 JPY
    expect(convertMinor(100, usd, jpy)).toBe(128);
    expect(convertMinor(1, usd, jpy)).toBe(1);
    // ECB reference rates of 2024-06-28: USD 1.0705, GBP 0.84638. 1000.00 GBP × 1.0705 ÷ 0.84638 = 1264.798…
    expect(convertMinor(100_000, { currency: 'GBP', rate: '0.84638' }, { currency: 'USD', rate: '1.0705' })).toBe(126_480);
  });

  it('rounds half away from zero', () => {
    const half = { currency: 'USD', rate: '0.5' };
    expect([1, 3, -1, -3].map((minor) => convertMinor(minor, eur, half))).toEqual([1, 2, -1, -2]);
    // Just under the half: 0.4999… of a cent
    expect(convertMinor(1, eur, { currency: 'USD', rate: '0.499999999999' })).toBe(0);
    expect(Object.is(convertMinor(-1, eur, { currency: 'USD', rate: '0.1' }), 0)).toBe(true);
  });

  it('stays exact where a binary fraction would not', () => {
    // 9 × 10^15 × 1.000000000001 is 9 000 more; the product on the way there has 28 digits.
    expect(convertMinor(9_000_000_000_000_000, eur, { currency: 'USD', rate: '1.000000000001' })).toBe(9_000_000_000_009_000);
    expect(() => convertMinor(9_007_199_254_740_991, eur, { currency: 'USD', rate: '1.1' })).toThrow(RangeError);
  });

  it('keeps an amount and its opposite opposite, and comes back to where it was', () => {
    const rate = fc.integer({ min: 1, max: 2_000_000 }).map((n) => (n / 10_000).toFixed(4));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), rate, rate, (minor, a, b) => {
        const [from, to] = [
          { currency: 'USD', rate: a },
          { currency: 'GBP', rate: b },
        ];
        const there = convertMinor(minor, from, to);
        expect(convertMinor(-minor, from, to)).toBe(there === 0 ? 0 : -there);
        // The way back is off by what half a unit of the rounded amount is worth, and half a unit for itself.
        const worth = Number(a) / Number(b);
        expect(Math.abs(convertMinor(there, to, from) - minor)).toBeLessThanOrEqual(worth / 2 + 0.5 + 1e-6);
      }),
    );
  });
});
