import { setImmediate } from 'node:timers/promises';
import { BUCKETS } from '../../../apps/inference/src/categories/text-features.js';
import { Network } from './network.js';
import { Random } from './random.js';
import { Sampler, type LabelledDescription } from './samples.js';
import type { Source } from './sources.js';

export const EXAMPLES_AN_EPOCH = 250_000;
const RATE = 0.06;
/** As many snapshots of the weights, over the second half of training, are averaged. */
const SNAPSHOTS = 20;
/** Steps after which other work of the thread gets its turn: a message that cancels, a report of progress. */
const PAUSE_EVERY = 5_000;

export interface TrainingOptions {
  epochs: number;
  seed: number;
  /** Users' own rows, learnt beside the sources. */
  extra?: readonly LabelledDescription[];
  /** Called after each pause. @param done share of the steps, 0 … 1 @param loss mean cross-entropy since the last call, nats */
  onProgress?: (done: number, loss: number) => void;
  /** Aborts between two pauses. */
  signal?: AbortSignal;
}

/**
 * Trains one network. The same sources, options and machine give the same weights to the bit.
 * @throws the signal's reason when it is aborted
 */
export async function trainNetwork(sources: Source[], labels: readonly string[], options: TrainingOptions): Promise<Network> {
  const random = new Random(options.seed);
  const network = new Network(BUCKETS, labels.length, random);
  const sampler = new Sampler(sources, labels, random, options.extra);
  const steps = Math.max(2 * SNAPSHOTS, Math.round(options.epochs * EXAMPLES_AN_EPOCH));
  const averageEvery = Math.floor(steps / (2 * SNAPSHOTS));
  let loss = 0;
  for (let step = 1; step <= steps; step++) {
    loss += network.train(sampler.example(), RATE * (1 - (0.9 * step) / steps));
    if (step > steps / 2 && step % averageEvery === 0) network.collectAverage();
    if (step % PAUSE_EVERY === 0 || step === steps) {
      options.onProgress?.(step / steps, loss / PAUSE_EVERY);
      loss = 0;
      await setImmediate();
      options.signal?.throwIfAborted();
    }
  }
  network.takeAverage();
  network.forgetUnseen();
  return network;
}
