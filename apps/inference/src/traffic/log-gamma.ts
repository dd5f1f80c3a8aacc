/**
 * Natural logarithm of the gamma function for x > 0; logGamma(n + 1) is ln n!. Error about 1e-15 of the value, or 1e-14.
 *
 * Stirling's series (Abramowitz & Stegun 6.1.41) from 10 upwards, where its first omitted term is below 1e-15; smaller
 * arguments are first raised by the recurrence Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  while (y < 10) product *= y++;
  const inverse = 1 / (y * y);
  const series =
    (1 / 12 -
      inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse * (1 / 1188 - (inverse * 691) / 360360))))) /
    y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
