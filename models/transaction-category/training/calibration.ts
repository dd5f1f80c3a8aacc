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
 * The divisor of logits with the least cross-entropy of the primary category on held-out examples.
 * @param primaryOf column of the logits → primary category
 */
export function fitTemperature(logits: readonly Float32Array[], labels: readonly number[], primaryOf: readonly number[]): number {
  let best = 1;
  let least = Infinity;
  for (let temperature = 0.5; temperature <= 4; temperature += 0.05) {
    let loss = 0;
    logits.forEach((row, i) => {
      const p = Float32Array.from(row);
      softmax(p, temperature);
      let right = 0;
      for (let k = 0; k < p.length; k++) if (primaryOf[k] === primaryOf[labels[i]!]) right += p[k]!;
      loss -= Math.log(Math.max(1e-9, right));
    });
    if (loss < least) {
      least = loss;
      best = temperature;
    }
  }
  return Math.round(best * 100) / 100;
}
