import fc from 'fast-check';
import { halfToNumber, isHalfNonFinite, numberToHalf } from './half-float.js';

/** Exact values of IEEE 754 binary16, as in the table of https://en.wikipedia.org/wiki/Half-precision_floating-point_format. */
const TABLE: [number, number][] = [
  [0x0000, 0],
  [0x0001, 2 ** -24], // smallest subnormal, 0.000000059604645
  [0x03ff, 2 ** -14 * (1023 / 1024)], // largest subnormal, 0.000060975552
  [0x0400, 2 ** -14], // smallest normal, 0.00006103515625
  [0x3555, 0.333251953125], // nearest to 1/3
  [0x3bff, 0.99951171875], // largest below one
  [0x3c00, 1],
  [0x3c01, 1.0009765625], // smallest above one
  [0x4248, 3.140625], // nearest to pi
  [0x7bff, 65504], // largest
  [0x7c00, Infinity],
  [0x8000, -0],
  [0xc000, -2],
  [0xfbff, -65504],
  [0xfc00, -Infinity],
];

describe('half floats', () => {
  it.each(TABLE)('bits %i are %d, both ways', (bits, value) => {
    expect(halfToNumber(bits)).toBe(value);
    expect(numberToHalf(value)).toBe(bits);
  });

  it.each<[string, number, number]>([
    ['a third down', 1 / 3, 0x3555],
    ['pi down', Math.PI, 0x4248],
    ['a tenth down', 0.1, 0x2e66],
    ['the tie 2049 to the even 2048', 2049, 0x6800],
    ['the tie 2051 to the even 2052', 2051, 0x6802],
    ['the tie under the smallest subnormal to zero', 2 ** -25, 0x0000],
    ['just above that tie to the smallest subnormal', 2 ** -25 * (1 + Number.EPSILON), 0x0001],
    ['a subnormal tie to even', 1.5 * 2 ** -24, 0x0002],
    ['what is nearly normal up to normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['up into the next power of two', 1.99999, 0x4000],
    ['just under the overflow down', 65519.999, 0x7bff],
    ['the tie at the overflow to infinity', 65520, 0x7c00],
    ['the smallest double to zero', Number.MIN_VALUE, 0x0000],
    ['the smallest negative double to minus zero', -Number.MIN_VALUE, 0x8000],
    ['the largest double to infinity', -Number.MAX_VALUE, 0xfc00],
    // Over float32 this would first become the tie 1 + 2^-11 and then 1.
    ['once, not twice', 1 + 2 ** -11 + 2 ** -40, 0x3c01],
  ])('rounds %s', (_name, value, bits) => expect(numberToHalf(value)).toBe(bits));

  it('keeps NaN', () => {
    expect(numberToHalf(Number.NaN)).toBe(0x7e00);
    for (const bits of [0x7c01, 0x7e00, 0xffff]) expect(halfToNumber(bits)).toBeNaN();
  });

  it('knows NaN and the infinities', () => {
    expect([0x7c00, 0xfc00, 0x7e00, 0x7bff, 0, 0x8000].map(isHalfNonFinite)).toEqual([true, true, true, false, false, false]);
  });

  it('gives every half back, and every midpoint to the even neighbour', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 0x7c00; bits++) {
      const value = halfToNumber(bits);
      if (numberToHalf(value) !== bits || numberToHalf(-value) !== (bits | 0x8000)) wrong.push(bits);
      const next = bits + 1 === 0x7c00 ? 65536 : halfToNumber(bits + 1);
      if (numberToHalf((value + next) / 2) !== (bits % 2 ? bits + 1 : bits)) wrong.push(bits);
    }
    expect(wrong).toEqual([]);
  });

  it('finds no nearer half', () => {
    fc.assert(
      fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = numberToHalf(value);
        const distance = Math.abs(halfToNumber(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          const neighbour = halfToNumber(other & 0xffff);
          if (Number.isFinite(neighbour)) expect(Math.abs(neighbour - value)).toBeGreaterThanOrEqual(distance);
        }
      }),
    );
  });
});
