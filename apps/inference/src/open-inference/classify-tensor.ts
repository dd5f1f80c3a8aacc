import type { Tensor } from '../serving/tensor.js';
import { halfToNumber } from './half-float.js';
import { InferError } from './infer-error.js';
import { countElements } from './tensor-shape.js';

/**
 * Triton's classification extension: the highest values of each row, greatest first, as BYTES `value:index` or
 * `value:index:label`; floats with six decimals, as Triton writes them. The first dimension counts the rows, all others
 * are one row; a tensor of one dimension is one row. Of equal values the lower index comes first; NaN comes last.
 * https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_classification.md
 * @param count how many, at most as many as a row has
 * @param labels names of the indexes; an index beyond them gets none
 * @returns a tensor of shape [rows, count], or [count] where there is one dimension or none
 * @throws InferError for BOOL and BYTES, which have no order
 */
export function classifyTensor(tensor: Tensor, count: number, labels: readonly string[] = [], label = 'The output'): Tensor {
  const { datatype, shape, data } = tensor;
  if (Array.isArray(data) || datatype === 'BOOL') {
    throw new InferError(`${label} is ${datatype}, which cannot be classified: leave out the parameter classification`);
  }
  const batched = shape.length > 1;
  const rows = batched ? shape[0]! : 1;
  const width = countElements(batched ? shape.slice(1) : shape);
  const kept = Math.min(count, width);
  const floats = datatype === 'FP16' || datatype === 'FP32' || datatype === 'FP64';
  const strings: Uint8Array[] = [];
  for (let row = 0; row < rows; row++) {
    const part = data.subarray(row * width, (row + 1) * width);
    const values = datatype === 'FP16' ? Float64Array.from(part as Uint16Array, halfToNumber) : part;
    for (const index of highestIndexes(values, kept)) {
      const value = values[index]!;
      const text = floats ? (value as number).toFixed(6) : String(value);
      const name = labels[index];
      strings.push(Buffer.from(name === undefined ? `${text}:${index}` : `${text}:${index}:${name}`, 'utf8'));
    }
  }
  return { datatype: 'BYTES', shape: batched ? [rows, kept] : [kept], data: strings };
}

function highestIndexes(values: ArrayLike<number | bigint>, count: number): Uint32Array {
  const indexes = Uint32Array.from({ length: values.length }, (_, index) => index);
  return indexes.sort((a, b) => compareDescending(values[a]!, values[b]!) || a - b).subarray(0, count);
}

function compareDescending(a: number | bigint, b: number | bigint): number {
  if (a > b) return -1;
  if (a < b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
