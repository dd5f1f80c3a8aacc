/** One input or output of a model, as in the Open Inference Protocol; −1 is a free dimension. */
export interface TensorDescription {
  name: string;
  datatype: 'FP32' | 'INT32';
  shape: number[];
}

/** What stands in `model.json` beside a `model.onnx`. */
export interface ModelDescription {
  name: string;
  version: string;
  inputs: TensorDescription[];
  outputs: TensorDescription[];
  /** What the columns of the output mean, in order. */
  labels: string[];
  /** How text becomes input: the version of the features and what they were built with. */
  preprocessing: { name: string; version: number };
  /** Divisor of the logits that calibrates the probabilities; already part of the graph. */
  temperature: number;
  metrics: Record<string, number>;
  /** SHA-256 of `model.onnx`, hexadecimal. */
  sha256: string;
}
