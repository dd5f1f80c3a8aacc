import { isUtf8 } from 'node:buffer';
import type { Datatype, Tensor, TensorData } from '../serving/tensor.js';
import { ARRAY_TYPES, findNonFinite } from './binary-tensor.js';
import { halfToNumber, isHalfNonFinite, numberToHalf } from './half-float.js';
import { InferError } from './infer-error.js';
import { describe } from './tensor-shape.js';

/** Smallest and greatest value of the integers that a double holds exactly. */
const INTEGER_RANGES: Partial<Record<Datatype, [number, number]>> = {
  UINT8: [0, 2 ** 8 - 1],
  UINT16: [0, 2 ** 16 - 1],
  UINT32: [0, 2 ** 32 - 1],
  INT8: [-(2 ** 7), 2 ** 7 - 1],
  INT16: [-(2 ** 15), 2 ** 15 - 1],
  INT32: [-(2 ** 31), 2 ** 31 - 1],
};

/**
 * Reads a tensor from parsed JSON, flat or nested as its shape; FP32 and FP16 take the nearest value.
 * @param base64 whether the strings of BYTES are base64 (MLServer's content type) rather than text
 * @param label how messages call the tensor
 * @throws InferError when the data do not fit the shape or the datatype; 64-bit integers beyond 2^53, which
 *   JSON.parse has already rounded, do not
 */
export function readJsonTensor(
  data: unknown,
  tensor: Omit<Tensor, 'data'>,
  elements: number,
  label: string,
  base64 = false,
): Tensor {
  const { datatype, shape } = tensor;
  if (!Array.isArray(data)) throw new InferError(`${label} has no list as data`);
  const list: unknown[] = Array.isArray(data[0]) ? flatten(data, shape, label) : data;
  if (list.length !== elements) {
    throw new InferError(`${label} has ${list.length} elements, but its shape ${describe(shape)} asks for ${elements}`);
  }
  return { datatype, shape, data: convert(list, datatype, label, base64) };
}

/**
 * The data of a tensor as a flat JSON list; 64-bit integers with all their digits.
 * @throws InferError (500) at what JSON cannot carry: NaN, the infinities, BYTES that are not UTF-8
 */
export function writeJsonData(tensor: Tensor, label: string): string {
  const { datatype, data } = tensor;
  const binary = 'ask for it in binary (parameter binary_data or binary_data_output)';
  const index = findNonFinite(datatype, data);
  if (index >= 0) {
    throw new InferError(`${label} has NaN or an infinity as element ${index}, which JSON cannot carry: ${binary}`, 500);
  }
  if (Array.isArray(data)) {
    const texts = data.map((bytes, i) => {
      if (!isUtf8(bytes)) throw new InferError(`${label} has as element ${i} bytes that are not UTF-8 text: ${binary}`, 500);
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    });
    return JSON.stringify(texts);
  }
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return `[${data.join(',')}]`;
  if (datatype === 'BOOL') return JSON.stringify(Array.from(data, Boolean));
  return writeNumbers(datatype === 'FP16' ? Array.from(data, halfToNumber) : Array.from(data));
}

/** JSON.stringify is the fastest writer of numbers in V8, but it loses the sign of −0. */
function writeNumbers(numbers: number[]): string {
  for (let i = 0; i < numbers.length; i++) {
    if (Object.is(numbers[i], -0))
      return `[${numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number))).join(',')}]`;
  }
  return JSON.stringify(numbers);
}

/** Lays nested lists out in one, if every one of them is as long as the shape says. */
function flatten(data: unknown[], shape: number[], label: string): unknown[] {
  const flat: unknown[] = [];
  const visit = (list: unknown, depth: number): void => {
    if (!Array.isArray(list) || list.length !== shape[depth]) {
      const found = Array.isArray(list) ? `a list of ${list.length}` : describe(list);
      throw new InferError(
        `${label} is nested other than its shape ${describe(shape)}: ${found} stands where a list of ${shape[depth]} belongs`,
      );
    }
    if (depth === shape.length - 1) for (const element of list) flat.push(element);
    else for (const inner of list) visit(inner, depth + 1);
  };
  if (shape.length === 0) throw new InferError(`${label} is a scalar by its shape [], but its data are nested`);
  visit(data, 0);
  return flat;
}

function convert(list: unknown[], datatype: Datatype, label: string, base64: boolean): TensorData {
  if (datatype === 'BYTES') return convertStrings(list, label, base64);
  const range = INTEGER_RANGES[datatype];
  if (range) return convertIntegers(list, datatype as keyof typeof ARRAY_TYPES, range, label);
  if (datatype === 'INT64' || datatype === 'UINT64') return convertLongIntegers(list, datatype, label);
  if (datatype === 'BOOL') return convertFlags(list, label);
  return convertFloats(list, datatype as 'FP16' | 'FP32' | 'FP64', label);
}

function convertIntegers(
  list: unknown[],
  datatype: keyof typeof ARRAY_TYPES,
  [lowest, greatest]: [number, number],
  label: string,
): TensorData {
  const data = new ARRAY_TYPES[datatype](list.length) as Int32Array;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongElement(label, i, value, 'an integer', datatype);
    if (value < lowest || value > greatest) {
      throw wrongElement(label, i, value, `an integer from ${lowest} to ${greatest}`, datatype);
    }
    data[i] = value;
  }
  return data;
}

function convertLongIntegers(list: unknown[], datatype: 'INT64' | 'UINT64', label: string): TensorData {
  const data = new ARRAY_TYPES[datatype](list.length) as BigInt64Array;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongElement(label, i, value, 'an integer', datatype);
    if (!Number.isSafeInteger(value)) {
      throw new InferError(
        `${label} has an element ${i} beyond 2^53, which JSON numbers do not carry exactly: send it in binary`,
      );
    }
    if (value < 0 && datatype === 'UINT64') throw wrongElement(label, i, value, 'a non-negative integer', datatype);
    data[i] = BigInt(value);
  }
  return data;
}

function convertFloats(list: unknown[], datatype: 'FP16' | 'FP32' | 'FP64', label: string): TensorData {
  const half = datatype === 'FP16';
  const data = new ARRAY_TYPES[datatype](list.length) as Float64Array;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'number') throw wrongElement(label, i, value, 'a number', datatype);
    data[i] = half ? numberToHalf(value) : value;
    // JSON.parse makes an infinity of 1e999, and a narrower datatype of less.
    if (half ? isHalfNonFinite(data[i]!) : !Number.isFinite(data[i])) {
      throw new InferError(`${label} has as element ${i} a number beyond the range of ${datatype}`);
    }
  }
  return data;
}

function convertFlags(list: unknown[], label: string): TensorData {
  const data = new Uint8Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== 'boolean') throw wrongElement(label, i, value, 'true or false', 'BOOL');
    data[i] = value ? 1 : 0;
  }
  return data;
}

function convertStrings(list: unknown[], label: string, base64: boolean): Uint8Array[] {
  return list.map((value, i) => {
    if (typeof value !== 'string') throw wrongElement(label, i, value, 'a string', 'BYTES');
    if (base64) {
      const bytes = Buffer.from(value, 'base64');
      // Node skips over what is not base64; written back it would differ.
      if (bytes.toString('base64') !== value) throw new InferError(`${label} has an element ${i} that is not base64`);
      return bytes;
    }
    if (/\p{Surrogate}/u.test(value)) {
      throw new InferError(`${label} has as element ${i} a string with half a character (a lone surrogate): send it in binary`);
    }
    return Buffer.from(value, 'utf8');
  });
}

function wrongElement(label: string, index: number, value: unknown, wanted: string, datatype: Datatype): InferError {
  return new InferError(`${label} has ${describe(value)} as element ${index}, but ${datatype} asks for ${wanted}`);
}
