import { primaryProbabilities } from './measure.js';
import { softmax, type Network } from './network.js';

/** Shares of values between neighbouring edges; a value beyond the last edge counts in the last bin. */
export interface Histogram {
  edges: number[];
  shares: number[];
}

/** What inputs and outputs of the model look like on the data it was made with: what drift is measured against. */
export interface ModelReference {
  sampleSize: number;
  inputs: {
    /** Length of the description. */
    characters: Histogram;
    /** Features the model sees of it. */
    features: Histogram;
    direction: { values: ['out', 'in', 'unknown']; shares: number[] };
  };
  outputs: {
    /** Share of the lines whose likeliest primary category it is. */
    classes: Record<string, number>;
    /** Of the likeliest primary category. */
    confidence: Histogram;
  };
}

/** A small run of the model with what must come out, for a check when it is loaded. */
export interface SmokeCase {
  inputs: Record<'tokens' | 'direction', { shape: number[]; data: number[] }>;
  outputs: Record<'probabilities', { shape: number[]; data: number[] }>;
  tolerance: number;
}

/** A line as the model gets it. */
export interface ModelInput {
  description: string;
  tokens: Int32Array;
  /** 0 out, 1 in, 2 not told. */
  direction: number;
}

const CHARACTER_EDGES = [0, 8, 16, 24, 32, 48, 64, 96, 128, 192, 512];
const FEATURE_EDGES = [0, 8, 16, 32, 48, 64, 80, 96, 128, 160, 192];
const CONFIDENCE_EDGES = Array.from({ length: 11 }, (_, i) => i / 10);
const TOLERANCE = 1e-3;

const six = (value: number) => Math.round(value * 1e6) / 1e6;

export function histogram(values: readonly number[], edges: number[]): Histogram {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    let bin = 0;
    while (bin < counts.length - 1 && value >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return { edges, shares: counts.map((count) => six(count / Math.max(1, values.length))) };
}

/**
 * @param primaryOf column of the output → the column that its primary category begins with
 * @param primaries name of the primary category of each column
 */
export function describeReference(
  network: Network,
  inputs: readonly ModelInput[],
  temperature: number,
  primaryOf: readonly number[],
  primaries: readonly string[],
): ModelReference {
  const confidences: number[] = [];
  const classes: Record<string, number> = Object.fromEntries(primaries.map((primary) => [primary, 0]));
  const directions = [0, 0, 0];
  for (const input of inputs) {
    const sums = primaryProbabilities(probabilitiesOf(network, input, temperature), primaryOf);
    const best = sums.indexOf(Math.max(...sums));
    confidences.push(sums[best]!);
    classes[primaries[best]!]! += 1;
    directions[input.direction]!++;
  }
  const share = (count: number) => six(count / Math.max(1, inputs.length));
  return {
    sampleSize: inputs.length,
    inputs: {
      characters: histogram(inputs.map(({ description }) => description.length), CHARACTER_EDGES),
      features: histogram(inputs.map(({ tokens }) => tokens.length), FEATURE_EDGES),
      direction: { values: ['out', 'in', 'unknown'], shares: directions.map(share) },
    },
    outputs: {
      classes: Object.fromEntries(Object.entries(classes).map(([name, count]) => [name, share(count)])),
      confidence: histogram(confidences, CONFIDENCE_EDGES),
    },
  };
}

/** Calibrated probabilities by the network's own arithmetic, apart from ONNX. */
export function probabilitiesOf(network: Network, input: Omit<ModelInput, 'description'>, temperature: number): Float32Array {
  const p = Float32Array.from(network.logits(input));
  softmax(p, temperature);
  return p;
}

/** One batch of all inputs, padded with 0, and one of the first alone. */
export function smokeCases(network: Network, inputs: readonly ModelInput[], temperature: number): SmokeCase[] {
  return [inputs, inputs.slice(0, 1)].map((batch) => {
    const width = Math.max(1, ...batch.map(({ tokens }) => tokens.length));
    return {
      inputs: {
        tokens: { shape: [batch.length, width], data: batch.flatMap(({ tokens }) => Array.from({ length: width }, (_, i) => tokens[i] ?? 0)) },
        direction: { shape: [batch.length, 3], data: batch.flatMap(({ direction }) => [0, 1, 2].map((value) => Number(value === direction))) },
      },
      outputs: {
        probabilities: {
          shape: [batch.length, network.labels],
          data: batch.flatMap((input) => [...probabilitiesOf(network, input, temperature)].map(six)),
        },
      },
      tolerance: TOLERANCE,
    };
  });
}
