import type { Datatype, Tensor, TensorData } from '../serving/tensor.js';
import { arrayOf } from './binary-tensor.js';
import { fromHalf, toHalf } from './half-float.js';
import { InferError } from './infer-error.js';

/** Ranges of the whole-number types; what JSON cannot carry exactly has to come in binary. */
const RANGES: Partial<Record<Datatype, [number, number]>> = {
  UINT8: [0, 0xff],
  UINT16: [0, 0xffff],
  UINT32: [0, 0xffffffff],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
  INT8: [-0x80, 0x7f],
  INT16: [-0x8000, 0x7fff],
  INT32: [-0x80000000, 0x7fffffff],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/**
 * Elements from JSON: flat, or nested as the shape says.
 * @param base64 of BYTES: the texts are encoded so
 * @throws InferError that names the tensor
 */
export function decodeJson(
  name: string,
  datatype: Datatype,
  shape: readonly number[],
  data: unknown,
  base64: boolean,
): TensorData {
  if (!Array.isArray(data)) throw new InferError(`The input ${name} needs data: a list`);
  const elements = shape.reduce((product, size) => product * size, 1);
  const flat = Array.isArray(data[0]) ? flatten(name, data, shape) : (data as unknown[]);
  if (flat.length !== elements) throw new InferError(`The input ${name} has ${flat.length} elements; its shape says ${elements}`);
  if (datatype === 'BYTES') return flat.map((value) => bytesOf(name, value, base64));
  const array = arrayOf(datatype, elements);
  for (let i = 0; i < elements; i++) (array as Float64Array)[i] = elementOf(name, datatype, flat[i]) as number;
  return array;
}

function flatten(name: string, data: unknown[], shape: readonly number[]): unknown[] {
  let level: unknown[] = data;
  for (let depth = 0; depth < shape.length - 1; depth++) {
    const next: unknown[] = [];
    for (const part of level) {
      if (!Array.isArray(part) || part.length !== shape[depth + 1]) {
        throw new InferError(`The lists of the input ${name} are not nested as its shape says`);
      }
      for (const one of part) next.push(one);
    }
    level = next;
  }
  return level;
}

function bytesOf(name: string, value: unknown, base64: boolean): Uint8Array {
  if (typeof value !== 'string') throw new InferError(`The input ${name} is of BYTES: every element must be a text`);
  return Buffer.from(value, base64 ? 'base64' : 'utf8');
}

function elementOf(name: string, datatype: Exclude<Datatype, 'BYTES'>, value: unknown): number | bigint {
  if (datatype === 'BOOL') {
    if (value === true || value === 1) return 1;
    if (value === false || value === 0) return 0;
    throw new InferError(`The input ${name} is of BOOL: ${JSON.stringify(value)} is neither true nor false`);
  }
  if (typeof value !== 'number')
    throw new InferError(`The input ${name} is of ${datatype}: ${JSON.stringify(value)} is no number`);
  const range = RANGES[datatype];
  if (!range) return datatype === 'FP16' ? toHalf(value) : value;
  if (!Number.isInteger(value) || value < range[0] || value > range[1]) {
    const exactly = datatype.endsWith('64') && Number.isInteger(value) ? ' exactly in JSON: send it in binary' : '';
    throw new InferError(`The input ${name} is of ${datatype}, which cannot hold ${value}${exactly}`);
  }
  return datatype.endsWith('64') ? BigInt(value) : value;
}

/**
 * Elements as JSON text: `[1,2.5]`. Whole numbers of 64 bits are written with all their digits.
 * @throws InferError for NaN and infinities, which JSON has no words for
 */
export function encodeJson(name: string, { datatype, data }: Tensor): string {
  if (datatype === 'BYTES') {
    return JSON.stringify(
      (data as Uint8Array[]).map((text) => Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString()),
    );
  }
  if (datatype === 'BOOL') return `[${Array.from(data as Uint8Array, (value) => (value ? 'true' : 'false')).join(',')}]`;
  if (datatype === 'FP16') return numbersOf(name, Float64Array.from(data as Uint16Array, fromHalf));
  return datatype.startsWith('FP') ? numbersOf(name, data as Float64Array) : `[${(data as Int32Array).join(',')}]`;
}

function numbersOf(name: string, values: Float32Array | Float64Array): string {
  for (const value of values) {
    if (!Number.isFinite(value))
      throw new InferError(`The output ${name} holds NaN or an infinite number: ask for it in binary`, 422);
  }
  return `[${values.join(',')}]`;
}
