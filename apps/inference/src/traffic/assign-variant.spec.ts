import { assignVariant, hashToUnitInterval } from './assign-variant.js';

const KEYS = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);
const split = (...shares: number[]) => shares.map((share, index) => ({ version: String(index + 1), share }));

describe('hashToUnitInterval', () => {
  it('is the first 53 bits of the SHA-256', () => {
    // The digest of printf '["seed","key"]' | sha256sum begins with 23438d1204797ebe; the value is (0x23438d1204797ebe >> 11) / 2^53, by Python.
    expect(hashToUnitInterval('key', 'seed')).toBe(0.13774949731712194);
  });

  it('does not confuse where the seed ends and the key begins', () => {
    expect(hashToUnitInterval('c', 'ab')).not.toBe(hashToUnitInterval('bc', 'a'));
  });
});

describe('assignVariant', () => {
  it('meets the shares within four standard deviations of the binomial', () => {
    const variants = split(0.1, 0.2, 0.7);
    const counts = new Map<string, number>();
    for (const key of KEYS) {
      const version = assignVariant(key, 'experiment', variants);
      counts.set(version, (counts.get(version) ?? 0) + 1);
    }
    // sqrt(100,000 p (1 - p)) is 94.9, 126.5 and 144.9 rows.
    expect(Math.abs(counts.get('1')! - 10_000)).toBeLessThan(4 * 94.9);
    expect(Math.abs(counts.get('2')! - 20_000)).toBeLessThan(4 * 126.5);
    expect(Math.abs(counts.get('3')! - 70_000)).toBeLessThan(4 * 144.9);
  });

  it('gives the same key the same version, in whatever order keys come', () => {
    const keys = KEYS.slice(0, 1000);
    const forwards = keys.map((key) => assignVariant(key, 'experiment', split(0.5, 0.5)));
    const backwards = keys.toReversed().map((key) => assignVariant(key, 'experiment', split(0.5, 0.5)));
    expect(backwards.toReversed()).toEqual(forwards);
  });

  it('moves only the users whose share moved, and in one direction', () => {
    let moved = 0;
    for (const key of KEYS) {
      const before = assignVariant(key, 'experiment', split(0.9, 0.1));
      const after = assignVariant(key, 'experiment', split(0.8, 0.2));
      if (before === after) continue;
      expect([before, after]).toEqual(['1', '2']);
      moved += 1;
    }
    // 10 % of the users, within four times 94.9.
    expect(Math.abs(moved - 10_000)).toBeLessThan(4 * 94.9);
  });

  it('assigns independently under another seed', () => {
    // Chi-square of the 2 x 2 table of arms under two seeds; 10.83 is its 99.9 % quantile with one degree of freedom.
    const table = [0, 0, 0, 0];
    for (const key of KEYS) {
      const first = Number(assignVariant(key, 'spring', split(0.5, 0.5))) - 1;
      const second = Number(assignVariant(key, 'autumn', split(0.5, 0.5))) - 1;
      table[2 * first + second]! += 1;
    }
    const [a, b, c, d] = table as [number, number, number, number];
    const chiSquare = (KEYS.length * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d));
    expect(chiSquare).toBeLessThan(10.83);
  });

  it('never chooses an arm without a share, wherever it stands', () => {
    for (const key of KEYS.slice(0, 1000)) expect(assignVariant(key, 's', split(0, 1, 0))).toBe('2');
  });

  it('accepts shares whose binary sum is not exactly 1', () => {
    expect(0.7 + 0.2 + 0.1).not.toBe(1);
    expect(['1', '2', '3']).toContain(assignVariant('k', 's', split(0.7, 0.2, 0.1)));
  });

  it.each([
    [[], 'needs at least one variant'],
    [split(0.5, 0.4), 'sum to 0.9, not to 1'],
    [split(1.5, -0.5), 'share of version 1 is 1.5'],
    [split(Number.NaN, 1), 'share of version 1 is NaN'],
    [[...split(0.5), ...split(0.5)], 'Version 1 is listed twice'],
  ])('refuses a split that is none: %j', (variants, message) => {
    expect(() => assignVariant('k', 's', variants)).toThrow(message);
  });
});
