import { ModelError } from './model-error.js';

/**
 * What is checked of a `model.onnx` before ONNX Runtime sees it: that it is one whole graph, and that it names no other
 * file. Weights of a model may lie in files beside it by a path that the model chooses, and a stranger's model must not
 * choose what is read here. Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

/** Fields of each message that hold further messages: number → kind. */
const INSIDE = {
  model: { 7: 'graph', 25: 'function' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  function: { 7: 'node', 11: 'attribute' },
  tensor: {},
} as const satisfies Record<string, Record<number, string>>;
type Kind = keyof typeof INSIDE;

const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const MODEL_GRAPH = 7;
const MODEL_IR_VERSION = 1;

const MAX_DEPTH = 64;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** @throws ModelError where the bytes are no ONNX model, or one that reads other files */
export function inspectOnnx(bytes: Uint8Array): void {
  const found = new Set<number>();
  try {
    walk(bytes, 'model', 0, (kind, field) => {
      if (kind === 'model') found.add(field);
      if (kind === 'tensor' && field === TENSOR_EXTERNAL_DATA) throw external();
    });
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError('The file is not an ONNX model, or was cut');
  }
  if (!found.has(MODEL_GRAPH) || !found.has(MODEL_IR_VERSION)) throw new ModelError('The file is not an ONNX model');
}

function external(): ModelError {
  return new ModelError('The model keeps weights in other files (external data): save it as one file');
}

/** Visits the fields of a message and of those inside it. @throws RangeError where the bytes are no message */
function walk(bytes: Uint8Array, kind: Kind, depth: number, visit: (kind: Kind, field: number) => void): void {
  if (depth > MAX_DEPTH) throw new RangeError('Too deep');
  const inside: Record<number, Kind> = INSIDE[kind];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw new RangeError('Cut');
      const byte = bytes[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError('Too long a number');
  };
  while (at < bytes.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    if (field === 0) throw new RangeError('No field');
    visit(kind, field);
    let end: number;
    switch (key % 8) {
      case VARINT: {
        const value = varint();
        if (kind === 'tensor' && field === TENSOR_DATA_LOCATION && value !== 0) throw external();
        continue;
      }
      case FIXED64:
        end = at + 8;
        break;
      case FIXED32:
        end = at + 4;
        break;
      case LENGTH_DELIMITED: {
        const length = varint();
        end = at + length;
        break;
      }
      default:
        throw new RangeError('No wire type');
    }
    if (end > bytes.length) throw new RangeError('Cut');
    const next = inside[field];
    if (next) walk(bytes.subarray(at, end), next, depth + 1, visit);
    at = end;
  }
}
