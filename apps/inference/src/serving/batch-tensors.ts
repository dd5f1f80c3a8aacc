import { ServiceError } from '#rpc';
import { sizeOf, type Tensor, type TensorData, type Tensors } from './tensor.js';

/** Rows are the first dimension of every tensor. @throws ServiceError `inference.unusable-input` where they differ */
export function rowsOf(tensors: Tensors): number {
  let rows: number | undefined;
  for (const [name, { shape }] of tensors) {
    rows ??= shape[0] ?? 0;
    if (shape[0] !== rows) {
      throw new ServiceError('inference.unusable-input', `${name} has ${shape[0] ?? 0} rows, another input ${rows}`);
    }
  }
  return rows ?? 0;
}

/** Rows `from` to `to` (not included), on the same memory. */
export function sliceRows(tensors: Tensors, from: number, to: number): Tensors {
  const sliced: Tensors = new Map();
  for (const [name, { datatype, shape, data }] of tensors) {
    const width = sizeOf(shape.slice(1));
    const part = Array.isArray(data) ? data.slice(from * width, to * width) : data.subarray(from * width, to * width);
    sliced.set(name, { datatype, shape: [to - from, ...shape.slice(1)], data: part });
  }
  return sliced;
}

/**
 * One set of tensors with the rows of all, in their order.
 * @param padding by name, what fills dimensions after the first up to the longest
 */
export function concatRows(parts: readonly Tensors[], padding: ReadonlyMap<string, number> = new Map()): Tensors {
  const whole: Tensors = new Map();
  for (const name of parts[0]!.keys()) {
    const tensors = parts.map((part) => part.get(name)!);
    const filler = padding.get(name);
    const shape = tensors[0]!.shape
      .slice(1)
      .map((size, i) => (filler === undefined ? size : Math.max(...tensors.map((t) => t.shape[i + 1]!))));
    const same = tensors.every((tensor) => tensor.shape.every((size, i) => i === 0 || size === shape[i - 1]));
    whole.set(name, same ? concatSame(tensors, shape) : concatPadded(tensors, shape, filler!));
  }
  return whole;
}

function concatSame(tensors: readonly Tensor[], rowShape: number[]): Tensor {
  const { datatype, data } = tensors[0]!;
  const rows = tensors.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const shape = [rows, ...rowShape];
  if (Array.isArray(data)) return { datatype, shape, data: tensors.flatMap((tensor) => tensor.data as Uint8Array[]) };
  const joined = new (data.constructor as new (length: number) => Float32Array)(sizeOf(shape));
  let at = 0;
  for (const tensor of tensors) {
    joined.set(tensor.data as Float32Array, at);
    at += tensor.data.length;
  }
  return { datatype, shape, data: joined };
}

/** Only the last dimension may differ: a text's length. */
function concatPadded(tensors: readonly Tensor[], rowShape: number[], filler: number): Tensor {
  const { datatype, data } = tensors[0]!;
  const rows = tensors.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const shape = [rows, ...rowShape];
  const width = rowShape.at(-1)!;
  const padded = new (data.constructor as new (length: number) => Float32Array)(sizeOf(shape));
  if (filler !== 0) padded.fill(filler);
  let line = 0;
  for (const tensor of tensors) {
    const own = tensor.shape.at(-1)!;
    const values = tensor.data as Float32Array;
    if (own === 0) line += sizeOf(tensor.shape.slice(0, -1));
    else for (let from = 0; from < values.length; from += own) padded.set(values.subarray(from, from + own), width * line++);
  }
  return { datatype, shape, data: padded as TensorData };
}
