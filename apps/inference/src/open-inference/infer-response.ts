import type { Tensor } from '../serving/tensor.js';
import { encodeBinary } from './binary-tensor.js';
import { encodeJson } from './json-tensor.js';

export interface AnsweredOutput {
  name: string;
  tensor: Tensor;
  binary: boolean;
}

export interface InferAnswer {
  modelName: string;
  modelVersion: string;
  id?: string;
  parameters?: Record<string, string | number | boolean>;
  outputs: AnsweredOutput[];
}

export interface EncodedAnswer {
  body: Buffer;
  headers: Record<string, string>;
}

/** Writes the answer to an inference request: JSON, with the tensors that were asked for in binary behind it. */
export function encodeInferAnswer({ modelName, modelVersion, id, parameters, outputs }: InferAnswer): EncodedAnswer {
  const binaries: Buffer[] = [];
  const texts = outputs.map(({ name, tensor, binary }) => {
    const head = `"name":${JSON.stringify(name)},"datatype":"${tensor.datatype}","shape":[${tensor.shape.join(',')}]`;
    if (!binary) return `{${head},"data":${encodeJson(name, tensor)}}`;
    const bytes = encodeBinary(tensor.data);
    binaries.push(bytes);
    return `{${head},"parameters":{"binary_data_size":${bytes.length}}}`;
  });
  const fields = [
    `"model_name":${JSON.stringify(modelName)}`,
    `"model_version":${JSON.stringify(modelVersion)}`,
    ...(id === undefined ? [] : [`"id":${JSON.stringify(id)}`]),
    ...(parameters ? [`"parameters":${JSON.stringify(parameters)}`] : []),
    `"outputs":[${texts.join(',')}]`,
  ];
  const json = Buffer.from(`{${fields.join(',')}}`);
  if (!binaries.length) return { body: json, headers: { 'content-type': 'application/json' } };
  return {
    body: Buffer.concat([json, ...binaries]),
    headers: { 'content-type': 'application/octet-stream', 'inference-header-content-length': String(json.length) },
  };
}
