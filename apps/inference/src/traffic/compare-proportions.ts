import { type Interval, rowsNeeded, sayVerdict, type Verdict, Z_95 } from './verdict.js';
import { logGamma } from './log-gamma.js';

/** What one arm of a split answered: labelled rows, and how many of them correctly. */
export interface ArmOutcome {
  correct: number;
  total: number;
}

export interface ProportionComparison extends Verdict {
  /** Accuracy of each arm with its 95 % Wilson interval; null for an arm without a row. */
  a: { accuracy: number | null; interval: Interval };
  b: { accuracy: number | null; interval: Interval };
}

/**
 * Compares two arms that served different rows, as an A/B split does.
 *
 * An arm is called better only when both the 95 % Newcombe interval of the difference excludes zero and the posterior
 * probability lies beyond 97.5 %, so no shown figure contradicts the verdict. The level is that of one look at rows whose
 * number was fixed beforehand: who looks every hour and stops at the first decision errs more often than one time in twenty.
 *
 * @throws Error where counts are not whole, or `correct` is above `total`.
 */
export function compareProportions(a: ArmOutcome, b: ArmOutcome): ProportionComparison {
  checkArm('A', a);
  checkArm('B', b);
  const intervalA = wilsonInterval(a.correct, a.total);
  const intervalB = wilsonInterval(b.correct, b.total);
  const accuracies = {
    a: { accuracy: a.total === 0 ? null : a.correct / a.total, interval: intervalA },
    b: { accuracy: b.total === 0 ? null : b.correct / b.total, interval: intervalB },
  };
  const probability = probabilityBBeatsA(a, b);
  if (a.total === 0 || b.total === 0) {
    const empty = a.total === 0 ? 'A' : 'B';
    const words = `Undecided: arm ${empty} has no labelled row yet.`;
    return { better: 'undecided', probability, difference: 0, interval: { low: -1, high: 1 }, words, ...accuracies };
  }
  const difference = b.correct / b.total - a.correct / a.total;
  const interval = newcombeInterval(a, b);
  const better = interval.low > 0 && probability > 0.975 ? 'B' : interval.high < 0 && probability < 0.025 ? 'A' : 'undecided';
  const verdict: Omit<Verdict, 'words'> = { better, probability, difference, interval };
  if (better === 'undecided') {
    const needed = rowsNeeded(a.total + b.total, difference, Math.sqrt(smoothedVariance(a) + smoothedVariance(b)));
    if (needed !== undefined) verdict.needed = needed;
  }
  return { ...verdict, words: sayVerdict(verdict, 'labelled rows'), ...accuracies };
}

/**
 * 95 % score interval of a proportion, without continuity correction; 0 to 1 where there are no rows.
 * Source: Wilson, JASA 22 (1927) 209-212; method 3 in Newcombe, Statistics in Medicine 17 (1998) 857-872.
 */
export function wilsonInterval(correct: number, total: number): Interval {
  if (total === 0) return { low: 0, high: 1 };
  const share = correct / total;
  const square = Z_95 ** 2 / total;
  const centre = (share + square / 2) / (1 + square);
  const half = (Z_95 * Math.sqrt((share * (1 - share)) / total + square / (4 * total))) / (1 + square);
  // At the ends the bound is 0 or 1 exactly; rounding would put it a hair beside.
  return { low: correct === 0 ? 0 : centre - half, high: correct === total ? 1 : centre + half };
}

/**
 * 95 % interval of accuracy B minus accuracy A from the two Wilson intervals.
 * Source: method 10 in Newcombe, Statistics in Medicine 17 (1998) 873-890.
 */
export function newcombeInterval(a: ArmOutcome, b: ArmOutcome): Interval {
  const shareA = a.correct / a.total;
  const shareB = b.correct / b.total;
  const wilsonA = wilsonInterval(a.correct, a.total);
  const wilsonB = wilsonInterval(b.correct, b.total);
  return {
    low: shareB - shareA - Math.hypot(shareB - wilsonB.low, wilsonA.high - shareA),
    high: shareB - shareA + Math.hypot(wilsonB.high - shareB, shareA - wilsonA.low),
  };
}

/**
 * Probability that B's true accuracy is above A's, under independent uniform (Beta(1, 1)) priors: exact up to rounding
 * (about 1e-8 for a million rows), in as many steps as the rarest of the four outcomes has rows.
 * Source: Miller, "Formulas for Bayesian A/B Testing" (evanmiller.org, 2014), equation 6.
 */
export function probabilityBBeatsA(a: ArmOutcome, b: ArmOutcome): number {
  const [rightA, wrongA] = [a.correct + 1, a.total - a.correct + 1];
  const [rightB, wrongB] = [b.correct + 1, b.total - b.correct + 1];
  // Swapping the arms, or right and wrong, turns the same question into sums of different lengths: take the shortest.
  const shortest = Math.min(rightA, wrongA, rightB, wrongB);
  if (shortest === rightB) return betaExceeds(rightA, wrongA, rightB, wrongB);
  if (shortest === wrongA) return betaExceeds(wrongB, rightB, wrongA, rightA);
  if (shortest === rightA) return 1 - betaExceeds(rightB, wrongB, rightA, wrongA);
  return 1 - betaExceeds(wrongA, rightA, wrongB, rightB);
}

/**
 * P(Y > X) for X ~ Beta(a, b) and Y ~ Beta(c, d), all four whole and positive: the sum over i = 0 .. c-1 of
 * B(a+i, b+d) / ((d+i) B(1+i, d) B(a, b)). Each term follows from the one before by the factor
 * (a+i)(d+i) / ((a+b+d+i)(1+i)); logarithms keep the first terms, often below 1e-308, from vanishing.
 */
function betaExceeds(a: number, b: number, c: number, d: number): number {
  let logTerm = logGamma(b + d) - logGamma(a + b + d) + logGamma(a + b) - logGamma(b);
  let sum = Math.exp(logTerm);
  for (let i = 0; i < c - 1; i++) {
    logTerm += Math.log(((a + i) / (a + b + d + i)) * ((d + i) / (1 + i)));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/**
 * Variance of an arm's accuracy with one right and one wrong row added, so that an arm with no error so far does not count
 * as one that cannot err.
 */
function smoothedVariance({ correct, total }: ArmOutcome): number {
  const share = (correct + 1) / (total + 2);
  return (share * (1 - share)) / total;
}

function checkArm(name: string, { correct, total }: ArmOutcome): void {
  if (Number.isSafeInteger(correct) && Number.isSafeInteger(total) && correct >= 0 && correct <= total) return;
  throw new Error(`Arm ${name} has ${correct} correct of ${total} rows; both must be whole and 0 <= correct <= total.`);
}
