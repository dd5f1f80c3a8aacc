/**
 * IEEE 754 binary16 ("half"): 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits.
 * Numbers go to half from the double itself: a detour over float32 would round twice.
 */

/** Smallest normal half, 2^-14; below it the steps are 2^-24 wide. */
const SMALLEST_NORMAL = 2 ** -14;
/** Halfway from the greatest half, 65504, to what would be the next; ties go to even, which is infinity here. */
const OVERFLOW = 65520;

/** 2^(exponent field − 25): the worth of one step of the fraction; subnormals (field 0) share field 1's. */
const STEP = Float64Array.from({ length: 31 }, (_, field) => 2 ** (Math.max(field, 1) - 25));

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** Bits of the half nearest to a number, ties to even; a number of 65520 or more becomes infinity, every NaN 0x7e00. */
export function numberToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  double[0] = value;
  // The high word of a double holds its sign and its 11 exponent bits (all machines Node serves us on are little-endian).
  const high = words[1]!;
  const sign = (high >>> 16) & 0x8000;
  const size = Math.abs(value);
  if (size >= OVERFLOW) return sign | 0x7c00;
  if (size < SMALLEST_NORMAL) return sign | roundToEven(size / STEP[0]!);
  const field = ((high >>> 20) & 0x7ff) - 1023 + 15;
  // Rounding up from the last fraction carries into the exponent, as it should.
  return sign | ((field << 10) + roundToEven(size / STEP[field]!) - 1024);
}

/** The number that the bits of a half stand for; exact. */
export function halfToNumber(bits: number): number {
  const field = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (field === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (field ? 1024 + fraction : fraction) * STEP[field]!;
}

/** Whether the bits of a half are NaN or an infinity. */
export function isHalfNonFinite(bits: number): boolean {
  return (bits & 0x7c00) === 0x7c00;
}

/** Nearest whole number, ties to even; exact for the sizes up to 2048 that come here. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
