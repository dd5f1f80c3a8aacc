/** Right answers among all. */
export interface Tally {
  right: number;
  rows: number;
}

export type Interval = [low: number, high: number];

/** 97.5 % point of the normal distribution: intervals are of 95 %. */
const Z = 1.959963984540054;

/** Interval of a share that keeps its level for few rows and shares near 0 and 1 (Wilson 1927). */
export function wilsonInterval({ right, rows }: Tally): Interval {
  if (rows === 0) return [0, 1];
  const share = right / rows;
  const scale = 1 + (Z * Z) / rows;
  const centre = (share + (Z * Z) / (2 * rows)) / scale;
  const half = (Z * Math.sqrt((share * (1 - share)) / rows + (Z * Z) / (4 * rows * rows))) / scale;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Interval of b's share less a's, from the Wilson intervals of both (Newcombe 1998, method 10). */
export function differenceInterval(a: Tally, b: Tally): Interval {
  const [shareA, shareB] = [a.right / a.rows, b.right / b.rows];
  const [lowA, highA] = wilsonInterval(a);
  const [lowB, highB] = wilsonInterval(b);
  const difference = shareB - shareA;
  return [difference - Math.hypot(shareB - lowB, highA - shareA), difference + Math.hypot(highB - shareB, shareA - lowA)];
}

/**
 * Probability that b's true share is the higher one, each being Beta(1 + right, 1 + wrong) distributed: the closed form of
 * E. Miller, "Formulas for Bayesian A/B testing" (2014), summed over the arm with fewer terms.
 */
export function probabilityBetter(a: Tally, b: Tally): number {
  // P(b > a) = 1 − P(a > b): whichever needs fewer terms.
  return b.right <= a.right ? sumOver(a, b) : 1 - sumOver(b, a);
}

/** P(b > a), with as many terms as b has right answers. */
function sumOver(a: Tally, b: Tally): number {
  const alphaA = 1 + a.right;
  const betaA = 1 + a.rows - a.right;
  const betaB = 1 + b.rows - b.right;
  const base = logBeta(alphaA, betaA);
  let sum = 0;
  for (let i = 0; i <= b.right; i++) {
    sum += Math.exp(logBeta(alphaA + i, betaA + betaB) - Math.log(betaB + i) - logBeta(1 + i, betaB) - base);
  }
  return Math.min(1, sum);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ln Γ(x) for x > 0, by Lanczos' approximation with g = 7 and nine terms (about 15 digits). */
export function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = terms.slice(1).reduce((total, term, i) => total + term / (shifted + i + 1), terms[0]!);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
