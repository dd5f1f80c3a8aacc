import fc from 'fast-check';
import { allocate } from './allocate.js';

describe('allocate', () => {
  it.each<[string, number, number[], number[]]>([
    ['evenly', 900, [1, 1, 1], [300, 300, 300]],
    ['a cent left over to the first', 100, [1, 1, 1], [34, 33, 33]],
    // Exact shares 66.6 and 33.3 and 0.1: cut to 66, 33 and 0, so the one unit left goes to the largest remainder.
    ['by percents', 100, [66.6, 33.3, 0.1], [67, 33, 0]],
    ['money spent', -1001, [50, 50], [-501, -500]],
    ['nothing', 0, [1, 2], [0, 0]],
    ['nothing to a weight of nothing', 7, [0, 1, 0], [0, 7, 0]],
    ['less than there are parts', 2, [1, 1, 1, 1], [1, 1, 0, 0]],
    ['to one', -5, [0.000001], [-5]],
    ['the greatest amount', Number.MAX_SAFE_INTEGER, [1, 1], [4503599627370496, 4503599627370495]],
  ])('divides %s', (_name, minor, weights, parts) => {
    expect(allocate(minor, weights)).toEqual(parts);
  });

  it.each<[string, number, number[]]>([
    ['no weights', 1, []],
    ['weights of nothing', 1, [0, 0]],
    ['a negative weight', 1, [2, -1]],
    ['what is no number', 1, [Number.NaN]],
    ['an endless weight', 1, [Infinity]],
    ['half a cent', 0.5, [1]],
  ])('refuses %s', (_name, minor, weights) => {
    expect(() => allocate(minor, weights)).toThrow(RangeError);
  });

  const weights = fc
    .array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 })
    .filter((all) => all.some((weight) => weight > 0));

  it('adds up, whatever the amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), weights, (minor, all) => {
        const sum = allocate(minor, all).reduce((total, part) => total + BigInt(part), 0n);
        expect(sum).toBe(BigInt(minor));
      }),
    );
  });

  it('is fair: no part is a whole unit from its share, and equal weights differ by one unit at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), weights, (minor, all) => {
        const whole = all.reduce((sum, weight) => sum + weight, 0);
        const parts = allocate(minor, all);
        parts.forEach((part, i) => {
          // In units of 1/whole, so that nothing is rounded.
          expect(Math.abs(part * whole - minor * all[i]!)).toBeLessThan(whole);
          all.forEach((weight, j) => {
            if (weight === all[i]) expect(Math.abs(part - parts[j]!)).toBeLessThanOrEqual(1);
          });
        });
      }),
    );
  });
});
