import { softmax } from './network.js';

/**
 * Expected calibration error: the mean of |accuracy − confidence| over equally wide bins of confidence, weighted by the
 * rows in each (Guo et al. 2017, "On Calibration of Modern Neural Networks", eq. 3).
 * @param confidences 0 … 1
 */
export function expectedCalibrationError(confidences: readonly number[], correct: readonly boolean[], bins = 10): number {
  const rows = new Float64Array(bins);
  const hits = new Float64Array(bins);
  const sums = new Float64Array(bins);
  confidences.forEach((confidence, i) => {
    const bin = Math.min(bins - 1, Math.floor(confidence * bins));
    rows[bin]! += 1;
    sums[bin]! += confidence;
    if (correct[i]) hits[bin]! += 1;
  });
  let error = 0;
  for (let bin = 0; bin < bins; bin++) error += Math.abs(hits[bin]! - sums[bin]!);
  return confidences.length ? error / confidences.length : 0;
}

/**
 * The divisor of logits with the least cross-entropy of the right primary categories.
 * @param right primary categories that count as right for each row, as the columns that they begin with
 * @param primaryOf column of the logits → the column that its primary category begins with
 */
export function fitTemperature(logits: readonly Float32Array[], right: readonly (readonly number[])[], primaryOf: readonly number[]): number {
  let best = 1;
  let least = Infinity;
  for (let step = 10; step <= 80; step++) {
    const temperature = step / 20;
    let loss = 0;
    logits.forEach((row, i) => {
      const p = Float32Array.from(row);
      softmax(p, temperature);
      let probability = 0;
      for (let k = 0; k < p.length; k++) if (right[i]!.includes(primaryOf[k]!)) probability += p[k]!;
      loss -= Math.log(Math.max(1e-9, probability));
    });
    if (loss < least) {
      least = loss;
      best = temperature;
    }
  }
  return best;
}

/**
 * The least confidence, in hundredths, from which on answers are right at the wanted share.
 * @returns 1 where no threshold reaches it
 */
export function abstentionThreshold(confidences: readonly number[], correct: readonly boolean[], wanted: number): number {
  for (let hundredths = 0; hundredths < 100; hundredths++) {
    const above = correct.filter((_, i) => confidences[i]! >= hundredths / 100);
    if (above.length > 0 && above.filter(Boolean).length / above.length >= wanted) return hundredths / 100;
  }
  return 1;
}
