import type { InferenceSession } from 'onnxruntime-node';
import type { Datatype, Tensor, TensorData } from '../serving/tensor.js';
import { sizeOf } from '../serving/tensor.js';
import type { SmokeCase, TensorDescription, TensorValues } from './model-description.js';
import { ModelError } from './model-error.js';
import { fromOrt, toOrt } from './ort-tensors.js';

const DEFAULT_TOLERANCE = 1e-4;

/**
 * Runs a model on the inputs whose outputs its description tells.
 * @throws ModelError where it fails, or answers something else
 */
export async function smokeTest(
  session: InferenceSession,
  inputs: TensorDescription[],
  cases: readonly SmokeCase[],
): Promise<void> {
  for (const [index, smoke] of cases.entries()) {
    const feeds = Object.fromEntries(
      inputs.map(({ name, datatype }) => {
        const values = smoke.inputs[name];
        if (!values) throw new ModelError(`Smoke input ${index + 1} has no ${name}`);
        return [name, toOrt(tensorOf(datatype, values, name))];
      }),
    );
    const answer = await session.run(feeds).catch((error: unknown) => {
      throw new ModelError(`The model fails on its smoke input ${index + 1}: ${(error as Error).message.slice(0, 300)}`);
    });
    for (const [name, expected] of Object.entries(smoke.outputs)) {
      const output = answer[name];
      if (!output) throw new ModelError(`The model has no output ${name}, which smoke input ${index + 1} tells`);
      const difference = differenceOf(fromOrt(output), expected);
      if (difference > (smoke.tolerance ?? DEFAULT_TOLERANCE)) {
        throw new ModelError(
          `On smoke input ${index + 1} the output ${name} differs by ${Number(difference.toPrecision(3))} from what model.json tells`,
        );
      }
    }
  }
}

/** Largest difference of two numbers; infinite where shapes, texts or NaN differ. */
function differenceOf(actual: Tensor, expected: TensorValues): number {
  const { data } = actual;
  if (actual.shape.join() !== expected.shape.join() || data.length !== expected.data.length) return Infinity;
  let most = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    const difference =
      value instanceof Uint8Array
        ? Buffer.from(value).toString() === expected.data[i]
          ? 0
          : Infinity
        : Math.abs(Number(value) - Number(expected.data[i]));
    if (!(difference <= most)) most = Number.isNaN(difference) ? Infinity : difference;
  }
  return most;
}

const MAKERS: Record<Exclude<Datatype, 'BYTES' | 'INT64' | 'UINT64'>, (values: number[]) => TensorData> = {
  BOOL: (values) => Uint8Array.from(values),
  UINT8: (values) => Uint8Array.from(values),
  UINT16: (values) => Uint16Array.from(values),
  UINT32: (values) => Uint32Array.from(values),
  INT8: (values) => Int8Array.from(values),
  INT16: (values) => Int16Array.from(values),
  INT32: (values) => Int32Array.from(values),
  FP16: (values) => Uint16Array.from(values),
  FP32: (values) => Float32Array.from(values),
  FP64: (values) => Float64Array.from(values),
};

/** A tensor from its values in JSON; FP16 as raw bits. @throws ModelError where their number is not that of the shape */
export function tensorOf(datatype: Datatype, { shape, data }: TensorValues, name: string): Tensor {
  if (sizeOf(shape) !== data.length) throw new ModelError(`${name} has ${data.length} values for the shape [${shape.join(',')}]`);
  if (datatype === 'BYTES') return { datatype, shape, data: data.map((text) => Buffer.from(String(text))) };
  if (datatype === 'INT64') return { datatype, shape, data: BigInt64Array.from(data, (value) => BigInt(value)) };
  if (datatype === 'UINT64') return { datatype, shape, data: BigUint64Array.from(data, (value) => BigInt(value)) };
  return { datatype, shape, data: MAKERS[datatype](data.map(Number)) };
}
