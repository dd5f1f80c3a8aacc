import type { Datatype } from '../serving/tensor.js';
import { InferError } from './infer-error.js';

/** How large a request may be; the door limits the bytes of the body itself. */
export interface InferLimits {
  /** elements of one tensor */
  maxElements: number;
  /** elements of one tensor of BYTES, each of which takes far more memory than the four bytes that it may have sent */
  maxByteElements: number;
  maxDimensions: number;
  /** UTF-16 code units of the name of a tensor */
  maxNameLength: number;
}

export const DEFAULT_LIMITS: InferLimits = {
  maxElements: 2 ** 24,
  maxByteElements: 2 ** 20,
  maxDimensions: 8,
  maxNameLength: 200,
};

/**
 * Checks a shape and counts its elements; the shape `[]` is a scalar, of one element.
 * @param label how messages call the tensor, such as `Input "image"`
 * @throws InferError when it is not a list of non-negative integers, or beyond the limits
 */
export function readShape(
  shape: unknown,
  datatype: Datatype,
  label: string,
  limits: InferLimits,
): { shape: number[]; elements: number } {
  if (!Array.isArray(shape)) throw new InferError(`${label} has no shape: a list of non-negative integers is needed`);
  if (shape.length > limits.maxDimensions) {
    throw new InferError(`${label} has ${shape.length} dimensions, more than the ${limits.maxDimensions} allowed`);
  }
  for (const size of shape) {
    if (!Number.isInteger(size) || size < 0) {
      throw new InferError(`${label} has the shape ${describe(shape)}: only non-negative integers may stand in it`);
    }
  }
  const sizes = shape as number[];
  const elements = countElements(sizes);
  const most = datatype === 'BYTES' ? limits.maxByteElements : limits.maxElements;
  // One dimension may not exceed the limit either, so that [0, 1e300] reaches nobody.
  if (elements > most || sizes.some((size) => size > most)) {
    throw new InferError(`${label} of shape ${describe(sizes)} exceeds the limit of ${most} elements`, 413);
  }
  return { shape: sizes, elements };
}

/** Product of the sizes; 1 for a scalar, 0 when any size is 0. */
export function countElements(shape: readonly number[]): number {
  let elements = 1;
  for (const size of shape) elements *= size;
  // An infinite product times 0 is NaN.
  return Number.isNaN(elements) ? 0 : elements;
}

/** A value of parsed JSON as messages write it: short, and without going into nested lists, however deep they are. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) {
    const items = value.slice(0, 16).map((item) => (Array.isArray(item) ? '[…]' : describe(item)));
    return `[${items.join(',')}${value.length > 16 ? ',…' : ''}]`;
  }
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
