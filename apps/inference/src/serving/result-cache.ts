import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type { Tensor, TensorData, Tensors } from './tensor.js';

/** Larger inputs are not worth hashing: nobody sends the same ones twice. */
const MAX_INPUT_BYTES = 1024 * 1024;
/** What an entry takes beside its answer. */
const OVERHEAD = 400;

/** Answers by the content of their inputs and the version that gave them; the longest unused go first. */
export class ResultCache {
  private readonly answers: LRUCache<string, Tensors>;

  /** @param maxBytes of all answers together */
  constructor(maxBytes: number) {
    this.answers = new LRUCache({ maxSize: maxBytes, sizeCalculation: (answer) => bytesOf(answer) + OVERHEAD });
  }

  /** What an input is remembered by; undefined for one that is not to be remembered. */
  keyOf(version: string, inputs: Tensors): string | undefined {
    if (bytesOf(inputs) > MAX_INPUT_BYTES) return undefined;
    const hash = createHash('sha256').update(version);
    for (const name of [...inputs.keys()].sort()) {
      const { datatype, shape, data } = inputs.get(name)!;
      hash.update(`\n${JSON.stringify(name)} ${datatype} ${shape.join(',')}\n`);
      // The length first: `ab`, `c` must not be `a`, `bc`.
      if (Array.isArray(data)) for (const bytes of data) hash.update(`${bytes.length}:`).update(bytes);
      else hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    return hash.digest('base64');
  }

  get(key: string): Tensors | undefined {
    return this.answers.get(key);
  }

  /** Keeps a copy: an answer is part of a batch's, which would stay in memory with it. */
  set(key: string, answer: Tensors): void {
    this.answers.set(key, new Map([...answer].map(([name, tensor]) => [name, copyOf(tensor)])));
  }
}

function copyOf({ datatype, shape, data }: Tensor): Tensor {
  return { datatype, shape, data: Array.isArray(data) ? data.map((bytes) => bytes.slice()) : (data.slice() as TensorData) };
}

function bytesOf(tensors: Tensors): number {
  let bytes = 0;
  for (const { data } of tensors.values()) {
    bytes += Array.isArray(data) ? data.reduce((sum, one) => sum + one.length + 8, 0) : data.byteLength;
  }
  return bytes;
}
