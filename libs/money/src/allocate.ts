/** Weights are taken to six decimals, which is exact for percents as people write them. */
const SCALE = 1_000_000;

/**
 * Divides an amount in proportion to weights so that the parts add up to it exactly: each part is its share cut towards zero,
 * and the units left over go to those that lost most by the cut (the method of the largest remainder; of equals the first).
 * @param minor a safe integer of minor units, of either sign
 * @param weights none negative and one above zero, for example percents
 * @returns a part for each weight, in their order, each less than one unit from its exact share
 * @throws RangeError for what cannot be divided so
 */
export function allocate(minor: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(minor)) throw new RangeError('an amount is a safe integer of minor units');
  const shares = weights.map((weight) => {
    if (!(weight >= 0) || weight > Number.MAX_SAFE_INTEGER / SCALE) throw new RangeError(`${weight} is no weight`);
    return BigInt(Math.round(weight * SCALE));
  });
  const whole = shares.reduce((sum, share) => sum + share, 0n);
  if (whole === 0n) throw new RangeError('some weight must be above zero');
  const size = BigInt(Math.abs(minor));
  const parts = shares.map((share) => (size * share) / whole);
  const lost = shares.map((share) => (size * share) % whole);
  let left = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  const byLoss = lost.map((_, i) => i).sort((a, b) => (lost[a]! === lost[b]! ? a - b : lost[a]! > lost[b]! ? -1 : 1));
  for (const i of byLoss) {
    if (left-- <= 0) break;
    parts[i]! += 1n;
  }
  return parts.map((part) => (minor < 0 && part !== 0n ? -Number(part) : Number(part)));
}
