import { abstentionThreshold, expectedCalibrationError, fitTemperature } from './calibration.js';

describe('expectedCalibrationError', () => {
  // Bin 0.9–1.0: 4 rows, confidence 0.95, 3 right → |3 − 3.8| = 0.8. Bin 0.5–0.6: 1 row, 0.55, wrong → 0.55. (0.8 + 0.55) / 5.
  it('is the mean gap between confidence and accuracy by bin', () => {
    const error = expectedCalibrationError([0.95, 0.95, 0.95, 0.95, 0.55], [true, true, true, false, false]);
    expect(error).toBeCloseTo(0.27, 10);
  });

  it('is nought where half of the rows at 0.5 are right, and counts a confidence of 1 in the last bin', () => {
    expect(expectedCalibrationError([0.5, 0.5], [true, false])).toBe(0);
    expect(expectedCalibrationError([1, 1], [true, false])).toBe(0.5);
  });
});

describe('fitTemperature', () => {
  // Odds of 9:1 at temperature 1, but right only 3 times of 4 (odds 3:1): T = ln 9 / ln 3 = 2.
  it('flattens what is too sure by the ratio of log-odds', () => {
    const logits = Array.from({ length: 400 }, () => Float32Array.of(Math.log(9), 0));
    const right = logits.map((_, i) => [i % 4 === 0 ? 1 : 0]);
    expect(fitTemperature(logits, right, [0, 1])).toBeCloseTo(2, 1);
  });

  it('counts every category that is right', () => {
    const logits = [Float32Array.of(1, 1, 0)];
    // The two right ones together have nearly all there is: the sharper the better.
    expect(fitTemperature(logits, [[0, 1]], [0, 1, 2])).toBe(0.5);
  });
});

describe('abstentionThreshold', () => {
  it('is the least confidence from which on enough answers are right', () => {
    // From 0.4 on two of three are right, from 0.6 on two of two.
    const confidences = [0.2, 0.4, 0.6, 0.8];
    const correct = [false, false, true, true];
    expect(abstentionThreshold(confidences, correct, 0.9)).toBe(0.41);
    expect(abstentionThreshold(confidences, correct, 0.6)).toBe(0.21);
    expect(abstentionThreshold([0.5], [false], 0.9)).toBe(1);
  });
});
