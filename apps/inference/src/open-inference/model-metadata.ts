import type { LoadedVersion } from '../serving/loaded-version.js';
import type { TensorDescription } from '../models/model-description.js';

const specOf = ({ name, datatype, shape }: TensorDescription) => ({ name, datatype, shape });

/** `GET /v2/models/{name}`: what the protocol tells of a model, and what its preprocessing takes in place of tensors. */
export function modelMetadata(loaded: LoadedVersion, versions: string[]): object {
  const { opened, preprocessor } = loaded;
  const { name, labels } = opened.description;
  return {
    name,
    versions,
    platform: 'onnx_onnxv1',
    inputs: opened.inputs.map(specOf),
    outputs: opened.outputs.map(specOf),
    parameters: {
      version: opened.description.version,
      ...(labels.length && { labels }),
      ...(preprocessor && { alternative_inputs: preprocessor.inputs.map(specOf) }),
    },
  };
}

/** `GET /v2/models/{name}/stats`, as Triton tells them; times in nanoseconds. */
export function modelStatistics(loaded: LoadedVersion): object {
  const { requests, rows, runs, failures, queueSeconds, runSeconds } = loaded.counts;
  const duration = (count: number, seconds: number) => ({ count, ns: Math.round(seconds * 1e9) });
  return {
    name: loaded.description.name,
    version: loaded.description.version,
    last_inference: loaded.lastInference?.getTime() ?? 0,
    inference_count: rows,
    execution_count: runs,
    inference_stats: {
      success: duration(requests, queueSeconds + runSeconds),
      fail: duration(failures, 0),
      queue: duration(requests, queueSeconds),
      compute_infer: duration(runs, runSeconds),
    },
  };
}
