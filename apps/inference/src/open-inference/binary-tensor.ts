import type { Datatype, Tensor, TensorData } from '../serving/tensor.js';
import { isHalfNonFinite } from './half-float.js';
import { InferError } from './infer-error.js';

/*
 * Triton's binary tensor extension: elements in row-major order without padding, little-endian (as is every machine
 * Node serves us on); BOOL one byte of 0 or 1; BYTES each with its length in front, as an unsigned 32-bit integer.
 * https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md
 */

type FixedArray = Exclude<TensorData, Uint8Array[]>;
type FixedArrayType = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): FixedArray;
  new (length: number): FixedArray;
};

/** The typed array that holds each datatype but BYTES. */
export const ARRAY_TYPES: Record<Exclude<Datatype, 'BYTES'>, FixedArrayType> = {
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

const PREFIX_BYTES = 4;

/**
 * Reads a tensor from its raw bytes. The result is a view of them where their address is aligned to the element,
 * as are all elements of BYTES; else one copy.
 * @param label how messages call the tensor
 * @throws InferError when the bytes are not exactly `elements` valid ones; NaN and the infinities are not
 */
export function readBinaryTensor(bytes: Uint8Array, tensor: Omit<Tensor, 'data'>, elements: number, label: string): Tensor {
  const { datatype, shape } = tensor;
  if (datatype === 'BYTES') return { datatype, shape, data: readByteElements(bytes, elements, label) };
  const type = ARRAY_TYPES[datatype];
  const needed = elements * type.BYTES_PER_ELEMENT;
  if (bytes.length !== needed) {
    throw new InferError(
      `${label} has ${bytes.length} bytes of binary data, but ${elements} elements of ${datatype} take ${needed}`,
    );
  }
  const aligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0;
  const data = aligned
    ? new type(bytes.buffer, bytes.byteOffset, elements)
    : new type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + needed), 0, elements);
  checkElements(datatype, data, label);
  return { datatype, shape, data };
}

/** Raw bytes of a tensor; a view of its data but for BYTES, which are written anew. */
export function writeBinaryTensor(tensor: Tensor): Buffer {
  const { data } = tensor;
  if (!Array.isArray(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let size = 0;
  for (const element of data) size += PREFIX_BYTES + element.length;
  const bytes = Buffer.allocUnsafe(size);
  let offset = 0;
  for (const element of data) {
    offset = bytes.writeUInt32LE(element.length, offset);
    bytes.set(element, offset);
    offset += element.length;
  }
  return bytes;
}

/** Index of the first NaN or infinity, −1 where there is none or the datatype knows none. */
export function findNonFinite(datatype: Datatype, data: TensorData): number {
  if (datatype === 'FP16') return (data as Uint16Array).findIndex(isHalfNonFinite);
  if (datatype !== 'FP32' && datatype !== 'FP64') return -1;
  const numbers = data as Float32Array | Float64Array;
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return i;
  return -1;
}

function checkElements(datatype: Datatype, data: FixedArray, label: string): void {
  if (datatype === 'BOOL') {
    const flags = data as Uint8Array;
    for (let i = 0; i < flags.length; i++) {
      if (flags[i]! > 1) throw new InferError(`${label} has the byte ${flags[i]} as BOOL element ${i}, not 0 or 1`);
    }
    return;
  }
  const index = findNonFinite(datatype, data);
  if (index >= 0) throw new InferError(`${label} has NaN or an infinity as element ${index}: only finite numbers are allowed`);
}

function readByteElements(bytes: Uint8Array, elements: number, label: string): Uint8Array[] {
  // Before the list is made: a shape alone must not take memory that the body does not fill.
  if (bytes.length < elements * PREFIX_BYTES) {
    throw new InferError(`${label} has ${bytes.length} bytes of binary data, too few for the lengths of ${elements} elements`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const list = new Array<Uint8Array>(elements);
  let offset = 0;
  for (let i = 0; i < elements; i++) {
    const start = offset + PREFIX_BYTES;
    if (start > bytes.length) throw new InferError(`${label} ends before the length of element ${i}`);
    offset = start + view.getUint32(offset, true);
    if (offset > bytes.length) {
      throw new InferError(`${label} says that element ${i} has ${offset - start} bytes, but ${bytes.length - start} are left`);
    }
    list[i] = bytes.subarray(start, offset);
  }
  if (offset < bytes.length) throw new InferError(`${label} has ${bytes.length - offset} bytes after its ${elements} elements`);
  return list;
}
