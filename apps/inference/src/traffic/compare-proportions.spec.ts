import { compareProportions, newcombeInterval, probabilityBBeatsA, wilsonInterval } from './compare-proportions.js';

const arm = (correct: number, total: number) => ({ correct, total });

describe('wilsonInterval', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d of %d is %d to %d', (correct, total, low, high) => {
    const interval = wilsonInterval(correct, total);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('knows nothing without rows', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('newcombeInterval', () => {
  // Newcombe 1998 (Statistics in Medicine 17, 873-890), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
  ])('of %d/%d less %d/%d', (correctB, totalB, correctA, totalA, low, high) => {
    const interval = newcombeInterval(arm(correctA, totalA), arm(correctB, totalB));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

describe('probabilityBBeatsA', () => {
  it('is the mean of B where A has no row: P(B > uniform) = E[B]', () => {
    expect(probabilityBBeatsA(arm(0, 0), arm(1, 1))).toBeCloseTo(2 / 3, 14);
    expect(probabilityBBeatsA(arm(0, 0), arm(7, 10))).toBeCloseTo(8 / 12, 14);
  });

  it('is 1 - 1/924 for 5 of 5 against 0 of 5', () => {
    // Beta(6, 1) and Beta(1, 6) are the largest and the smallest of six uniforms: B loses where one six lies wholly below
    // the other, which is one of 12 over 6 arrangements.
    expect(probabilityBBeatsA(arm(0, 5), arm(5, 5))).toBeCloseTo(1 - 1 / 924, 14);
  });

  // Integral of the density of A times the survival function of B, by scipy.integrate.quad.
  it.each([
    [48, 80, 56, 70, 0.9959295389768581],
    [900, 1000, 925, 1000, 0.9758906361065184],
    [9000, 10_000, 9050, 10_000, 0.8832927107492835],
  ])('for A %d/%d and B %d/%d is %d', (correctA, totalA, correctB, totalB, expected) => {
    expect(probabilityBBeatsA(arm(correctA, totalA), arm(correctB, totalB))).toBeCloseTo(expected, 9);
  });

  it('has a complement, whichever of the four sums is the shortest', () => {
    for (const [a, b] of [
      [arm(2, 30), arm(9, 40)],
      [arm(28, 30), arm(31, 40)],
      [arm(9, 40), arm(2, 30)],
      [arm(31, 40), arm(28, 30)],
    ] as const) {
      expect(probabilityBBeatsA(a, b) + probabilityBBeatsA(b, a)).toBeCloseTo(1, 13);
    }
  });

  it('stays a half for a million rows, whose first terms are below the smallest double', () => {
    expect(probabilityBBeatsA(arm(500_000, 1_000_000), arm(500_000, 1_000_000))).toBeCloseTo(0.5, 7);
  });
});

describe('compareProportions', () => {
  it('decides for either arm', () => {
    expect(compareProportions(arm(48, 80), arm(56, 70))).toMatchObject({
      better: 'B',
      words: 'B answers correctly more often than A: B minus A is +20.0 (95 % interval +5.2 to +33.4 percentage points).',
    });
    expect(compareProportions(arm(56, 70), arm(48, 80))).toMatchObject({ better: 'A' });
  });

  it('says how many rows would decide', () => {
    // Variances 0.25 / 100 and (56/102)(46/102) / 100 sum to 0.00497597; 200 rows * 3.841459 * 0.00497597 / 0.05^2 is 1529.2.
    const comparison = compareProportions(arm(50, 100), arm(55, 100));
    expect(comparison).toMatchObject({ better: 'undecided', needed: 1330 });
    expect(comparison.words).toMatch(/about 1330 more labelled rows would decide/);
    expect(compareProportions(arm(5, 10), arm(5, 10))).not.toHaveProperty('needed');
  });

  it('does not decide about an arm without rows', () => {
    const comparison = compareProportions(arm(0, 0), arm(10, 10));
    expect(comparison).toMatchObject({
      better: 'undecided',
      a: { accuracy: null },
      words: expect.stringMatching(/arm A has no/),
    });
  });

  it('refuses counts that cannot be', () => {
    expect(() => compareProportions(arm(1, 2), arm(3, 2))).toThrow('Arm B has 3 correct of 2 rows');
    expect(() => compareProportions(arm(0.5, 2), arm(1, 2))).toThrow('Arm A has 0.5 correct');
  });
});
