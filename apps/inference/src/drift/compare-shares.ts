import type { DriftLevel } from '#contracts/inference';

/** A share of nothing counts as this much: the logarithm of 0 would be infinite. */
const FLOOR = 1e-4;

/** Levels of the population stability index (Siddiqi, Credit Risk Scorecards, 2006). */
const MODERATE = 0.1;
const MAJOR = 0.25;

/** Fewer rows tell nothing. */
const MIN_ROWS = 100;

/** Σ (q − p) · ln(q / p): 0 for equal shares, without an upper bound. */
export function populationStabilityIndex(reference: readonly number[], current: readonly number[]): number {
  return reference.reduce((sum, share, i) => {
    const p = Math.max(FLOOR, share);
    const q = Math.max(FLOOR, current[i]!);
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

/** Square root of the Jensen–Shannon divergence in bits: 0 for equal shares, 1 for those that have nothing in common. */
export function jensenShannonDistance(reference: readonly number[], current: readonly number[]): number {
  const part = (p: number, middle: number) => (p > 0 ? p * Math.log2(p / middle) : 0);
  const divergence = reference.reduce((sum, p, i) => {
    const q = current[i]!;
    const middle = (p + q) / 2;
    return sum + (part(p, middle) + part(q, middle)) / 2;
  }, 0);
  return Math.sqrt(Math.max(0, divergence));
}

/**
 * How much an index means. Without any drift it is about (1/n + 1/m) · χ² with one degree of freedom less than bins (Yurdakul &
 * Naranjo, Statistical properties of the population stability index, 2020): below the 99.9 % point of that it is chance.
 * @param rows of reference and window
 */
export function levelOf(psi: number, bins: number, rows: { reference: number; current: number }): DriftLevel {
  if (rows.current < MIN_ROWS || rows.reference < MIN_ROWS) return 'not-enough-data';
  const chance = chiSquare999(bins - 1) * (1 / rows.reference + 1 / rows.current);
  if (psi <= chance || psi < MODERATE) return 'stable';
  return psi < MAJOR ? 'moderate' : 'major';
}

/** 99.9 % point of χ², by the approximation of Wilson and Hilferty (1931). */
export function chiSquare999(degrees: number): number {
  const Z999 = 3.090232306167813;
  if (degrees <= 0) return 0;
  const a = 2 / (9 * degrees);
  return degrees * (1 - a + Z999 * Math.sqrt(a)) ** 3;
}
