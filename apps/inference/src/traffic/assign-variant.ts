import { createHash } from 'node:crypto';

/** A version's part of the users, 0 … 1. */
export interface Variant {
  version: string;
  share: number;
}

/** How far shares may miss 1 together. */
const TOLERANCE = 1e-9;

/**
 * The version that serves a user: the same one as long as seed and shares stay. Each version has an interval of [0, 1) as long as
 * its share, in the order listed; a hash of seed and key gives a point (53 bits of SHA-256).
 * @throws Error when the shares do not add up to 1
 */
export function assignVariant(key: string, seed: string, variants: readonly Variant[]): string {
  const sum = variants.reduce((total, { share }) => total + share, 0);
  if (!variants.length || Math.abs(sum - 1) > TOLERANCE) throw new Error(`The shares of a split add up to ${sum}, not to 1`);
  const hash = createHash('sha256').update(`${seed}\n${key}`).digest();
  const point = (hash.readUInt32BE(0) * 2 ** 21 + (hash.readUInt32BE(4) >>> 11)) / 2 ** 53;
  let upTo = 0;
  for (const { version, share } of variants) {
    upTo += share;
    if (point < upTo) return version;
  }
  return variants.findLast(({ share }) => share > 0)!.version;
}
