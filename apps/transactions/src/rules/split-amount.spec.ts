import fc from 'fast-check';
import { leastSplittable, splitAmount, splitProblem } from './split-amount.js';

const sizes = (amountMinor: number, ...parts: { amountMinor?: number; percent?: number }[]) =>
  splitAmount(amountMinor, parts)?.map((part) => part.amountMinor);

describe('splitting an amount by a rule', () => {
  it.each([
    ['halves of an odd amount: the unit left over goes to the first', -1001, [{ percent: 50 }, {}], [-501, -500]],
    ['a fixed amount and the rest', -10_000, [{ amountMinor: 2_500 }, {}], [-2_500, -7_500]],
    // 33.33 % of 100.00 is 33.33, three times 99.99; the rest's share is 0.01.
    ['thirds', 10_000, [{ percent: 33.33 }, { percent: 33.33 }, { percent: 33.33 }, {}], [3_333, 3_333, 3_333, 1]],
    // 12.34 % of 10.00 are 123.4 cents, 87.66 % are 876.6: cut to 123 and 876, and the second lost more.
    ['the largest remainder', -1_000, [{ percent: 12.34 }, { percent: 87.66 }], [-123, -877]],
    ['percents of what fixed amounts leave', 10_000, [{ amountMinor: 1_000 }, { percent: 25 }, {}], [1_000, 2_250, 6_750]],
    ['fixed amounts and all of what they leave', 500, [{ amountMinor: 499 }, { percent: 100 }], [499, 1]],
  ])('%s', (_name, amount, parts, expected) => {
    expect(splitProblem(parts)).toBeUndefined();
    expect(sizes(amount, ...parts)).toEqual(expected);
  });

  it('leaves an amount whole that is too small for its parts', () => {
    const parts = [{ amountMinor: 2_500 }, { percent: 10 }, {}];
    expect(leastSplittable(parts)).toBe(2_510);
    expect(sizes(-2_509, ...parts)).toBeUndefined();
    expect(sizes(-2_510, ...parts)).toEqual([-2_500, -1, -9]);
    expect(sizes(0, { percent: 50 }, {})).toBeUndefined();
  });

  it.each([
    ['both an amount and a percentage', [{ amountMinor: 1, percent: 1 }, {}], '0.percent'],
    ['a rest that is not last', [{}, { percent: 10 }], '0.percent'],
    ['percentages that leave nothing', [{ percent: 60 }, { percent: 40 }, {}], '2.percent'],
    ['percentages above 100', [{ percent: 60 }, { percent: 50 }], '1.percent'],
    ['percentages below 100 without a rest', [{ percent: 60 }, { percent: 30 }], '1.percent'],
    ['fixed amounts alone', [{ amountMinor: 100 }, { amountMinor: 200 }], '1.percent'],
  ])('refuses %s', (_name, parts, field) => {
    expect(splitProblem(parts)?.field).toBe(field);
  });

  it('adds up to the amount, with parts of its sign, each within one unit of its share', () => {
    const parts: fc.Arbitrary<{ amountMinor?: number; percent?: number }[]> = fc
      .array(
        fc.oneof(
          fc.record({ amountMinor: fc.integer({ min: 1, max: 100_000 }) }),
          fc.record({ percent: fc.integer({ min: 1, max: 2_400 }).map((n) => n / 100) }),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((given) => [...given, {}]);
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), parts, (amount, given) => {
        fc.pre(splitProblem(given) === undefined);
        const divided = splitAmount(amount, given);
        if (!divided) {
          expect(Math.abs(amount)).toBeLessThan(leastSplittable(given));
          return;
        }
        expect(divided.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(amount);
        const fixed = given.reduce((sum, part) => sum + (part.amountMinor ?? 0), 0);
        for (const [i, part] of divided.entries()) {
          expect(Math.sign(part.amountMinor)).toBe(Math.sign(amount));
          const said = given[i]!;
          if (said.amountMinor) expect(Math.abs(part.amountMinor)).toBe(said.amountMinor);
          if (said.percent) {
            const share = ((Math.abs(amount) - fixed) * said.percent) / 100;
            expect(Math.abs(Math.abs(part.amountMinor) - share)).toBeLessThan(1.000_001);
          }
        }
      }),
    );
  });
});
