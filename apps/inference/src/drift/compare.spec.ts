import { compareDistributions, jensenShannonDistance, judgePsi, kolmogorovSmirnov, populationStabilityIndex } from './compare.js';
import { CategoryCounter, type CategoryCounts, NumericHistogram, type NumericCounts } from './histogram.js';
import { buildCategoryDistribution, buildNumericDistribution, OTHER_VALUES } from './reference.js';

const categories = (counts: Record<string, number>, other = 0): CategoryCounts => ({
  kind: 'categories',
  values: Object.keys(counts),
  counts: Object.values(counts),
  other,
  missing: 0,
});
const numbers = (edges: number[], counts: number[], below = 0, above = 0, missing = 0): NumericCounts => ({
  kind: 'numeric',
  edges,
  counts,
  below,
  above,
  missing,
});

describe('populationStabilityIndex', () => {
  it('sums (q - p) ln(q / p)', () => {
    // 0.25 ln 2 + 0 + 0.25 ln 2.
    expect(populationStabilityIndex([0.25, 0.25, 0.5], [0.5, 0.25, 0.25])).toBeCloseTo(0.5 * Math.LN2, 14);
  });

  it('takes an empty place as 0.0001', () => {
    // 0.0499 ln 500 = 0.310112; and 0.05 ln(1 / 0.95) = 0.002565.
    expect(populationStabilityIndex([0, 1], [0.05, 0.95])).toBeCloseTo(0.310112 + 0.002565, 5);
  });
});

describe('jensenShannonDistance', () => {
  it('is 0 for equal and 1 for disjoint distributions', () => {
    expect(jensenShannonDistance([0.3, 0.7], [0.3, 0.7])).toBe(0);
    expect(jensenShannonDistance([1, 0], [0, 1])).toBe(1);
  });

  // scipy.spatial.distance.jensenshannon(p, q, 2).
  it.each([
    [[0.25, 0.25, 0.5], [0.5, 0.25, 0.25], 0.24754418688212584],
    [[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], 0.3918681606471552],
  ])('of %j and %j is %d', (p, q, expected) => {
    expect(jensenShannonDistance(p, q)).toBeCloseTo(expected, 14);
  });
});

describe('kolmogorovSmirnov', () => {
  it('is the largest difference of cumulative shares', () => {
    // Cumulative 0.1, 0.3, 0.6, 1 and 0.4, 0.7, 0.9, 1.
    expect(kolmogorovSmirnov([0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1])).toBeCloseTo(0.4, 14);
  });
});

describe('judgePsi', () => {
  it.each([
    [0.05, 0.05, 0.01, 'stable'],
    [0.1, 0.1, 0.01, 'moderate'],
    [0.25, 0.25, 0.01, 'moderate'],
    [0.26, 0.26, 0.01, 'major'],
    // Within the noise: nothing to see in a window fine enough, unknown in one that is not.
    [0.15, 0.15, 0.2, 'stable'],
    [0.7, 0.1, 0.2, 'stable'],
    [0.3, 0.3, 0.4, 'not enough data'],
    [0.5, 0.5, 0.4, 'major'],
  ])('an index of %d (smoothed %d) with noise up to %d is %s', (psi, smoothedPsi, noiseBound, level) => {
    expect(judgePsi(psi, smoothedPsi, noiseBound)).toBe(level);
  });
});

describe('compareDistributions', () => {
  const halves = { values: ['a', 'b'], shares: [0.5, 0.5] };

  it('compares categories', () => {
    // 0.3 ln(0.8 / 0.5) - 0.3 ln(0.2 / 0.5) = 0.3 ln 4; noise (1/1000 + 1/1000) times 1 and times 10.8276.
    const comparison = compareDistributions(halves, 1000, categories({ a: 800, b: 200 }));
    expect(comparison).toMatchObject({ level: 'major', rows: 1000, outside: 0, missing: 0, expectedPsi: 0.002 });
    expect(comparison.psi).toBeCloseTo(0.3 * Math.log(4), 14);
    expect(comparison.noiseBound).toBeCloseTo(0.0216551, 7);
    // Shares 501/1002 twice, 801/1002 and 201/1002: 300/1002 ln(801/201).
    expect(comparison.smoothedPsi).toBeCloseTo((300 / 1002) * Math.log(801 / 201), 14);
    expect(comparison.current).toEqual({ values: ['a', 'b', OTHER_VALUES], shares: [0.8, 0.2, 0] });
    expect(comparison).not.toHaveProperty('kolmogorovSmirnov');
  });

  it('sees a value that the reference did not know', () => {
    const comparison = compareDistributions(halves, 1000, categories({ a: 450, b: 450, new: 60 }, 40));
    expect(comparison).toMatchObject({ level: 'major', outside: 0.1 });
    // The reference's own rest takes in every further value.
    const withRest = { values: ['a', OTHER_VALUES], shares: [0.9, 0.1] };
    expect(compareDistributions(withRest, 1000, categories({ a: 900, x: 60 }, 40))).toMatchObject({ level: 'stable', psi: 0 });
  });

  it('compares numbers, also those outside the bins', () => {
    const reference = { edges: [0, 1, 2], shares: [0.5, 0.5] };
    const comparison = compareDistributions(reference, 1000, numbers([0, 1, 2], [400, 400], 0, 200, 250));
    // 2 * -0.1 ln 0.8 + 0.1999 ln 2000; cumulative 0, 0.5, 1, 1 and 0, 0.4, 0.8, 1.
    expect(comparison.psi).toBeCloseTo(-0.2 * Math.log(0.8) + 0.1999 * Math.log(2000), 14);
    expect(comparison.kolmogorovSmirnov).toBeCloseTo(0.2, 14);
    expect(comparison).toMatchObject({ level: 'major', rows: 1000, outside: 0.2, missing: 0.2 });
    expect(comparison.current).toEqual({ edges: [0, 1, 2], shares: [0.4, 0.4] });
  });

  it('sees a constant that begins to vary', () => {
    const constant = buildNumericDistribution(Array<number>(500).fill(3));
    const unchanged = new NumericHistogram(constant.edges);
    const varied = new NumericHistogram(constant.edges);
    for (let row = 0; row < 500; row++) {
      unchanged.add(3);
      varied.add(row % 2 === 0 ? 3 : 4);
    }
    expect(compareDistributions(constant, 500, unchanged.toJSON())).toMatchObject({ level: 'stable', psi: 0 });
    expect(compareDistributions(constant, 500, varied.toJSON())).toMatchObject({ level: 'major', outside: 0.5 });
  });

  it('pools the places of which fewer than five values are expected', () => {
    // 100 rows expect 4, 3 and 3 of c, d and e: pooled 0.1 against 0.1, though each for itself differs.
    const reference = { values: ['a', 'b', 'c', 'd', 'e'], shares: [0.5, 0.4, 0.04, 0.03, 0.03] };
    const comparison = compareDistributions(reference, 10_000, categories({ a: 50, b: 40, c: 0, d: 10, e: 0 }));
    expect(comparison.psi).toBeCloseTo(0, 14);
    expect(comparison.expectedPsi).toBeCloseTo(2 * (1 / 10_000 + 1 / 100), 14);
  });

  it('does not judge a window of fewer than 50 rows, nor an empty one', () => {
    expect(compareDistributions(halves, 1000, categories({ a: 49 }))).toMatchObject({ level: 'not enough data' });
    expect(compareDistributions(halves, 1000, categories({ a: 50 }))).toMatchObject({ level: 'major' });
    expect(compareDistributions(halves, 1000, categories({}))).toMatchObject({ level: 'not enough data', rows: 0 });
  });

  it('refuses what cannot be compared', () => {
    const reference = { edges: [0, 1], shares: [1] };
    expect(() => compareDistributions(reference, 9, numbers([0, 2], [1]))).toThrow('other bin edges');
    expect(() => compareDistributions(reference, 9, categories({}))).toThrow('Counts of categories');
    expect(() => compareDistributions(halves, 9, numbers([0, 1], [1]))).toThrow('Counts of numbers');
  });

  describe('with nothing changed', () => {
    /** Uniform numbers in [0, 1) from a fixed seed (mulberry32), so that the test is the same on every run. */
    function seededUniform(seed: number): () => number {
      let state = seed;
      return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
      };
    }

    const heavyTailed = (next: () => number) => 1 / (1 - next());
    // Merchants are like this: the k-th most frequent of 1,000 is about 1/k as frequent as the first.
    const merchant = (next: () => number) => String(Math.floor(1000 ** next()));
    const draw = <T>(rows: number, value: () => T) => Array.from({ length: rows }, value);
    const alarms = ({ level }: { level: string }) => (level === 'major' || level === 'moderate' ? 1 : 0);
    const TRIALS = 200;

    it.each([
      [1000, 60],
      [300, 300],
      [1000, 1000],
    ])('hardly ever alarms, with %d reference rows and %d in the window', (referenceRows, rows) => {
      const next = seededUniform(referenceRows + rows);
      let [numberAlarms, categoryAlarms] = [0, 0];
      for (let trial = 0; trial < TRIALS; trial++) {
        const amounts = buildNumericDistribution(draw(referenceRows, () => heavyTailed(next)));
        const histogram = new NumericHistogram(amounts.edges);
        for (let row = 0; row < rows; row++) histogram.add(heavyTailed(next));
        numberAlarms += alarms(compareDistributions(amounts, referenceRows, histogram.toJSON()));

        const merchants = buildCategoryDistribution(draw(referenceRows, () => merchant(next)));
        const counter = new CategoryCounter(merchants.values.length, merchants.values);
        for (let row = 0; row < rows; row++) counter.add(merchant(next));
        categoryAlarms += alarms(compareDistributions(merchants, referenceRows, counter.toJSON()));
      }
      // One in a thousand is meant; three of 200 have a probability of 0.001 (Poisson with mean 0.2).
      expect(numberAlarms).toBeLessThan(3);
      expect(categoryAlarms).toBeLessThan(3);
    });

    it('has the index on average that theory expects', () => {
      const next = seededUniform(1);
      const reference = { edges: [0, 0.1, 0.3, 0.6, 1], shares: [0.1, 0.2, 0.3, 0.4] };
      let ratio = 0;
      for (let trial = 0; trial < TRIALS; trial++) {
        const histogram = new NumericHistogram(reference.edges);
        for (let row = 0; row < 1000; row++) histogram.add(next());
        // The shares are the true ones, as if counted from endless rows.
        const { psi, expectedPsi } = compareDistributions(reference, 1e12, histogram.toJSON());
        ratio += psi / expectedPsi / TRIALS;
      }
      // The mean of 200 chi-square variables over their 3 degrees of freedom is 1 with deviation sqrt(2 / 3 / 200) = 0.058.
      expect(Math.abs(ratio - 1)).toBeLessThan(3 * 0.058);
    });

    it('still sees a true shift in a window of moderate size', () => {
      // Merchants of a wider tail: shares 1/k over 1,000 against the square root, which favours the rare ones.
      const next = seededUniform(2);
      const merchants = buildCategoryDistribution(draw(1000, () => merchant(next)));
      const counter = new CategoryCounter(merchants.values.length, merchants.values);
      for (let row = 0; row < 200; row++) counter.add(String(Math.floor(1000 ** Math.sqrt(next()))));
      expect(compareDistributions(merchants, 1000, counter.toJSON())).toMatchObject({ level: 'major' });
    });
  });
});
