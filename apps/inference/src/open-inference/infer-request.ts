import { isUtf8 } from 'node:buffer';
import { DATATYPES, type Datatype, type Tensor } from '../serving/tensor.js';
import { readBinaryTensor } from './binary-tensor.js';
import { InferError } from './infer-error.js';
import { readJsonTensor } from './json-tensor.js';
import { DEFAULT_LIMITS, describe, readShape, type InferLimits } from './tensor-shape.js';

export type InferParameters = Record<string, string | number | boolean>;

/** An output that the caller asks for. */
export interface RequestedOutput {
  name: string;
  /** as raw bytes behind the JSON, by its own parameter or else the request's */
  binary: boolean;
  /** Triton's classification extension: how many of the highest values */
  classification?: number;
}

/** A request of the Open Inference Protocol v2. */
export interface InferRequest {
  id?: string;
  /** without a prototype, so that a parameter may have any name */
  parameters: InferParameters;
  /** by name, in the order sent; tensors may be views of the body */
  inputs: Map<string, Tensor>;
  /** absent when the caller names none: then all are meant */
  outputs?: RequestedOutput[];
  /** whether outputs without a word of their own go out in binary (`binary_data_output`) */
  binaryOutputs: boolean;
}

type JsonObject = Record<string, unknown>;

/** Where the next binary tensor begins; `end` is that of the body. */
interface BinaryPart {
  body: Buffer;
  offset: number;
  present: boolean;
}

/**
 * Reads the body of `POST …/infer`, JSON alone or JSON with the raw bytes of tensors behind it.
 * @param inferenceHeaderContentLength bytes of the JSON, when raw bytes follow: the header `Inference-Header-Content-Length`
 *   as {@link readHeaderLength} gives it. Body and length are those after decompression.
 * @throws InferError 400 when anything in it is wrong, 413 when a tensor has too many elements
 */
export function parseInferRequest(
  body: Buffer,
  inferenceHeaderContentLength?: number,
  limits: Partial<InferLimits> = {},
): InferRequest {
  const allLimits = { ...DEFAULT_LIMITS, ...limits };
  const length = inferenceHeaderContentLength ?? body.length;
  if (!Number.isSafeInteger(length) || length < 0 || length > body.length) {
    throw new InferError(`Inference-Header-Content-Length is ${length}, but the body has ${body.length} bytes`);
  }
  const request = parseJson(body.subarray(0, length));
  const binary: BinaryPart = { body, offset: length, present: inferenceHeaderContentLength !== undefined };

  const { id, inputs } = request;
  if (id != null && typeof id !== 'string') throw new InferError('The id of the request is not a string');
  const parameters = readParameters(request.parameters, 'The request');
  const binaryOutputs = readFlag(parameters, 'binary_data_output', 'The request') ?? false;
  if (!Array.isArray(inputs) || inputs.length === 0) throw new InferError('The request has no inputs');

  const tensors = new Map<string, Tensor>();
  for (const [index, input] of inputs.entries()) {
    const name = readName(input, `Input ${index}`, allLimits);
    if (tensors.has(name)) throw new InferError(`Input ${JSON.stringify(name)} is given twice`);
    tensors.set(name, readInput(input as JsonObject, `Input ${JSON.stringify(name)}`, binary, allLimits));
  }
  if (binary.offset < body.length) {
    throw new InferError(`The body has ${body.length - binary.offset} bytes of binary data that belong to no input`);
  }
  const outputs = readOutputs(request.outputs, binaryOutputs, allLimits);
  return { ...(id != null && { id }), parameters, inputs: tensors, ...(outputs && { outputs }), binaryOutputs };
}

/**
 * The number in the header `Inference-Header-Content-Length`, if there is one.
 * @throws InferError when it is not a whole number
 */
export function readHeaderLength(header: string | string[] | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) {
    throw new InferError('Inference-Header-Content-Length is not a whole number of bytes');
  }
  return Number(header);
}

function parseJson(bytes: Buffer): JsonObject {
  // Node would read other bytes as U+FFFD and so change a text in silence.
  if (!isUtf8(bytes)) throw new InferError('The request is not UTF-8: is Inference-Header-Content-Length missing?');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new InferError(`The request is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw new InferError('The request is not a JSON object');
  return value;
}

function readInput(input: JsonObject, label: string, binary: BinaryPart, limits: InferLimits): Tensor {
  const { datatype } = input;
  if (!isDatatype(datatype)) {
    throw new InferError(`${label} has the unknown datatype ${describe(datatype)}: one of ${DATATYPES.join(', ')} is needed`);
  }
  const { shape, elements } = readShape(input.shape, datatype, label, limits);
  const parameters = readParameters(input.parameters, label);
  refuseSharedMemory(parameters, label);
  const size = parameters.binary_data_size;
  if (size === undefined) {
    const base64 = datatype === 'BYTES' && parameters.content_type === 'base64';
    return readJsonTensor(input.data, { datatype, shape }, elements, label, base64);
  }
  if (input.data != null) throw new InferError(`${label} has both data and binary_data_size`);
  if (!Number.isSafeInteger(size) || (size as number) < 0) {
    throw new InferError(`${label} has the binary_data_size ${describe(size)}: a number of bytes is needed`);
  }
  if (!binary.present) {
    throw new InferError(`${label} is said to be binary, but the header Inference-Header-Content-Length is missing`);
  }
  const end = binary.offset + (size as number);
  if (end > binary.body.length) {
    throw new InferError(`${label} has the binary_data_size ${size}, but ${binary.body.length - binary.offset} bytes are left`);
  }
  const bytes = binary.body.subarray(binary.offset, end);
  binary.offset = end;
  return readBinaryTensor(bytes, { datatype, shape }, elements, label);
}

function readOutputs(value: unknown, binaryOutputs: boolean, limits: InferLimits): RequestedOutput[] | undefined {
  if (value == null) return undefined;
  if (!Array.isArray(value)) throw new InferError('The outputs of the request are not a list');
  const names = new Set<string>();
  const outputs = value.map((output: unknown, index): RequestedOutput => {
    const name = readName(output, `Output ${index}`, limits);
    const label = `Output ${JSON.stringify(name)}`;
    if (names.has(name)) throw new InferError(`${label} is asked for twice`);
    names.add(name);
    const parameters = readParameters((output as JsonObject).parameters, label);
    refuseSharedMemory(parameters, label);
    const binary = readFlag(parameters, 'binary_data', label) ?? binaryOutputs;
    const { classification } = parameters;
    if (classification === undefined) return { name, binary };
    if (!Number.isSafeInteger(classification) || (classification as number) < 1) {
      throw new InferError(`${label} has the classification ${describe(classification)}: a positive integer is needed`);
    }
    return { name, binary, classification: classification as number };
  });
  return outputs.length ? outputs : undefined;
}

function readName(value: unknown, label: string, limits: InferLimits): string {
  if (!isObject(value)) throw new InferError(`${label} is not a JSON object`);
  const { name } = value;
  if (typeof name !== 'string' || name === '') throw new InferError(`${label} has no name`);
  if (name.length > limits.maxNameLength) {
    throw new InferError(`${label} has a name of ${name.length} characters, more than ${limits.maxNameLength}`);
  }
  return name;
}

/** Null stands for nothing, as clients that write all their fields send it. */
function readParameters(value: unknown, label: string): InferParameters {
  const parameters = Object.create(null) as InferParameters;
  if (value == null) return parameters;
  if (!isObject(value)) throw new InferError(`${label} has parameters that are not a JSON object`);
  for (const [key, parameter] of Object.entries(value)) {
    if (parameter === null) continue;
    if (typeof parameter !== 'string' && typeof parameter !== 'number' && typeof parameter !== 'boolean') {
      throw new InferError(`${label} has a parameter ${describe(key)} that is not a string, number or boolean`);
    }
    parameters[key] = parameter;
  }
  return parameters;
}

function readFlag(parameters: InferParameters, key: string, label: string): boolean | undefined {
  const value = parameters[key];
  if (value !== undefined && typeof value !== 'boolean') throw new InferError(`${label} has a ${key} other than true or false`);
  return value;
}

function refuseSharedMemory(parameters: InferParameters, label: string): void {
  if (parameters.shared_memory_region !== undefined) throw new InferError(`${label} is in shared memory, which is not served`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDatatype(value: unknown): value is Datatype {
  return (DATATYPES as readonly unknown[]).includes(value);
}
