import type { Datatype, TensorData } from '../serving/tensor.js';
import { fromHalf } from './half-float.js';
import { InferError } from './infer-error.js';

type Numbers = Exclude<TensorData, Uint8Array[]>;
type Maker = { new (buffer: ArrayBufferLike, offset: number, length: number): Numbers; BYTES_PER_ELEMENT: number };

const MAKERS: Record<Exclude<Datatype, 'BYTES'>, Maker> = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  UINT16: Uint16Array,
  UINT32: Uint32Array,
  UINT64: BigUint64Array,
  INT8: Int8Array,
  INT16: Int16Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
};

/** An empty array for elements of a type. */
export function arrayOf(datatype: Exclude<Datatype, 'BYTES'>, length: number): Numbers {
  const maker = MAKERS[datatype];
  return new maker(new ArrayBuffer(length * maker.BYTES_PER_ELEMENT), 0, length);
}

/**
 * Elements as the binary tensor extension sends them: little-endian and row-major; BYTES as a length of four bytes before each.
 * The memory is that of the request where it is aligned.
 * @throws InferError where the bytes are too few, too many, or hold what is no number
 */
export function decodeBinary(name: string, datatype: Datatype, elements: number, bytes: Buffer): TensorData {
  if (datatype === 'BYTES') return decodeTexts(name, elements, bytes);
  const maker = MAKERS[datatype];
  const size = maker.BYTES_PER_ELEMENT;
  if (bytes.length !== elements * size) {
    throw new InferError(
      `The input ${name} has ${bytes.length} bytes; ${elements} elements of ${datatype} are ${elements * size}`,
    );
  }
  const aligned = bytes.byteOffset % size === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  const data = new maker(aligned.buffer, aligned.byteOffset, elements);
  checkNumbers(name, datatype, data);
  return data;
}

function decodeTexts(name: string, elements: number, bytes: Buffer): Uint8Array[] {
  const texts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32LE(at) : Infinity;
    if (at + 4 + length > bytes.length) throw new InferError(`The input ${name} ends within element ${texts.length + 1}`);
    texts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  if (texts.length !== elements)
    throw new InferError(`The input ${name} has ${texts.length} elements; its shape says ${elements}`);
  return texts;
}

/** NaN and infinities would spoil the answers of a whole row, and nobody means them. */
function checkNumbers(name: string, datatype: Datatype, data: Numbers): void {
  if (datatype === 'FP32' || datatype === 'FP64') {
    // NaN and infinities are all that 0 · x is not 0 for.
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += 0 * (data[i] as number);
    if (sum !== 0) throw new InferError(`The input ${name} holds NaN or an infinite number`);
  } else if (datatype === 'FP16') {
    for (const half of data as Uint16Array) {
      if (!Number.isFinite(fromHalf(half))) throw new InferError(`The input ${name} holds NaN or an infinite number`);
    }
  } else if (datatype === 'BOOL') {
    for (const value of data as Uint8Array)
      if (value > 1) throw new InferError(`The input ${name} holds what is neither true nor false`);
  }
}

/** Elements as the binary tensor extension sends them. */
export function encodeBinary(data: TensorData): Buffer {
  if (!Array.isArray(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const whole = Buffer.allocUnsafe(data.reduce((sum, text) => sum + 4 + text.length, 0));
  let at = 0;
  for (const text of data) {
    at = whole.writeUInt32LE(text.length, at);
    whole.set(text, at);
    at += text.length;
  }
  return whole;
}
