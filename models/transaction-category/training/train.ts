/**
 * Trains `transaction-category` and writes models/transaction-category/1. Twice: once without a tenth of the names, to
 * measure and calibrate on names never seen, then on all of them.
 */
import { join } from 'node:path';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { FEATURES_VERSION } from '../../../apps/inference/src/categories/text-features.js';
import { expectedCalibrationError, fitTemperature } from './calibration.js';
import { exportModel } from './export-model.js';
import { Network, softmax, type Example } from './network.js';
import { Random } from './random.js';
import { BUCKETS, Sampler } from './samples.js';
import { collectSources, type Source } from './sources.js';

const SEED = 20261122;
const EXAMPLES_AN_EPOCH = 120_000;
const EPOCHS = Number(process.argv[2] ?? 3);
const RATE = 0.06;
/** Steps between the weights that are averaged, over the second half of training. */
const AVERAGE_EVERY = 10_000;
const HELD_OUT = 0.1;
const HELD_OUT_EXAMPLES = 4_000;
/**
 * Examples of known names that calibration sees beside those of unknown ones. On a real statement most lines are the
 * bank's own words, chains, or a name that says what it is; calibrated on strangers alone the model would be too shy.
 */
const KNOWN_EXAMPLES = 12_000;

const labels = DETAILED_CATEGORIES.map(({ id }) => id as string);
const primaries = DETAILED_CATEGORIES.map(({ primary }) => primary);
const primaryIndex = primaries.map((primary) => primaries.indexOf(primary));

function train(sources: Source[]): Network {
  const random = new Random(SEED);
  const network = new Network(BUCKETS, labels.length, random);
  const sampler = new Sampler(sources, labels, random);
  const steps = EPOCHS * EXAMPLES_AN_EPOCH;
  let loss = 0;
  for (let step = 0; step < steps; step++) {
    loss += network.train(sampler.example(), RATE * (1 - (0.9 * step) / steps));
    if (step >= steps / 2 && (step + 1) % AVERAGE_EVERY === 0) network.collectAverage();
    if ((step + 1) % EXAMPLES_AN_EPOCH === 0) {
      console.log(`epoch ${(step + 1) / EXAMPLES_AN_EPOCH}: loss ${(loss / EXAMPLES_AN_EPOCH).toFixed(3)}`);
      loss = 0;
    }
  }
  network.takeAverage();
  network.forgetUnseen();
  return network;
}

interface Measured {
  examples: Example[];
  logits: Float32Array[];
}

function draw(network: Network, sources: Source[], count: number, seed: number): Measured {
  const sampler = new Sampler(sources, labels, new Random(seed));
  const examples = Array.from({ length: count }, () => sampler.example());
  return { examples, logits: examples.map((example) => Float32Array.from(network.logits(example))) };
}

/** Shares of right answers and calibration error on names that the network has never met. */
function measure({ examples, logits }: Measured, temperature: number): Record<string, number> {
  const confidences: number[] = [];
  const correct: boolean[] = [];
  let detailed = 0;
  logits.forEach((row, i) => {
    const p = Float32Array.from(row);
    softmax(p, temperature);
    const sums = new Float64Array(labels.length);
    p.forEach((value, k) => (sums[primaryIndex[k]!]! += value));
    const best = sums.indexOf(Math.max(...sums));
    confidences.push(sums[best]!);
    correct.push(best === primaryIndex[examples[i]!.label]);
    if (p.indexOf(Math.max(...p)) === examples[i]!.label) detailed++;
  });
  const four = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    primaryAccuracy: four(correct.filter(Boolean).length / examples.length),
    detailedAccuracy: four(detailed / examples.length),
    ece: four(expectedCalibrationError(confidences, correct)),
  };
}

const started = performance.now();
const sources = collectSources();
console.log(`${sources.length} names and phrases in ${new Set(sources.map(({ category }) => category)).size} categories`);
const shuffled = new Random(SEED).shuffle([...sources]);
const cut = Math.round(shuffled.length * HELD_OUT);
const partial = train(shuffled.slice(cut));
const unseen = draw(partial, shuffled.slice(0, cut), HELD_OUT_EXAMPLES, SEED + 1);
const known = draw(partial, shuffled.slice(cut), KNOWN_EXAMPLES, SEED + 2);
const mixed = { examples: [...unseen.examples, ...known.examples], logits: [...unseen.logits, ...known.logits] };
const temperature = fitTemperature(mixed.logits, mixed.examples.map(({ label }) => label), primaryIndex);
const onUnseen = measure(unseen, temperature);
const onMixed = measure(mixed, temperature);
console.log({ temperature, onUnseen, onMixed });
const metrics = {
  unseenNamesPrimaryAccuracy: onUnseen['primaryAccuracy']!,
  unseenNamesDetailedAccuracy: onUnseen['detailedAccuracy']!,
  mixedNamesPrimaryAccuracy: onMixed['primaryAccuracy']!,
  mixedNamesEce: onMixed['ece']!,
};
const bytes = await exportModel(train(sources), {
  folder: join(import.meta.dirname, '../1'),
  labels,
  buckets: BUCKETS,
  temperature,
  featuresVersion: FEATURES_VERSION,
  metrics,
});
console.log(`model.onnx: ${(bytes / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(0)} s`);
