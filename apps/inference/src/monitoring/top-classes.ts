import type { Tensors } from '../serving/tensor.js';

/** The class with the highest value of a row and that value. */
export interface TopClass {
  className: string;
  confidence: number;
}

/** Rows of one answer that are looked at. */
const MAX_ROWS = 1024;

/**
 * The best class of each row of the first output that has a column for each label; none where there is no such output. Values
 * that are no probabilities (below 0 or above 1) count as the softmax of the row.
 */
export function topClasses(outputs: Tensors, labels: readonly string[]): TopClass[] {
  if (labels.length < 2) return [];
  for (const { shape, data, datatype } of outputs.values()) {
    const floating = datatype === 'FP32' || datatype === 'FP64';
    if (!floating || shape.length !== 2 || shape[1] !== labels.length) continue;
    const values = data as Float32Array;
    return Array.from({ length: Math.min(MAX_ROWS, shape[0]!) }, (_, row) =>
      topOf(values.subarray(row * labels.length, (row + 1) * labels.length), labels),
    );
  }
  return [];
}

function topOf(row: Float32Array, labels: readonly string[]): TopClass {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < row.length; i++) {
    if (row[i]! > row[best]!) best = i;
    if (row[i]! < least) least = row[i]!;
  }
  const className = labels[best]!;
  if (least >= 0 && row[best]! <= 1) return { className, confidence: row[best]! };
  let sum = 0;
  for (const value of row) sum += Math.exp(value - row[best]!);
  return { className, confidence: 1 / sum };
}
