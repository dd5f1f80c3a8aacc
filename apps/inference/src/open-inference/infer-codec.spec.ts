import fc from 'fast-check';
import { DATATYPES, type Datatype, type Tensor, type TensorData } from '../serving/tensor.js';
import { ARRAY_TYPES } from './binary-tensor.js';
import { numberToHalf } from './half-float.js';
import { InferError } from './infer-error.js';
import { parseInferRequest } from './infer-request.js';
import { encodeInferResponse, type InferOutput } from './infer-response.js';

const double = { noNaN: true, noDefaultInfinity: true };

/** Elements of each datatype that both ends take: in JSON long integers within 2^53 and text only. */
function elementsOf(datatype: Datatype, json: boolean): fc.Arbitrary<number | bigint | Uint8Array> {
  const bits = Number(/\d+/.exec(datatype)?.[0]);
  if (datatype === 'BOOL') return fc.integer({ min: 0, max: 1 });
  if (datatype === 'FP16') return fc.double({ ...double, min: -65504, max: 65504 }).map(numberToHalf);
  if (datatype === 'FP32') return fc.float(double);
  if (datatype === 'FP64') return fc.double(double);
  if (datatype === 'BYTES') {
    return json
      ? fc.string({ unit: fc.constantFrom('a', '"', '\\', '\0', 'é', '€', '😀') }).map((text) => Buffer.from(text))
      : fc.uint8Array().map((bytes) => Buffer.from(bytes));
  }
  const signed = datatype.startsWith('INT');
  if (bits < 64) return fc.integer({ min: signed ? -(2 ** (bits - 1)) : 0, max: 2 ** (signed ? bits - 1 : bits) - 1 });
  const min = signed ? -(2n ** 63n) : 0n;
  return fc.bigInt(json ? { min: signed ? -(2n ** 53n - 1n) : 0n, max: 2n ** 53n - 1n } : { min, max: min + 2n ** 64n - 1n });
}

function tensorsOf(datatype: Datatype, json: boolean): fc.Arbitrary<Tensor> {
  return fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .array(elementsOf(datatype, json), { minLength: length, maxLength: length })
      .map((elements) => ({ datatype, shape, data: toData(datatype, elements) }));
  });
}

function toData(datatype: Datatype, elements: (number | bigint | Uint8Array)[]): TensorData {
  if (datatype === 'BYTES') return elements as Uint8Array[];
  const data = new ARRAY_TYPES[datatype](elements.length);
  elements.forEach((element, i) => ((data as unknown as unknown[])[i] = element));
  return data;
}

/** An answer turned into a request: the two differ in what they call their tensors, by one letter more. */
function asRequest(outputs: InferOutput[]): { body: Buffer; length: number | undefined } {
  const { body, headers } = encodeInferResponse({ modelName: 'm', modelVersion: '1', outputs });
  const [from, to] = ['"outputs":', '"inputs":'];
  const start = body.indexOf(from);
  const changed = Buffer.concat([body.subarray(0, start), Buffer.from(to), body.subarray(start + from.length)]);
  const length = headers['inference-header-content-length'];
  return { body: changed, length: length === undefined ? undefined : Number(length) - from.length + to.length };
}

const anyOutput = fc
  .tuple(fc.constantFrom(...DATATYPES), fc.boolean())
  .chain(([datatype, binary]) => tensorsOf(datatype, !binary).map((tensor) => ({ tensor, binary })));
const anyOutputs = fc
  .array(anyOutput, { minLength: 1, maxLength: 4 })
  .map((outputs) => outputs.map((output, i): InferOutput => ({ name: `t${i}`, ...output })));

describe.each(DATATYPES)('%s', (datatype) => {
  it.each([true, false])('survives writing and reading (binary: %s)', (binary) => {
    fc.assert(
      fc.property(tensorsOf(datatype, !binary), (tensor) => {
        const { body, length } = asRequest([{ name: 't', tensor, binary }]);
        expect(parseInferRequest(body, length).inputs.get('t')).toEqual(tensor);
      }),
      { numRuns: 60 },
    );
  });
});

it('keeps tensors in binary and in JSON apart', () => {
  fc.assert(
    fc.property(anyOutputs, (outputs) => {
      const { body, length } = asRequest(outputs);
      const { inputs } = parseInferRequest(body, length);
      for (const { name, tensor } of outputs) expect(inputs.get(name)).toEqual(tensor);
    }),
  );
});

type Change = { kind: 'set' | 'insert' | 'remove' | 'cut'; at: number; byte: number };
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'set', 'insert', 'remove', 'cut'),
  // Anywhere, and often near the end, where the raw bytes are.
  at: fc.oneof(
    fc.double({ ...double, min: 0, max: 1, maxExcluded: true }),
    fc.double({ ...double, min: 0.9, max: 1, maxExcluded: true }),
  ),
  // Digits and punctuation as often as any byte, so that many changed bodies are JSON still.
  byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('0123456789-.e[]{},:"'))),
});

function applyChange(body: Buffer, { kind, at, byte }: Change): Buffer {
  const index = Math.floor(at * body.length);
  if (kind === 'cut') return body.subarray(0, index);
  const rest = body.subarray(kind === 'insert' ? index : index + 1);
  return Buffer.concat([body.subarray(0, index), kind === 'remove' ? Buffer.alloc(0) : Buffer.of(byte), rest]);
}

it('answers a broken body with an InferError or tensors within it, never else', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      anyOutputs,
      fc.array(change, { minLength: 1, maxLength: 2 }),
      fc.constantFrom(0, 0, 0, 0, -1, 1),
      (outputs, changes, shift) => {
        const { body, length } = asRequest(outputs);
        const broken = changes.reduce(applyChange, body);
        // The body lies within greater memory, as in Node's pool: what is read beyond would be seen there.
        const memory = Buffer.alloc(broken.length + 64, 0xee);
        broken.copy(memory, 32);
        const placed = memory.subarray(32, 32 + broken.length);
        try {
          const { inputs } = parseInferRequest(placed, length === undefined ? undefined : length + shift);
          for (const { shape, data } of inputs.values()) {
            expect(data).toHaveLength(shape.reduce((product, size) => product * size, 1));
            for (const part of Array.isArray(data) ? data : [data]) {
              if (part.buffer !== memory.buffer) continue;
              expect(part.byteOffset).toBeGreaterThanOrEqual(placed.byteOffset);
              expect(part.byteOffset + part.byteLength).toBeLessThanOrEqual(placed.byteOffset + placed.length);
            }
          }
          accepted++;
        } catch (error) {
          if (!(error instanceof InferError)) throw error;
          refused++;
        }
      },
    ),
    { numRuns: 3000 },
  );
  // Both ends are met, or this says nothing.
  expect(accepted).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(50);
});
