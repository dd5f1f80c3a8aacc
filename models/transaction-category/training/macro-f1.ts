/** The mean over the classes that occur of F1 = 2·TP / (2·TP + FP + FN), each class counting alike. */
export function macroF1(pairs: readonly { actual: string; guess: string }[]): number {
  const classes = new Set(pairs.map(({ actual }) => actual));
  let sum = 0;
  for (const name of classes) {
    const hits = pairs.filter(({ actual, guess }) => actual === name && guess === name).length;
    const misses = pairs.filter(({ actual, guess }) => (actual === name) !== (guess === name)).length;
    sum += (2 * hits) / (2 * hits + misses);
  }
  return classes.size > 0 ? sum / classes.size : 0;
}
