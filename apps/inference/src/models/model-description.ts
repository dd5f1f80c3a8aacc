import { MODEL_NAME, MODEL_VERSION } from '#contracts/inference';
import { readReferenceStatistics } from '../drift/reference.js';
import { DATATYPES, type Datatype } from '../serving/tensor.js';
import { ModelError } from './model-error.js';

/** One input or output of a model, as in the Open Inference Protocol; −1 is a free dimension. */
export interface TensorDescription {
  name: string;
  datatype: Datatype;
  shape: number[];
  /** What fills rows up to the longest of a batch; without it only inputs of one shape share a batch. */
  padding?: number;
}

/** How the model is run; what is absent is chosen for the machine. */
export interface ServingOptions {
  /** Rows of one run. */
  maxBatchSize?: number;
  /** Milliseconds that a first request waits for others. */
  maxDelayMs?: number;
  /** Rows that may wait; more are refused. */
  queueLimit?: number;
  /** Runs at the same time. */
  instances?: number;
  /** Threads of ONNX Runtime within one run. */
  threads?: number;
}

/** A tensor as it stands in JSON: flat, row-major. */
export interface TensorValues {
  shape: number[];
  data: (number | string | boolean)[];
}

/** An input whose output is known: a version that answers otherwise is refused. */
export interface SmokeCase {
  inputs: Record<string, TensorValues>;
  outputs: Record<string, TensorValues>;
  /** Largest difference of a number. */
  tolerance?: number;
}

/** How other things than tensors become the model's input. */
export interface Preprocessing {
  name: string;
  version: number;
  [option: string]: unknown;
}

/** What stands in `model.json` beside a `model.onnx`. */
export interface ModelDescription {
  name: string;
  version: string;
  /** One sentence. */
  description?: string;
  /** Absent: as the graph says. */
  inputs?: TensorDescription[];
  outputs?: TensorDescription[];
  /** What the columns of the first output mean, in order. */
  labels: string[];
  preprocessing?: Preprocessing;
  /** Divisor of the logits that calibrates the probabilities; already part of the graph. */
  temperature?: number;
  /** Answers less sure than this are no answers. */
  abstainBelow?: number;
  metrics: Record<string, number>;
  tags: Record<string, string>;
  trainingData?: string;
  /** Statistics of inputs and outputs at training, for drift. */
  reference?: unknown;
  smoke: SmokeCase[];
  serving: ServingOptions;
  /** SHA-256 of `model.onnx`, hexadecimal; absent in an upload: then whatever was sent. */
  sha256?: string;
}

const MAX_LABELS = 100_000;
const MAX_TENSORS = 100;

/**
 * Checks the content of a `model.json`.
 * @param known what the folder or the caller says: it fills in, and must not contradict
 * @throws ModelError with everything that is wrong
 */
export function parseDescription(json: unknown, known: { name?: string; version?: string } = {}): ModelDescription {
  if (!isRecord(json)) throw new ModelError('model.json must be an object');
  const problems: string[] = [];
  const check = (ok: boolean, problem: string) => void (ok || problems.push(problem));
  const { name = known.name, version = known.version } = json;
  check(typeof name === 'string' && MODEL_NAME.test(name), 'name must be small letters, digits and hyphens, at most 63');
  check(typeof version === 'string' && MODEL_VERSION.test(version), 'version must be a number from 1 on, as a text');
  check(!known.name || name === known.name, `name is ${String(name)}, not ${known.name}`);
  check(!known.version || version === known.version, `version is ${String(version)}, not ${known.version}`);
  for (const side of ['inputs', 'outputs'] as const) checkTensors(json[side], side, check);
  const labels = json['labels'] ?? [];
  check(
    Array.isArray(labels) && labels.length <= MAX_LABELS && labels.every((label) => typeof label === 'string'),
    'labels must be a list of texts',
  );
  checkPreprocessing(json['preprocessing'], check);
  check(isRecordOf(json['metrics'] ?? {}, isNumber), 'metrics must be an object of numbers');
  check(
    isRecordOf(json['tags'] ?? {}, (value) => typeof value === 'string'),
    'tags must be an object of texts',
  );
  for (const key of ['description', 'trainingData'] as const) {
    check(json[key] === undefined || typeof json[key] === 'string', `${key} must be a text`);
  }
  const { sha256 } = json;
  check(
    sha256 === undefined || (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)),
    'sha256 must be 64 hexadecimal digits',
  );
  check(isShare(json['abstainBelow']), 'abstainBelow must be from 0 to 1');
  checkSmoke(json['smoke'], check);
  checkServing(json['serving'], check);
  checkReference(json['reference'], check);
  if (problems.length) throw new ModelError(`model.json cannot be used: ${problems.join('; ')}`);
  return { labels: [], metrics: {}, tags: {}, smoke: [], serving: {}, ...json, name, version } as ModelDescription;
}

type Check = (ok: boolean, problem: string) => void;

function checkTensors(given: unknown, side: string, check: Check): void {
  if (given === undefined) return;
  if (!Array.isArray(given) || given.length === 0 || given.length > MAX_TENSORS) {
    check(false, `${side} must be a list of tensors`);
    return;
  }
  for (const tensor of given as unknown[]) {
    const ok =
      isRecord(tensor) &&
      typeof tensor['name'] === 'string' &&
      (DATATYPES as readonly unknown[]).includes(tensor['datatype']) &&
      Array.isArray(tensor['shape']) &&
      tensor['shape'].every((size) => Number.isInteger(size) && (size as number) >= -1) &&
      (tensor['padding'] === undefined || isNumber(tensor['padding']));
    check(ok, `each of the ${side} needs a name, a datatype of the Open Inference Protocol and a shape`);
  }
}

function checkPreprocessing(given: unknown, check: Check): void {
  const ok = given === undefined || (isRecord(given) && typeof given['name'] === 'string' && Number.isInteger(given['version']));
  check(ok, 'preprocessing needs a name and a version');
}

function checkSmoke(given: unknown, check: Check): void {
  if (given === undefined) return;
  const isValues = (value: unknown) => isRecord(value) && Array.isArray(value['shape']) && Array.isArray(value['data']);
  const ok =
    Array.isArray(given) &&
    given.every((one) => isRecord(one) && isRecordOf(one['inputs'], isValues) && isRecordOf(one['outputs'], isValues));
  check(ok, 'smoke must be a list of inputs and outputs, each by name with shape and data');
}

function checkReference(given: unknown, check: Check): void {
  if (given === undefined) return;
  try {
    readReferenceStatistics(given);
  } catch (error) {
    check(false, `reference: ${(error as Error).message}`);
  }
}

function checkServing(given: unknown, check: Check): void {
  if (given === undefined) return;
  if (!isRecord(given)) {
    check(false, 'serving must be an object');
    return;
  }
  for (const [key, least, most] of [
    ['maxBatchSize', 1, 100_000],
    ['maxDelayMs', 0, 10_000],
    ['queueLimit', 1, 10_000_000],
    ['instances', 1, 64],
    ['threads', 1, 256],
  ] as const) {
    const value = given[key];
    const ok = value === undefined || (isNumber(value) && value >= least && value <= most);
    check(ok, `serving.${key} must be from ${least} to ${most}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf(value: unknown, each: (value: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(each);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isShare(value: unknown): boolean {
  return value === undefined || (isNumber(value) && value >= 0 && value <= 1);
}
