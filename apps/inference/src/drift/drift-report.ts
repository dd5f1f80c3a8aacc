import { compareDistributions, type DistributionComparison, type DriftLevel } from './compare.js';
import { measureMeanShift, type MeanShift } from './confidence-shift.js';
import { CategoryCounter, NumericHistogram, type SignalCounts } from './histogram.js';
import { type Distribution, isNumericDistribution, type ReferenceStatistics } from './reference.js';

/** What was counted of the predictions in a window of time. */
export interface WindowCounts {
  inputs: Record<string, SignalCounts>;
  outputs: Record<string, SignalCounts>;
}

/** One signal of a model, compared with its reference. */
export interface SignalDrift {
  signal: string;
  kind: 'input' | 'output';
  level: DriftLevel;
  /** Values compared. */
  rows: number;
  psi: number;
  jensenShannon: number;
  /** Of numbers only. */
  kolmogorovSmirnov?: number;
  /** Of a numeric output called `confidence` only. */
  meanShift?: MeanShift;
  /** Why it is at this level, in sentences. */
  reason: string;
  reference: Distribution;
  /** As counted; of a number it lacks the values outside the reference's bins. Null where nothing was counted. */
  current: Distribution | null;
}

/** Most severe first. What cannot be judged stands before what is known to be well. */
const SEVERITY: readonly DriftLevel[] = ['major', 'moderate', 'not enough data', 'stable'];

/**
 * Compares every signal of the reference with a window, the most severe first, within a level by index and then by name.
 * A signal that the window lacks is `not enough data`; one that the reference lacks is not reported.
 *
 * @throws Error where a signal was counted with other bins than the reference's, or as another kind.
 */
export function driftReport(reference: ReferenceStatistics, window: WindowCounts): SignalDrift[] {
  const rowsBefore = reference.sampleSize;
  const compareAll = (
    kind: SignalDrift['kind'],
    distributions: Record<string, Distribution>,
    counts: Record<string, SignalCounts>,
  ) =>
    Object.entries(distributions).map(([signal, distribution]) =>
      reportSignal(signal, kind, distribution, rowsBefore, Object.hasOwn(counts, signal) ? counts[signal] : undefined),
    );
  const signals = [
    ...compareAll('input', reference.inputs, window.inputs),
    ...compareAll('output', reference.outputs, window.outputs),
  ];
  return signals.sort(
    (left, right) =>
      SEVERITY.indexOf(left.level) - SEVERITY.indexOf(right.level) ||
      right.psi - left.psi ||
      (left.signal < right.signal ? -1 : left.signal > right.signal ? 1 : 0),
  );
}

/**
 * An empty counter for one signal, with the bins or the values of its reference, so that windows stay comparable with it.
 * Values that the reference does not know are only counted.
 */
export function createCounter(reference: Distribution): NumericHistogram | CategoryCounter {
  if (isNumericDistribution(reference)) return new NumericHistogram(reference.edges);
  return new CategoryCounter(reference.values.length, reference.values);
}

function reportSignal(
  signal: string,
  kind: SignalDrift['kind'],
  reference: Distribution,
  referenceRows: number,
  counts: SignalCounts | undefined,
): SignalDrift {
  if (!counts) {
    const reason = 'Nothing was counted in this window.';
    return { signal, kind, level: 'not enough data', rows: 0, psi: 0, jensenShannon: 0, reason, reference, current: null };
  }
  const comparison = compareDistributions(reference, referenceRows, counts);
  const { level, rows, psi, jensenShannon, kolmogorovSmirnov, current } = comparison;
  if (rows === 0) {
    const reason = comparison.missing > 0 ? 'All values are missing.' : 'Nothing was counted in this window.';
    return { signal, kind, level, rows, psi: 0, jensenShannon: 0, reason, reference, current: null };
  }
  const drift: SignalDrift = { signal, kind, level, rows, psi, jensenShannon, reason: '', reference, current };
  if (kolmogorovSmirnov !== undefined) drift.kolmogorovSmirnov = kolmogorovSmirnov;
  if (kind === 'output' && signal === 'confidence' && counts.kind === 'numeric' && isNumericDistribution(reference)) {
    const shift = measureMeanShift(reference, referenceRows, counts);
    if (shift) drift.meanShift = shift;
  }
  drift.reason = explain(comparison, reference, drift.meanShift);
  return drift;
}

/** The sentences of a comparison: index and chance, what moved most, what lies outside, what is missing. */
function explain(comparison: DistributionComparison, reference: Distribution, meanShift: MeanShift | undefined): string {
  const { level, rows, psi, smoothedPsi, noiseBound, outside, missing } = comparison;
  const index = `The population stability index is ${psi.toFixed(3)} over ${rows} values`;
  const sentences = [
    level === 'not enough data'
      ? `${index}; too few, here or in the reference, to tell a shift from chance.`
      : smoothedPsi <= noiseBound
        ? `${index}, which chance explains (up to ${noiseBound.toFixed(3)} in 999 of 1000 windows).`
        : level === 'stable'
          ? `${index}: more than chance, but below 0.1, where a shift begins to matter.`
          : `${index}: a ${level} shift, more than chance explains (${noiseBound.toFixed(3)}).`,
  ];
  if (level === 'major' || level === 'moderate') sentences.push(...describeLargestMove(reference, comparison.current));
  if (outside > 0) {
    const numeric = isNumericDistribution(reference);
    const where = numeric ? "lie outside the reference's range" : 'are not told apart in the reference';
    sentences.push(`${percent(outside)} of the values ${where}.`);
  }
  if (missing > 0) sentences.push(`${percent(missing)} of the rows have no value.`);
  if (meanShift) {
    const { referenceMean, currentMean, standardError } = meanShift;
    const error = `standard error ${standardError.toFixed(3)}`;
    sentences.push(`The mean went from ${referenceMean.toFixed(3)} to ${currentMean.toFixed(3)} (${error}).`);
  }
  return sentences.join(' ');
}

/** The place whose share changed most, if any of the reference's own did. */
function describeLargestMove(reference: Distribution, current: Distribution): string[] {
  let [largest, sentence] = [0, ''];
  reference.shares.forEach((before, place) => {
    const numeric = isNumericDistribution(reference);
    const position = isNumericDistribution(current) || numeric ? place : current.values.indexOf(reference.values[place]!);
    const now = current.shares[position]!;
    // Of equal moves the first, whatever rounding says.
    if (Math.abs(now - before) <= largest + 1e-9) return;
    largest = Math.abs(now - before);
    sentence = numeric
      ? `Values from ${reference.edges[place]} to ${reference.edges[place + 1]} were ${percent(before)}, now ${percent(now)}.`
      : `"${reference.values[place]}" was ${percent(before)}, now ${percent(now)}.`;
  });
  return sentence ? [sentence] : [];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
