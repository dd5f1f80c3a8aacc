/** The 97.5 % quantile of the standard normal distribution: the half-width of a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;

/** A two-sided interval. */
export interface Interval {
  low: number;
  high: number;
}

/** Which of two models answers correctly more often, as far as the labelled rows can tell. A is the champion. */
export interface Verdict {
  better: 'A' | 'B' | 'undecided';
  /** Probability that B's true accuracy is above A's, given the rows and a flat prior. */
  probability: number;
  /** Accuracy of B minus accuracy of A, -1 to 1, as observed. */
  difference: number;
  /** 95 % interval of the difference. */
  interval: Interval;
  /** Further rows, both arms together, until the decision falls if everything stays as observed. See `rowsNeeded`. */
  needed?: number;
  /** The verdict as a sentence for the person who decides about a promotion. */
  words: string;
}

/**
 * The further rows after which a difference as large as the observed one would lie a whole half-width (1.96 standard errors)
 * from zero, when rates and the split of rows stay as they are: the standard error shrinks with the square root of the rows.
 * Half of such experiments will then be decided; it is a forecast to plan with, not a promise.
 *
 * @param rows rows seen so far.
 * @param standardError standard error of the difference at these rows.
 * @returns undefined where nothing differs yet, since no number of rows decides between equals.
 */
export function rowsNeeded(rows: number, difference: number, standardError: number): number | undefined {
  if (difference === 0) return undefined;
  return Math.max(1, Math.ceil(rows * (Z_95 * (standardError / difference)) ** 2 - rows));
}

/** The sentence of a verdict. `unit` names what is counted. */
export function sayVerdict(verdict: Omit<Verdict, 'words'>, unit: string): string {
  const { better, difference, interval, needed } = verdict;
  const range = `95 % interval ${points(interval.low)} to ${points(interval.high)} percentage points`;
  if (better !== 'undecided') {
    const other = better === 'A' ? 'B' : 'A';
    return `${better} answers correctly more often than ${other}: B minus A is ${points(difference)} (${range}).`;
  }
  const outlook =
    needed === undefined
      ? 'no difference to extrapolate from'
      : `about ${needed} more ${unit} would decide if the rates stay as they are`;
  return `Undecided: B minus A is ${points(difference)} (${range}); ${outlook}.`;
}

/** A share as signed percentage points with one decimal. */
function points(share: number): string {
  const text = (100 * share).toFixed(1);
  return share > 0 && Number(text) !== 0 ? `+${text}` : text.replace(/^-0\.0$/, '0.0');
}
