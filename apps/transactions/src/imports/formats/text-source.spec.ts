import { readHead } from './text-source.js';

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('the beginning of a source', () => {
  const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, i) => i % 251));

  test.each([[1], [7], [9_000], [20_000]])(
    'is its first bytes, and the source begins with them again (pieces of %d)',
    async (length) => {
      const { head, source } = await readHead(pieces(bytes, length), 10_000);
      expect(Buffer.compare(head, bytes.subarray(0, 10_000))).toBe(0);
      const again: Uint8Array[] = [];
      for await (const chunk of source) again.push(chunk);
      expect(Buffer.compare(Buffer.concat(again), bytes)).toBe(0);
      // One copy of it, however many bytes it has.
      expect(again[0]?.buffer).toBe(head.buffer);
    },
  );

  test('is all of a shorter one, and nothing of an empty one', async () => {
    const { head } = await readHead(pieces(bytes.subarray(0, 10), 3), 100);
    expect([...head]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const empty = await readHead(pieces(bytes.subarray(0, 0), 3), 100);
    expect(empty.head).toHaveLength(0);
    for await (const chunk of empty.source) expect(chunk).toBeUndefined();
  });
});
