import fc from 'fast-check';

import { AmountError, formatMinor, toMinorUnits } from './minor-units.js';

describe('toMinorUnits', () => {
  test.each([
    ['0', 'EUR', 0],
    ['12', 'EUR', 1200],
    ['12.3', 'EUR', 1230],
    ['-0.05', 'EUR', -5],
    ['.5', 'USD', 50],
    ['7.', 'USD', 700],
    ['+3.10', 'USD', 310],
    ['12.3400', 'EUR', 1234],
    // 1.15 × 100 is 114.99999999999999 in floating point.
    ['1.15', 'EUR', 115],
    ['1080', 'JPY', 1080],
    ['1080.00', 'JPY', 1080],
    ['1.234', 'KWD', 1234],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 'EUR', -Number.MAX_SAFE_INTEGER],
    ['17.599999999999998', 'EUR', 1760],
    ['-99.9999999999999', 'EUR', -10000],
  ])('%s %s is %d', (text, currency, expected) => {
    expect(toMinorUnits(text, currency)).toBe(expected);
  });

  test.each([
    ['12.345', 'EUR', 'too-precise'],
    ['0.5', 'JPY', 'too-precise'],
    ['12.3456789012', 'EUR', 'too-precise'],
    ['90071992547409.92', 'EUR', 'too-large'],
    ['9'.repeat(500), 'EUR', 'too-large'],
    ['', 'EUR', 'not-a-number'],
    ['-', 'EUR', 'not-a-number'],
    ['.', 'EUR', 'not-a-number'],
    ['1e5', 'EUR', 'not-a-number'],
    ['1,5', 'EUR', 'not-a-number'],
    ['NaN', 'EUR', 'not-a-number'],
  ])('%s %s is refused: %s', (text, currency, reason) => {
    expect(() => toMinorUnits(text, currency)).toThrow(expect.objectContaining({ constructor: AmountError, reason }));
  });

  test('a zero has no sign', () => {
    expect(Object.is(toMinorUnits('-0.00', 'EUR'), 0)).toBe(true);
  });
});

describe('formatMinor', () => {
  test.each([
    [-123450, 'EUR', '-1234.50'],
    [5, 'EUR', '0.05'],
    [-5, 'KWD', '-0.005'],
    [1080, 'JPY', '1080'],
    [0, 'EUR', '0.00'],
  ])('%d %s is written %s', (amount, currency, expected) => {
    expect(formatMinor(amount, currency)).toBe(expected);
  });

  test('what is written reads back, for every safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
        expect(toMinorUnits(formatMinor(amount, currency), currency)).toBe(amount === 0 ? 0 : amount);
      }),
    );
  });

  test('a fraction of a minor unit is refused', () => {
    expect(() => formatMinor(1.5, 'EUR')).toThrow(RangeError);
  });
});
