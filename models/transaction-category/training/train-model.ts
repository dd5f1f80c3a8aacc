import { createHash } from 'node:crypto';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { amountFeatures, FEATURES_VERSION, textFeatures } from '../../../apps/inference/src/categories/text-features.js';
import type { LabelledLine } from '../evaluation/labelled-file.js';
import { abstentionThreshold, fitTemperature } from './calibration.js';
import { readDevelopmentSets } from './development-set.js';
import { buildGraph, quantiseEmbedding } from './export-model.js';
import { firstGuesses, logitsOf, measure, type Figures, type JudgedExample } from './measure.js';
import { describeReference, smokeCases, type ModelInput, type ModelReference, type SmokeCase } from './model-reference.js';
import { DIRECTIONS, type Network } from './network.js';
import { Random } from './random.js';
import { Sampler, type LabelledDescription } from './samples.js';
import { collectSources, type Source } from './sources.js';
import { trainNetwork } from './train-network.js';

export const SEED = 20261201;
export const EPOCHS = 8;

const HELD_OUT = 0.1;
const HELD_OUT_EXAMPLES = 4_000;
/**
 * Examples of known names that calibration sees beside those of unknown ones where there is no development set. On a real
 * statement most lines are the bank's own words, chains, or a name that says what it is.
 */
const KNOWN_EXAMPLES = 12_000;
const REFERENCE_EXAMPLES = 20_000;
/** The network that shows how names never seen fare is trained for this many epochs at most. */
const HELD_OUT_EPOCHS = 2;
/** Answers above the threshold must be right this often. */
const TRUSTED_ACCURACY = 0.9;

const SMOKE_LINES: [description: string, amount: number][] = [
  ['Card purchase Corner Bakery 0042', -5],
  ['Salary', 2500],
  ['Monthly account fee', -1],
];

/** What a version of the model says of itself in `model.json`, all but its number. */
export interface TrainedModelDescription {
  name: string;
  description: string;
  inputs: { name: string; datatype: 'FP32' | 'INT32'; shape: number[]; padding?: number }[];
  outputs: { name: string; datatype: 'FP32' | 'INT32'; shape: number[] }[];
  labels: string[];
  preprocessing: { name: string; version: number };
  /** Divisor of the logits, part of the graph. */
  temperature: number;
  /** Confidence of the primary category below which the answer should be left to a person. */
  abstainBelow: number;
  trainingData: string;
  metrics: Record<string, number>;
  serving: { maxBatchSize: number; maxDelayMs: number; threads: number };
  reference: ModelReference;
  smoke: SmokeCase[];
  /** Of the graph, hexadecimal. */
  sha256: string;
}

export interface TrainingProgress {
  /** What is trained: the model itself, or the one that shows how it does on names never seen. */
  phase: 'model' | 'heldOut';
  /** Share of the phase, 0 … 1. */
  done: number;
  /** Mean cross-entropy since the last report, in nats. */
  loss: number;
}

export interface TrainModelOptions {
  /** Users' corrected rows, learnt beside the general sources. */
  extra?: LabelledDescription[];
  /** Of {@link EXAMPLES_AN_EPOCH} examples. */
  epochs?: number;
  seed?: number;
  /**
   * Also train a while without a tenth of the names and measure on those. Done in any case where there is no development
   * set to calibrate on.
   */
  heldOut?: boolean;
  onProgress?: (progress: TrainingProgress) => void;
  signal?: AbortSignal;
}

const labels: string[] = DETAILED_CATEGORIES.map(({ id }) => id);
const primaries: string[] = DETAILED_CATEGORIES.map(({ primary }) => primary);
/** Column → the column that its primary category begins with. */
const primaryOf = primaries.map((primary) => primaries.indexOf(primary));

/**
 * Trains the model and describes it; minutes of one processor. Seeded: the same options give the same bytes on one machine.
 * @throws Error when an npm package that training reads is not installed, or the signal's reason
 */
export async function trainCategoryModel(options: TrainModelOptions = {}): Promise<{ graph: Buffer; description: TrainedModelDescription }> {
  const seed = options.seed ?? SEED;
  const sources = collectSources();
  const development = halves([...readDevelopmentSets().values()]);
  const network = await run(sources, 'model', options);
  const quantised = quantiseEmbedding(network);

  const metrics: Record<string, number> = {};
  const generated = options.heldOut || development.calibration.length === 0 ? await holdOut(sources, seed, options) : undefined;
  if (generated) {
    Object.assign(metrics, named('unseenNames', measure(generated.unseen.logits, generated.unseen.examples, primaryOf, 1), ['accuracy', 'detailedAccuracy']));
  }
  const { calibration, check } = development.calibration.length > 0 ? measuredHalves(network, development) : { calibration: generated!.mixed, check: generated!.mixed };
  const temperature = fitTemperature(calibration.logits, calibration.examples.map(({ primary }) => primary), primaryOf);
  const { confidences, correct } = firstGuesses(calibration.logits, calibration.examples, primaryOf, temperature);
  const abstainBelow = abstentionThreshold(confidences, correct, TRUSTED_ACCURACY);
  Object.assign(metrics, named(generated && development.check.length === 0 ? 'generated' : 'development', measure(check.logits, check.examples, primaryOf, temperature)));

  const graph = buildGraph(network, quantised, temperature);
  return {
    graph,
    description: {
      name: 'transaction-category',
      description: 'Says the Plaid personal finance category, primary and detailed, of a bank line from its text and the direction of its amount.',
      inputs: [
        { name: 'tokens', datatype: 'INT32', shape: [-1, -1], padding: 0 },
        { name: 'direction', datatype: 'FP32', shape: [-1, DIRECTIONS] },
      ],
      outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, labels.length] }],
      labels,
      preprocessing: { name: 'text-features', version: FEATURES_VERSION },
      temperature,
      abstainBelow,
      trainingData: describeData(sources, options.extra ?? []),
      metrics,
      serving: { maxBatchSize: 512, maxDelayMs: 0, threads: 1 },
      reference: describeReference(network, referenceInputs(sources, seed, [...development.calibration, ...development.check]), temperature, primaryOf, primaries),
      smoke: smokeCases(network, SMOKE_LINES.map(([description, amount]) => inputOf(description, amount)), temperature),
      sha256: createHash('sha256').update(graph).digest('hex'),
    },
  };
}

function run(sources: Source[], phase: TrainingProgress['phase'], options: TrainModelOptions): Promise<Network> {
  return trainNetwork(sources, labels, {
    epochs: options.epochs ?? EPOCHS,
    seed: options.seed ?? SEED,
    extra: options.extra,
    signal: options.signal,
    onProgress: (done, loss) => options.onProgress?.({ phase, done, loss }),
  });
}

type DevelopmentExample = JudgedExample & ModelInput;

function inputOf(description: string, amount: number | undefined): ModelInput {
  return { description, tokens: textFeatures(description), direction: amountFeatures(amount).indexOf(1) };
}

function judged(lines: readonly LabelledLine[]): DevelopmentExample[] {
  return lines.map(({ description, amount, primary, detailed }) => ({
    ...inputOf(description, amount),
    primary: primary.map((name) => primaries.indexOf(name)),
    detailed: detailed.map((name) => labels.indexOf(name)),
  }));
}

/** Rows of even index of each set calibrate, the others only measure. */
interface Halves<T> {
  calibration: T;
  check: T;
}

function halves(sets: readonly LabelledLine[][]): Halves<DevelopmentExample[]> {
  const half = (odd: number) => judged(sets.flatMap((lines) => lines.filter((_, i) => i % 2 === odd)));
  return { calibration: half(0), check: half(1) };
}

function measuredHalves(network: Network, { calibration, check }: Halves<JudgedExample[]>): Halves<Measured> {
  return { calibration: measured(network, calibration), check: measured(network, check) };
}

interface Measured {
  examples: JudgedExample[];
  logits: Float32Array[];
}

const measured = (network: Network, examples: JudgedExample[]): Measured => ({ examples, logits: logitsOf(network, examples) });

/** A network that never met a tenth of the names, on those and on a mix with known ones. */
async function holdOut(sources: Source[], seed: number, options: TrainModelOptions): Promise<{ unseen: Measured; mixed: Measured }> {
  const shuffled = new Random(seed).shuffle([...sources]);
  const cut = Math.round(shuffled.length * HELD_OUT);
  const network = await run(shuffled.slice(cut), 'heldOut', { ...options, epochs: Math.min(options.epochs ?? EPOCHS, HELD_OUT_EPOCHS) });
  const draw = (of: Source[], count: number, from: number): Measured => {
    const sampler = new Sampler(of, labels, new Random(from));
    const examples = Array.from({ length: count }, (): JudgedExample => {
      const { label, ...example } = sampler.example();
      return { ...example, primary: [primaryOf[label]!], detailed: [label] };
    });
    return measured(network, examples);
  };
  const unseen = draw(shuffled.slice(0, cut), HELD_OUT_EXAMPLES, seed + 1);
  const known = draw(shuffled.slice(cut), KNOWN_EXAMPLES, seed + 2);
  return { unseen, mixed: { examples: [...unseen.examples, ...known.examples], logits: [...unseen.logits, ...known.logits] } };
}

function named(prefix: string, figures: Figures, keys: (keyof Figures)[] = ['accuracy', 'top3', 'detailedAccuracy', 'ece']): Record<string, number> {
  return Object.fromEntries(
    keys.filter((key) => Number.isFinite(figures[key])).map((key) => [`${prefix}${key[0]!.toUpperCase()}${key.slice(1)}`, Math.round(figures[key] * 1e4) / 1e4]),
  );
}

function describeData(sources: readonly Source[], extra: readonly LabelledDescription[]): string {
  const own = sources.filter(({ group }) => group === 'general' || group === 'countries').length;
  const of = (wanted: Source['group']) => sources.filter(({ group }) => group === wanted).length;
  const users = extra.length > 0 ? `, and ${extra.length} corrected lines of users` : '';
  return (
    `Generated lines around ${own} names and phrases written for this model, ${of('brands')} names of name-suggestion-index, ` +
    `${of('trades')} words of trades of @openstreetmap/id-tagging-schema and ${of('codes')} merchant category codes${users}.`
  );
}

function referenceInputs(sources: Source[], seed: number, development: readonly ModelInput[]): ModelInput[] {
  const sampler = new Sampler(sources, labels, new Random(seed + 3));
  const generated = Array.from({ length: REFERENCE_EXAMPLES }, (): ModelInput => {
    const { text, direction } = sampler.line();
    return { description: text, tokens: textFeatures(text), direction };
  });
  return [...generated, ...development];
}
