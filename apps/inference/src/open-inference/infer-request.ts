import { DATATYPES, type Datatype, type Tensor, type Tensors } from '../serving/tensor.js';
import { decodeBinary } from './binary-tensor.js';
import { InferError } from './infer-error.js';
import { decodeJson } from './json-tensor.js';

export type Parameter = string | number | boolean;

/** An output that the sender wants. */
export interface WantedOutput {
  name: string;
  binary: boolean;
  /** Only so many best classes of each row, as texts (Triton's classification extension). */
  classification?: number;
}

/** `POST …/infer`, read. */
export interface InferRequest {
  id?: string;
  parameters: Record<string, Parameter>;
  inputs: Tensors;
  /** Absent: all. */
  outputs?: WantedOutput[];
  /** Outputs come in binary where nothing else is said of them. */
  binaryOutputs: boolean;
}

const MAX_TENSORS = 100;
const MAX_DIMENSIONS = 8;
const MAX_ELEMENTS = 500_000_000;
const MAX_NAME = 200;

type Json = Record<string, unknown>;

/**
 * Reads an inference request of the Open Inference Protocol, JSON alone or with tensors in binary behind it.
 * @param headerLength the header `Inference-Header-Content-Length`: bytes of JSON before the binary part
 * @throws InferError that says what is wrong with which tensor
 */
export function parseInferRequest(body: Buffer, headerLength?: number): InferRequest {
  if (headerLength !== undefined && (!Number.isInteger(headerLength) || headerLength < 0 || headerLength > body.length)) {
    throw new InferError(`Inference-Header-Content-Length is ${headerLength}, but the request has ${body.length} bytes`);
  }
  const json = parseJson(body.subarray(0, headerLength ?? body.length));
  const binary = body.subarray(headerLength ?? body.length);
  const parameters = parametersOf(json);
  const { inputs, rest } = readInputs(json['inputs'], binary);
  if (rest) throw new InferError(`The request has ${rest} bytes more than its inputs say`);
  const binaryOutputs = parameters['binary_data_output'] === true;
  const outputs = json['outputs'] === undefined ? undefined : readOutputs(json['outputs'], binaryOutputs);
  const { id } = json;
  if (id !== undefined && typeof id !== 'string') throw new InferError('id must be a text');
  return {
    ...(id !== undefined && { id }),
    parameters,
    inputs,
    ...(outputs && { outputs }),
    binaryOutputs,
  };
}

function parseJson(text: Buffer): Json {
  let json: unknown;
  try {
    json = JSON.parse(text.toString());
  } catch (error) {
    throw new InferError(`The request is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if (!isRecord(json)) throw new InferError('The request must be a JSON object');
  return json;
}

function readInputs(given: unknown, binary: Buffer): { inputs: Tensors; rest: number } {
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_TENSORS) {
    throw new InferError('inputs must be a list of at least one tensor');
  }
  const inputs: Tensors = new Map();
  let at = 0;
  for (const input of given as unknown[]) {
    if (!isRecord(input)) throw new InferError('Each input must be an object');
    const name = nameOf(input, 'input');
    if (inputs.has(name)) throw new InferError(`The input ${name} comes twice`);
    const size = parametersOf(input)['binary_data_size'];
    if (size === undefined) {
      inputs.set(name, readInput(name, input));
      continue;
    }
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || at + size > binary.length) {
      throw new InferError(`The input ${name} says binary_data_size ${String(size)}, but ${binary.length - at} bytes are left`);
    }
    inputs.set(name, readInput(name, input, binary.subarray(at, at + size)));
    at += size;
  }
  return { inputs, rest: binary.length - at };
}

function readInput(name: string, input: Json, binary?: Buffer): Tensor {
  const datatype = input['datatype'] as Datatype;
  if (!DATATYPES.includes(datatype))
    throw new InferError(`The input ${name} has the unknown datatype ${JSON.stringify(datatype)}`);
  const shape = input['shape'] as number[];
  const isShape =
    Array.isArray(shape) &&
    shape.length <= MAX_DIMENSIONS &&
    shape.every((size) => Number.isInteger(size) && (size as number) >= 0);
  const elements = isShape ? shape.reduce((product, size) => product * size, 1) : NaN;
  if (!isShape || elements > MAX_ELEMENTS) {
    throw new InferError(`The input ${name} needs a shape: at most ${MAX_DIMENSIONS} whole numbers from 0 on`);
  }
  if (binary) {
    if (input['data'] !== undefined) throw new InferError(`The input ${name} comes both in JSON and in binary`);
    return { datatype, shape, data: decodeBinary(name, datatype, elements, binary) };
  }
  const base64 = parametersOf(input)['content_type'] === 'base64';
  return { datatype, shape, data: decodeJson(name, datatype, shape, input['data'], base64) };
}

function readOutputs(given: unknown, binaryOutputs: boolean): WantedOutput[] {
  if (!Array.isArray(given) || given.length > MAX_TENSORS) throw new InferError('outputs must be a list');
  return (given as unknown[]).map((output) => {
    if (!isRecord(output)) throw new InferError('Each output must be an object');
    const { binary_data: binary, classification } = parametersOf(output);
    if (classification !== undefined && (!Number.isInteger(classification) || (classification as number) < 1)) {
      throw new InferError('classification must be a whole number from 1 on');
    }
    return {
      name: nameOf(output, 'output'),
      binary: binary === undefined ? binaryOutputs : binary === true,
      ...(classification !== undefined && { classification: classification as number }),
    };
  });
}

function nameOf({ name }: Json, what: string): string {
  if (typeof name !== 'string' || !name || name.length > MAX_NAME) throw new InferError(`Each ${what} needs a name`);
  return name;
}

function parametersOf({ parameters }: Json): Record<string, Parameter> {
  if (parameters === undefined) return {};
  if (!isRecord(parameters)) throw new InferError('parameters must be an object');
  return parameters as Record<string, Parameter>;
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
