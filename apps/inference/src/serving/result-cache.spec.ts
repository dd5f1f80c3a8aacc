import { ResultCache } from './result-cache.js';
import type { Tensor, Tensors } from './tensor.js';

const floats = (...values: number[]): Tensor => ({ datatype: 'FP32', shape: [values.length], data: Float32Array.from(values) });
const texts = (...values: string[]): Tensor => ({
  datatype: 'BYTES',
  shape: [values.length],
  data: values.map((v) => Buffer.from(v)),
});
const of = (tensors: Record<string, Tensor>): Tensors => new Map(Object.entries(tensors));

describe('ResultCache', () => {
  it('knows equal inputs of one version by their content, in any order of names', () => {
    const cache = new ResultCache(10_000);
    const key = cache.keyOf('v1', of({ a: floats(1, 2), b: texts('x') }))!;
    expect(cache.keyOf('v1', of({ b: texts('x'), a: floats(1, 2) }))).toBe(key);
    const others = [
      cache.keyOf('v2', of({ a: floats(1, 2), b: texts('x') })),
      cache.keyOf('v1', of({ a: floats(1, 3), b: texts('x') })),
      cache.keyOf('v1', of({ a: floats(1, 2), b: texts('y') })),
      cache.keyOf('v1', of({ a: { ...floats(1, 2), shape: [1, 2] }, b: texts('x') })),
      cache.keyOf('v1', of({ c: floats(1, 2), b: texts('x') })),
    ];
    expect(new Set([key, ...others]).size).toBe(6);
    expect(cache.keyOf('v1', of({ b: texts('ab', 'c') }))).not.toBe(cache.keyOf('v1', of({ b: texts('a', 'bc') })));
  });

  it('keeps a copy of its own, not the memory of the batch', () => {
    const cache = new ResultCache(10_000);
    const batch = Float32Array.of(1, 2, 3, 4);
    cache.set('k', of({ y: { datatype: 'FP32', shape: [2], data: batch.subarray(1, 3) } }));
    batch.fill(0);
    const { data } = cache.get('k')!.get('y')!;
    expect([...(data as Float32Array)]).toEqual([2, 3]);
    expect((data as Float32Array).buffer.byteLength).toBe(8);
  });

  it('forgets the longest unused where there is no room, and remembers nothing that is too large', () => {
    // Each answer is 4 bytes and 400 of overhead: two fit.
    const cache = new ResultCache(900);
    cache.set('a', of({ y: floats(1) }));
    cache.set('b', of({ y: floats(2) }));
    cache.get('a');
    cache.set('c', of({ y: floats(3) }));
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
    expect(cache.keyOf('v1', of({ x: { datatype: 'FP32', shape: [300_000], data: new Float32Array(300_000) } }))).toBeUndefined();
  });
});
