import { CategoryCounter, NumericHistogram } from './histogram.js';
import { createCounter } from './drift-report.js';
import { type Distribution } from './reference.js';

/** The values of a numeric tensor, row by row (C order), as ONNX Runtime hands them over. */
export type NumericTensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Wider rows (images, embeddings) are recorded by summaries; a single pixel tells nothing about drift. */
export const MAX_COLUMNS = 64;

/** Rows looked at in one call, so that a large batch costs no more than a middling one. */
export const MAX_ROWS = 256;

/** Signals of a wide row: its mean, its standard deviation (of the population) and its share of exact zeros. */
const SUMMARIES = ['mean', 'deviation', 'zeros'] as const;

/**
 * Counts a tensor of a model without named features in the bins of its reference. Merge the result into the window.
 *
 * @param name the tensor's name; see `tensorSignals` for the names of its signals.
 * @param reference the distributions of the model's inputs (or outputs). Signals that it lacks are not recorded.
 * @returns a counter for each of the tensor's signals in the reference.
 * @throws Error where data and shape disagree.
 */
export function observeTensor(
  name: string,
  data: NumericTensorData,
  shape: readonly number[],
  reference: Record<string, Distribution>,
  maximumRows = MAX_ROWS,
): Map<string, NumericHistogram | CategoryCounter> {
  const counters = new Map<string, NumericHistogram | CategoryCounter>();
  const signals = tensorSignals(name, shape);
  for (const signal of signals) {
    const distribution = Object.hasOwn(reference, signal) ? reference[signal] : undefined;
    if (distribution) counters.set(signal, createCounter(distribution));
  }
  if (counters.size === 0) return counters;
  const columns = signals.map((signal) => counters.get(signal));
  for (const row of describeRows(data, shape, maximumRows)) {
    row.forEach((value, column) => {
      const counter = columns[column];
      if (counter instanceof NumericHistogram) counter.add(value);
      // Codes of a category, such as a month's number, may have a reference of values.
      else counter?.add(Number.isNaN(value) ? null : String(value));
    });
  }
  return counters;
}

/**
 * The values of each signal of a tensor, from which `buildNumericDistribution` makes a reference.
 * @throws Error where data and shape disagree.
 */
export function collectTensor(
  name: string,
  data: NumericTensorData,
  shape: readonly number[],
  maximumRows = MAX_ROWS,
): Map<string, number[]> {
  const signals = tensorSignals(name, shape);
  const rows = [...describeRows(data, shape, maximumRows)];
  return new Map(signals.map((signal, column) => [signal, rows.map((row) => row[column]!)]));
}

/**
 * The names of a tensor's signals. The first dimension counts rows, the others together make up the columns: one column is
 * called like the tensor, up to 64 are `name[0]`, `name[1]`, ...; of more, `name.mean`, `name.deviation` and `name.zeros`.
 */
export function tensorSignals(name: string, shape: readonly number[]): string[] {
  const columns = countColumns(shape);
  if (columns === 1) return [name];
  if (columns > MAX_COLUMNS) return SUMMARIES.map((summary) => `${name}.${summary}`);
  return Array.from({ length: columns }, (_, column) => `${name}[${column}]`);
}

/** The recorded numbers of each row looked at, in the order of `tensorSignals`. */
function* describeRows(data: NumericTensorData, shape: readonly number[], maximumRows: number): Generator<number[]> {
  const columns = countColumns(shape);
  const rows = shape[0] ?? 1;
  if (rows * columns !== data.length)
    throw new Error(`A tensor of shape [${shape.join(', ')}] cannot have ${data.length} values.`);
  const looked = Math.min(rows, maximumRows);
  for (let index = 0; index < looked; index++) {
    // Evenly spread over the batch, for batches are often sorted.
    const start = Math.floor(((index + 0.5) * rows) / looked) * columns;
    if (columns > MAX_COLUMNS) yield summariseRow(data, start, columns);
    else yield Array.from(data.subarray(start, start + columns), Number);
  }
}

/** Mean, standard deviation and share of zeros; in two passes, for one loses digits where the mean is large. */
function summariseRow(data: NumericTensorData, start: number, columns: number): number[] {
  let [sum, zeros] = [0, 0];
  for (let place = start; place < start + columns; place++) {
    const value = Number(data[place]);
    sum += value;
    if (value === 0) zeros += 1;
  }
  const mean = sum / columns;
  let squares = 0;
  for (let place = start; place < start + columns; place++) squares += (Number(data[place]) - mean) ** 2;
  return [mean, Math.sqrt(squares / columns), zeros / columns];
}

function countColumns(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}
