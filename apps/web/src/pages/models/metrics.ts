import type { ModelVersionDetails } from '../../api/models';

/** A metric of one version beside those of the others. */
export interface MetricCell {
  value: number | undefined;
  best: boolean;
  /** Less that of the version it is compared with; absent where either has none. */
  difference?: number;
  /** Whether the difference is one for the better. */
  better?: boolean;
}

export interface MetricRow {
  name: string;
  /** In the order of the versions. */
  cells: MetricCell[];
}

type Measured = Pick<ModelVersionDetails, 'version' | 'metrics'>;

/** Names whose least value is the best one, by a word of theirs. */
const LESS_IS_BETTER = new Set('loss error errors ece mce brier latency perplexity mae mse rmse ms seconds bytes'.split(' '));
/** Words of names whose values are shares of a whole. */
const SHARES = new Set('accuracy precision recall f1 agreement share rate coverage'.split(' '));

/** `unseenNamesPrimaryAccuracy` → `unseen`, `names`, `primary`, `accuracy`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

const lessIsBetter = (name: string): boolean => wordsOf(name).some((word) => LESS_IS_BETTER.has(word));
const isShare = (name: string): boolean => wordsOf(name).some((word) => SHARES.has(word));

/** `unseenNamesPrimaryAccuracy` → `Unseen names primary accuracy`. */
export function metricLabel(name: string): string {
  const words = wordsOf(name).map((word) => (word === 'ece' || word === 'f1' ? word.toUpperCase() : word));
  const label = words.join(' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });

/** `0.6873` of an accuracy → `68.7%`, `0.0128` of a loss → `0.0128`. */
export function formatMetric(name: string, value: number): string {
  return isShare(name) && Math.abs(value) <= 1 ? percent.format(value) : plain.format(value);
}

/** With a sign; points for shares, `+1.4 points`. */
export function formatMetricDifference(name: string, difference: number): string {
  const sign = difference < 0 ? '−' : '+';
  const size = Math.abs(difference);
  return isShare(name) ? `${sign}${(size * 100).toFixed(1)} points` : `${sign}${plain.format(size)}`;
}

/** All metrics that any of the versions has, in the order in which they first come. */
export function metricRows(versions: readonly Measured[], against: Measured | undefined): MetricRow[] {
  const names = [...new Set(versions.flatMap(({ metrics }) => Object.keys(metrics)))];
  return names.map((name) => {
    const sign = lessIsBetter(name) ? -1 : 1;
    const values = versions.map(({ metrics }) => metrics[name]);
    const known = values.filter((value) => value !== undefined);
    const best = Math.max(...known.map((value) => value * sign)) * sign;
    const base = against?.metrics[name];
    return {
      name,
      cells: values.map((value, i): MetricCell => {
        const cell = { value, best: known.length > 1 && value === best };
        if (value === undefined || base === undefined || versions[i]!.version === against!.version) return cell;
        const difference = value - base;
        return { ...cell, difference, better: difference * sign > 0 };
      }),
    };
  });
}
