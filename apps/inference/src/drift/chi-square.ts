/**
 * The value that a chi-square variable with `degrees` degrees of freedom exceeds with probability `tail` (the quantile at
 * 1 - tail), to about 10 digits.
 *
 * @param degrees a whole number above zero. The cost grows with it: a few milliseconds for a thousand.
 * @param tail a probability between 0 and 1.
 */
export function chiSquareQuantile(degrees: number, tail: number): number {
  if (!Number.isSafeInteger(degrees) || degrees < 1) throw new Error(`${degrees} is not a number of degrees of freedom.`);
  if (!(tail > 0 && tail < 1)) throw new Error(`${tail} is not a probability between 0 and 1.`);
  let low = 0;
  let high = degrees + 10;
  while (chiSquareTail(high, degrees) > tail) high *= 2;
  // Bisection is as good as anything here: the tail falls steadily from 1 to 0, and 60 halvings exhaust a double.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * P(X > x) for a chi-square variable with a whole number of degrees of freedom, as a finite sum of positive terms:
 * Q(a + 1, y) = Q(a, y) + y^a e^-y / Γ(a + 1) with y = x / 2, from Q(1, y) = e^-y or Q(1/2, y) = erfc(√y).
 * Source: Abramowitz & Stegun 26.4.4, 26.4.5 and 6.5.21.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  const y = x / 2;
  const even = degrees % 2 === 0;
  let sum = even ? Math.exp(-y) : complementaryError(Math.sqrt(y));
  let a = even ? 1 : 0.5;
  // ln of y^a e^-y / Γ(a + 1); Γ(2) is 1 and Γ(3/2) is √π / 2. Logarithms, for e^-y alone vanishes from y = 745.
  let logTerm = a * Math.log(y) - y - (even ? 0 : Math.log(Math.sqrt(Math.PI) / 2));
  for (; a < degrees / 2; a++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(y / (a + 1));
  }
  return Math.min(1, sum);
}

/**
 * erfc(z) for z >= 0: below 2 by the series of erf (Abramowitz & Stegun 7.1.6), above by the continued fraction 7.1.14,
 * whose 60 levels are exact to a double from there on.
 */
function complementaryError(z: number): number {
  if (z < 2) {
    let term = z;
    let sum = z;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum;
  }
  let fraction = z;
  for (let level = 60; level >= 1; level--) fraction = z + level / 2 / fraction;
  return Math.exp(-z * z) / (Math.sqrt(Math.PI) * fraction);
}
