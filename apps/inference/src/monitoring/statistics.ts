import { CategoryCounter, NumericHistogram, type SignalCounts } from '../drift/histogram.js';
import { AgreementCounter, type AgreementCounts } from '../traffic/agreement.js';

/** What was seen of one version in a stretch of time. It is JSON. */
export interface Statistics {
  rows: number;
  /** Σ confidence of the first answer. */
  confidence: number;
  inputs: Record<string, SignalCounts>;
  outputs: Record<string, SignalCounts>;
  /** What it said as a shadow of rows that another version answered. */
  shadow?: AgreementCounts;
}

/** Values of a category that are told apart where nothing says which ones. */
export const MAX_VALUES = 200;

/** What several replicas and stretches saw, together. Counts by other edges than the first ones' are left out. */
export function sumStatistics(parts: readonly Statistics[]): Statistics {
  const shadow = new AgreementCounter();
  for (const part of parts) if (part.shadow) shadow.merge(part.shadow);
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    confidence: parts.reduce((sum, { confidence }) => sum + confidence, 0),
    inputs: sumSignals(parts.map(({ inputs }) => inputs)),
    outputs: sumSignals(parts.map(({ outputs }) => outputs)),
    ...(parts.some((part) => part.shadow) && { shadow: shadow.toJSON() }),
  };
}

function sumSignals(parts: readonly Record<string, SignalCounts>[]): Record<string, SignalCounts> {
  const sums = new Map<string, NumericHistogram | CategoryCounter>();
  for (const [signal, counts] of parts.flatMap((part) => Object.entries(part))) {
    const sum = sums.get(signal) ?? emptyLike(counts);
    sums.set(signal, sum);
    if (sum instanceof NumericHistogram && counts.kind === 'numeric') {
      if (sum.edges.join() === counts.edges.join()) sum.merge(counts);
    } else if (sum instanceof CategoryCounter && counts.kind === 'categories') sum.merge(counts);
  }
  return Object.fromEntries([...sums].map(([signal, sum]) => [signal, sum.toJSON()]));
}

function emptyLike(counts: SignalCounts): NumericHistogram | CategoryCounter {
  if (counts.kind === 'numeric') return new NumericHistogram(counts.edges);
  return new CategoryCounter(Math.max(MAX_VALUES, counts.values.length));
}
