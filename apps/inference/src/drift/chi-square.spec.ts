import { chiSquareQuantile, chiSquareTail } from './chi-square.js';

describe('chiSquareQuantile', () => {
  // scipy.stats.chi2.ppf(0.999, degrees); the first ones are in every printed table (10.828, 13.816, 16.266, 27.877).
  it.each([
    [1, 10.827566170662733],
    [2, 13.815510557964274],
    [3, 16.26623619623813],
    [9, 27.877164871256568],
    [10, 29.58829844507442],
    [63, 103.44237731987324],
    [255, 330.51974363400586],
    [1000, 1143.9170926196791],
  ])('with %d degrees of freedom at 99.9 %% is %d', (degrees, expected) => {
    expect(chiSquareQuantile(degrees, 0.001) / expected).toBeCloseTo(1, 10);
  });

  it('refuses what has no quantile', () => {
    expect(() => chiSquareQuantile(0, 0.001)).toThrow('0 is not a number of degrees');
    expect(() => chiSquareQuantile(1, 0)).toThrow('0 is not a probability');
  });
});

describe('chiSquareTail', () => {
  it('meets itself where the two expansions of erfc meet', () => {
    // With one degree of freedom the branch changes at x = 8; scipy.stats.chi2.sf(8, 1) is 0.004677734981047266.
    expect(chiSquareTail(8 - 1e-9, 1)).toBeCloseTo(0.004677734981047266, 10);
    expect(chiSquareTail(8 + 1e-9, 1)).toBeCloseTo(0.004677734981047266, 10);
  });

  it('is e^(-x/2) with two degrees of freedom and 1 at zero', () => {
    expect(chiSquareTail(3, 2)).toBeCloseTo(Math.exp(-1.5), 15);
    expect(chiSquareTail(0, 5)).toBe(1);
  });
});
