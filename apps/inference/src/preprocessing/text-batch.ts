import { amountFeatures, MAX_FEATURES, writeFeatures } from '../categories/text-features.js';

/** Texts on their way to the features' thread. */
export interface TextBatch {
  texts: string[];
  /** NaN where not known. */
  amounts?: Float64Array;
}

/** Features padded with 0 to the longest row; one-hot directions of three columns. */
export interface TextFeatures {
  tokens: Int32Array;
  direction: Float32Array;
  /** Columns of tokens. */
  width: number;
}

/** The features of texts, row by row. */
export function featuresOf({ texts, amounts }: TextBatch): TextFeatures {
  const wide = new Int32Array(texts.length * MAX_FEATURES);
  const lengths = new Int32Array(texts.length);
  let width = 1;
  for (let row = 0; row < texts.length; row++) {
    lengths[row] = writeFeatures(texts[row]!, wide, row * MAX_FEATURES);
    if (lengths[row]! > width) width = lengths[row]!;
  }
  // Padding to the longest only: the cost of a run is its width.
  const tokens = new Int32Array(texts.length * width);
  const direction = new Float32Array(texts.length * 3);
  for (let row = 0; row < texts.length; row++) {
    tokens.set(wide.subarray(row * MAX_FEATURES, row * MAX_FEATURES + lengths[row]!), row * width);
    direction.set(amountFeatures(amounts?.[row]), row * 3);
  }
  return { tokens, direction, width };
}
