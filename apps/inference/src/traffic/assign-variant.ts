import { createHash } from 'node:crypto';

/** One arm of a traffic split: a model version and its share of the users, 0 to 1. */
export interface VariantShare {
  version: string;
  share: number;
}

/** Shares are often written as decimals such as 0.1 + 0.2 + 0.7, whose binary sum is not exactly 1. */
const SHARE_TOLERANCE = 1e-9;

/**
 * The model version that serves `key` (a user's id). The same key, seed and shares give the same version on every replica
 * and after every restart, without anything stored.
 *
 * The arms lie end to end on [0, 1) in the order listed, and the key's hash is a point on it. When a share changes, a user
 * moves only if their point lies between an old and a new boundary. With two arms that is the least possible movement; with
 * more, list next to each other the arms between which shares are to move. Another seed reshuffles all users, so that a new
 * experiment does not inherit the groups of the last one.
 *
 * @throws Error where there are no arms, a version is listed twice, a share is not in 0..1 or the shares do not sum to 1.
 */
export function assignVariant(key: string, seed: string, variants: readonly VariantShare[]): string {
  checkShares(variants);
  const point = hashToUnitInterval(key, seed);
  let boundary = 0;
  let chosen = '';
  for (const { version, share } of variants) {
    if (share === 0) continue;
    chosen = version;
    boundary += share;
    if (point < boundary) break;
  }
  // A point above the last boundary, which rounding may leave just below 1, belongs to the last arm that has a share.
  return chosen;
}

/**
 * A number in [0, 1) that looks uniformly drawn: the first 53 bits of the SHA-256 of seed and key, as many as a double
 * holds exactly. The two are encoded as a JSON pair, so that ('ab', 'c') and ('a', 'bc') are different inputs.
 */
export function hashToUnitInterval(key: string, seed: string): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, key]))
    .digest();
  return Number(digest.readBigUInt64BE(0) >> 11n) / 2 ** 53;
}

function checkShares(variants: readonly VariantShare[]): void {
  if (variants.length === 0) throw new Error('A traffic split needs at least one variant.');
  const versions = new Set<string>();
  let sum = 0;
  for (const { version, share } of variants) {
    if (versions.has(version)) throw new Error(`Version ${version} is listed twice in the traffic split.`);
    if (!(share >= 0 && share <= 1)) throw new Error(`The share of version ${version} is ${share}, not a number from 0 to 1.`);
    versions.add(version);
    sum += share;
  }
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) throw new Error(`The shares of the traffic split sum to ${sum}, not to 1.`);
}
