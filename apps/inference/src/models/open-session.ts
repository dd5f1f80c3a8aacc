import ort from 'onnxruntime-node';
import type { ModelDescription, TensorDescription } from './model-description.js';
import { ModelError } from './model-error.js';
import { datatypeOf } from './ort-tensors.js';

export interface SessionOptions {
  /** Execution providers, tried in this order: `cuda`, `webgpu`, `cpu`. */
  providers: readonly string[];
  /** Threads within one run. */
  threads: number;
}

export interface OpenedSession {
  session: ort.InferenceSession;
  /** The provider that took it. */
  provider: string;
  inputs: TensorDescription[];
  outputs: TensorDescription[];
}

/**
 * Opens a graph with the first provider that takes it, and holds it against its description.
 * @throws ModelError where none does, or the graph has other inputs or outputs than described
 */
export async function openSession(
  bytes: Uint8Array,
  description: ModelDescription,
  options: SessionOptions,
): Promise<OpenedSession> {
  const refusals: string[] = [];
  for (const provider of options.providers) {
    try {
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: [provider],
        intraOpNumThreads: options.threads,
        interOpNumThreads: 1,
        graphOptimizationLevel: 'all',
        // Sessions come and go here: an arena would keep the most that any of them ever used.
        enableCpuMemArena: false,
        logSeverityLevel: 4,
      });
      try {
        const inputs = tensorsOf(session.inputMetadata, description.inputs, 'input');
        return { session, provider, inputs, outputs: tensorsOf(session.outputMetadata, description.outputs, 'output') };
      } catch (error) {
        await session.release();
        throw error;
      }
    } catch (error) {
      if (error instanceof ModelError) throw error;
      refusals.push(`${provider}: ${reasonOf(error)}`);
    }
  }
  throw new ModelError(`ONNX Runtime cannot load the model (${refusals.join('; ')})`);
}

/** What the graph says, with the names of free dimensions as −1, and what only the description knows. */
function tensorsOf(
  metadata: readonly ort.InferenceSession.ValueMetadata[],
  described: TensorDescription[] | undefined,
  side: 'input' | 'output',
): TensorDescription[] {
  const actual = metadata.map((value): TensorDescription => {
    const datatype = value.isTensor ? datatypeOf(value.type) : undefined;
    if (!value.isTensor || !datatype) throw new ModelError(`The ${side} ${value.name} is of a kind that cannot be served`);
    return { name: value.name, datatype, shape: value.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : -1)) };
  });
  if (!described) return actual;
  const text = ({ name, datatype, shape }: TensorDescription) => `${name} ${datatype}[${shape.join(',')}]`;
  const list = (tensors: TensorDescription[]) => tensors.map(text).sort().join(', ');
  const fits = (one: TensorDescription) =>
    described.some(
      ({ name, datatype, shape }) =>
        name === one.name &&
        datatype === one.datatype &&
        shape.length === one.shape.length &&
        shape.every((size, i) => size === one.shape[i] || one.shape[i] === -1),
    );
  if (described.length !== actual.length || !actual.every(fits)) {
    throw new ModelError(`model.json describes the ${side}s ${list(described)}, but the graph has ${list(actual)}`);
  }
  return actual.map((one) => ({ ...one, ...described.find(({ name }) => name === one.name) }));
}

/** ONNX Runtime's messages name source files and codes first: the last part tells. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]!.slice(0, 300);
}
