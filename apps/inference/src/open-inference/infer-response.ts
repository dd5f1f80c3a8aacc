import type { Tensor } from '../serving/tensor.js';
import { writeBinaryTensor } from './binary-tensor.js';
import { classifyTensor } from './classify-tensor.js';
import { InferError } from './infer-error.js';
import type { InferParameters, InferRequest } from './infer-request.js';
import { writeJsonData } from './json-tensor.js';

/** An output on its way to the caller. */
export interface InferOutput {
  name: string;
  tensor: Tensor;
  /** as raw bytes behind the JSON rather than in it */
  binary: boolean;
}

/** An answer of the Open Inference Protocol v2. */
export interface InferResponse {
  modelName: string;
  modelVersion: string;
  /** that of the request */
  id?: string;
  parameters?: InferParameters;
  outputs: InferOutput[];
}

/**
 * The outputs that a request asks for, in its order, in the form it wants; all of them where it names none.
 * @param tensors what the model gave, by name
 * @param labels class names by output, for the classification extension
 * @throws InferError when the model has no such output, or it cannot be classified
 */
export function selectOutputs(
  request: Pick<InferRequest, 'outputs' | 'binaryOutputs'>,
  tensors: ReadonlyMap<string, Tensor>,
  labels: ReadonlyMap<string, readonly string[]> = new Map(),
): InferOutput[] {
  if (!request.outputs) return Array.from(tensors, ([name, tensor]) => ({ name, tensor, binary: request.binaryOutputs }));
  return request.outputs.map(({ name, binary, classification }) => {
    const tensor = tensors.get(name);
    const label = `Output ${JSON.stringify(name)}`;
    if (!tensor) throw new InferError(`${label} is not one of the model: ${[...tensors.keys()].join(', ')}`);
    if (classification === undefined) return { name, tensor, binary };
    return { name, tensor: classifyTensor(tensor, classification, labels.get(name), label), binary };
  });
}

/**
 * Writes an answer: JSON, or JSON with the raw bytes of the binary outputs behind it, whose header
 * `Inference-Header-Content-Length` tells the bytes of the JSON (before any compression).
 * @throws InferError (500) when an output in JSON holds what JSON cannot carry
 */
export function encodeInferResponse(response: InferResponse): { body: Buffer; headers: Record<string, string> } {
  const parts: Buffer[] = [];
  const outputs = response.outputs.map(({ name, tensor, binary }) => {
    const { datatype, shape } = tensor;
    const head = `{"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape.join(',')}]`;
    if (!binary) return `${head},"data":${writeJsonData(tensor, `Output ${JSON.stringify(name)}`)}}`;
    const bytes = writeBinaryTensor(tensor);
    parts.push(bytes);
    return `${head},"parameters":{"binary_data_size":${bytes.length}}}`;
  });
  const head = JSON.stringify({
    model_name: response.modelName,
    model_version: response.modelVersion,
    id: response.id,
    parameters: response.parameters,
  });
  // Data are written by hand, since JSON.stringify knows no 64-bit integers; so the object is closed by hand too.
  const json = Buffer.from(`${head.slice(0, -1)},"outputs":[${outputs.join(',')}]}`, 'utf8');
  if (!parts.length) return { body: json, headers: { 'content-type': 'application/json' } };
  return {
    body: Buffer.concat([json, ...parts]),
    headers: { 'content-type': 'application/octet-stream', 'inference-header-content-length': String(json.length) },
  };
}
