import { logGamma } from './log-gamma.js';

describe('logGamma', () => {
  it('is the logarithm of the factorial', () => {
    let factorial = 1;
    for (let n = 1; n <= 18; n++) {
      factorial *= n;
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 12);
    }
  });

  // scipy.special.gammaln of SciPy; the first is ln sqrt(pi).
  it.each([
    [0.5, 0.5723649429247],
    [3.7, 1.428072326665388],
    [1e6, 12815504.569147611],
  ])('of %d is %d', (x, expected) => {
    expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-14);
  });
});
