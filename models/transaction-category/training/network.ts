import type { Random } from './random.js';

/** Length of a feature's vector, width of the hidden layer, and the extra inputs for the direction of the amount. */
export const DIMENSION = 40;
export const HIDDEN = 80;
export const DIRECTIONS = 3;
const INPUTS = DIMENSION + DIRECTIONS;
const EPSILON = 1e-8;
/** Most of the 104 logits have next to no gradient: below this the walk over their weights is spared. */
const NEGLIGIBLE = 3e-4;

/** An example whose right label lacks less probability than this has nothing left to teach: half of the time is spared. */
const LEARNT = 0.01;

/** One training example: hashed features, direction of the amount, and the column of the right label. */
export interface Example {
  tokens: Int32Array;
  direction: number;
  label: number;
}

/**
 * z = Σ embedding[token] / √n;  h = relu(W1·[z, direction] + b1);  p = softmax(W2·h + b2).
 * Trained by Adagrad, one accumulator a row of the embedding.
 */
export class Network {
  readonly embedding: Float32Array;
  readonly w1 = new Float32Array(HIDDEN * INPUTS);
  readonly b1 = new Float32Array(HIDDEN);
  readonly w2: Float32Array;
  readonly b2: Float32Array;
  private readonly seen: Uint8Array;
  private readonly embeddingSquares: Float32Array;
  private readonly w1Squares = new Float32Array(HIDDEN * INPUTS);
  private readonly b1Squares = new Float32Array(HIDDEN);
  private readonly w2Squares: Float32Array;
  private readonly b2Squares: Float32Array;
  private readonly z = new Float32Array(INPUTS);
  private readonly dz = new Float32Array(INPUTS);
  private readonly h = new Float32Array(HIDDEN);
  private readonly dh = new Float32Array(HIDDEN);
  private readonly p: Float32Array;

  constructor(
    buckets: number,
    readonly labels: number,
    random: Random,
  ) {
    this.embedding = uniform(buckets * DIMENSION, 0.1, random);
    fillUniform(this.w1, Math.sqrt(3 / INPUTS), random);
    this.w2 = uniform(labels * HIDDEN, Math.sqrt(3 / HIDDEN), random);
    this.b2 = new Float32Array(labels);
    this.embeddingSquares = new Float32Array(buckets);
    this.w2Squares = new Float32Array(labels * HIDDEN);
    this.b2Squares = new Float32Array(labels);
    this.seen = new Uint8Array(buckets);
    this.p = new Float32Array(labels);
  }

  /** Logits of one example; the array is reused by the next call. */
  logits({ tokens, direction }: Omit<Example, 'label'>): Float32Array {
    const { z, h, p, embedding } = this;
    z.fill(0);
    for (let t = 0; t < tokens.length; t++) {
      const row = tokens[t]! * DIMENSION;
      for (let d = 0; d < DIMENSION; d++) z[d]! += embedding[row + d]!;
    }
    const scale = 1 / Math.sqrt(Math.max(1, tokens.length));
    for (let d = 0; d < DIMENSION; d++) z[d]! *= scale;
    z[DIMENSION + direction] = 1;
    const { w1, b1, w2, b2, labels } = this;
    for (let j = 0; j < HIDDEN; j++) {
      const sum = b1[j]! + dot(w1, j * INPUTS, z, INPUTS);
      h[j] = sum > 0 ? sum : 0;
    }
    for (let k = 0; k < labels; k++) p[k] = b2[k]! + dot(w2, k * HIDDEN, h, HIDDEN);
    return p;
  }

  /** One step on one example. @returns its cross-entropy before the step, in nats */
  train(example: Example, rate: number): number {
    const p = this.logits(example);
    softmax(p);
    const loss = -Math.log(Math.max(1e-12, p[example.label]!));
    if (1 - p[example.label]! < LEARNT) return loss;
    p[example.label]! -= 1;
    const { z, dz, h, dh, w1, w1Squares, w2, w2Squares } = this;
    dh.fill(0);
    for (let k = 0; k < this.labels; k++) {
      const g = p[k]!;
      if (g < NEGLIGIBLE && g > -NEGLIGIBLE) continue;
      for (let j = 0, w = k * HIDDEN; j < HIDDEN; j++, w++) {
        if (h[j]! <= 0) continue;
        dh[j]! += g * w2[w]!;
        step(w2, w2Squares, w, g * h[j]!, rate);
      }
      step(this.b2, this.b2Squares, k, g, rate);
    }
    dz.fill(0);
    for (let j = 0; j < HIDDEN; j++) {
      if (h[j]! <= 0) continue;
      const g = dh[j]!;
      for (let d = 0, w = j * INPUTS; d < INPUTS; d++, w++) {
        dz[d]! += g * w1[w]!;
        if (z[d]! !== 0) step(w1, w1Squares, w, g * z[d]!, rate);
      }
      step(this.b1, this.b1Squares, j, g, rate);
    }
    this.trainEmbedding(example.tokens, rate);
    return loss;
  }

  private trainEmbedding(tokens: Int32Array, rate: number): void {
    const { dz, embedding } = this;
    const scale = 1 / Math.sqrt(Math.max(1, tokens.length));
    let square = 0;
    for (let d = 0; d < DIMENSION; d++) {
      dz[d]! *= scale;
      square += dz[d]! * dz[d]!;
    }
    square /= DIMENSION;
    for (let t = 0; t < tokens.length; t++) {
      const token = tokens[t]!;
      this.seen[token] = 1;
      this.embeddingSquares[token]! += square;
      const factor = rate / (Math.sqrt(this.embeddingSquares[token]!) + EPSILON);
      const row = token * DIMENSION;
      for (let d = 0; d < DIMENSION; d++) embedding[row + d]! -= factor * dz[d]!;
    }
  }

  private averaged = 0;
  private readonly averages: Float32Array[] = [];

  /** Adds the present weights to the running mean that {@link takeAverage} takes over. */
  collectAverage(): void {
    this.averaged++;
    this.weights().forEach((weights, i) => {
      const mean = (this.averages[i] ??= new Float32Array(weights.length));
      for (let k = 0; k < mean.length; k++) mean[k]! += (weights[k]! - mean[k]!) / this.averaged;
    });
  }

  /** The mean of the last stretch of the path generalises better than its end (Polyak and Ruppert). */
  takeAverage(): void {
    this.weights().forEach((weights, i) => weights.set(this.averages[i]!));
  }

  private weights(): Float32Array[] {
    return [this.embedding, this.w1, this.b1, this.w2, this.b2];
  }

  /** A feature that training never met must say nothing: its random start is wiped, and so is padding. */
  forgetUnseen(): void {
    for (let row = 0; row < this.seen.length; row++) {
      if (!this.seen[row] || row === 0) this.embedding.fill(0, row * DIMENSION, (row + 1) * DIMENSION);
    }
  }
}

/** Four sums side by side: the processor need not wait for one addition before the next. */
function dot(weights: Float32Array, from: number, values: Float32Array, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += weights[from + i]! * values[i]!;
    b += weights[from + i + 1]! * values[i + 1]!;
    c += weights[from + i + 2]! * values[i + 2]!;
    d += weights[from + i + 3]! * values[i + 3]!;
  }
  for (; i < length; i++) a += weights[from + i]! * values[i]!;
  return a + b + c + d;
}

function step(weights: Float32Array, squares: Float32Array, at: number, gradient: number, rate: number): void {
  squares[at]! += gradient * gradient;
  weights[at]! -= (rate * gradient) / (Math.sqrt(squares[at]!) + EPSILON);
}

function fillUniform(values: Float32Array, bound: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = (random.next() * 2 - 1) * bound;
}

function uniform(length: number, bound: number, random: Random): Float32Array {
  const values = new Float32Array(length);
  fillUniform(values, bound, random);
  return values;
}

/** In place. */
export function softmax(logits: Float32Array, temperature = 1): void {
  let max = -Infinity;
  for (const value of logits) if (value > max) max = value;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += logits[i] = Math.exp((logits[i]! - max) / temperature);
  for (let i = 0; i < logits.length; i++) logits[i]! /= sum;
}
