import { measureMeanShift } from './confidence-shift.js';

describe('measureMeanShift', () => {
  const reference = { edges: [0, 0.5, 1], shares: [0.5, 0.5] };
  const window = (counts: number[], below = 0, above = 0) => ({
    kind: 'numeric' as const,
    edges: [0, 0.5, 1],
    counts,
    below,
    above,
    missing: 5,
  });

  it('compares means of bin midpoints', () => {
    // Means 0.5 and 0.2 * 0.25 + 0.8 * 0.75 = 0.65; variances 0.25^2 = 0.0625 and 0.2 * 0.4^2 + 0.8 * 0.1^2 = 0.04.
    const shift = measureMeanShift(reference, 100, window([20, 80]))!;
    expect(shift.referenceMean).toBeCloseTo(0.5, 14);
    expect(shift.currentMean).toBeCloseTo(0.65, 14);
    expect(shift.difference).toBeCloseTo(0.15, 14);
    expect(shift.standardError).toBeCloseTo(Math.sqrt(0.000625 + 0.0004), 14);
  });

  it('takes values outside at the nearest edge', () => {
    expect(measureMeanShift(reference, 100, window([0, 0], 1, 3))!.currentMean).toBeCloseTo(0.75, 14);
  });

  it('says nothing of an empty window', () => {
    expect(measureMeanShift(reference, 100, window([0, 0]))).toBeUndefined();
  });
});
