/**
 * The inference service over HTTP: against a bare loop around ONNX Runtime, against FastAPI, and with batching off; and how soon
 * after its start it answers. Prints a table and then one line of JSON.
 *
 * --rounds 5 --seconds 3    of each side of a comparison
 * --only photos,fastapi     some of: tensors, photos, texts, fastapi, batching, start
 * --cpu-prof FOLDER         and a profile of the service's process
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { BareResult, BareTask } from './bare.process.js';
import { compare, median, type Comparison, type Round } from './compare.js';
import { HelperProcess } from './helper-process.js';
import type { LoadResult, LoadTask } from './load.process.js';
import { SMALL_SIZES, WIDE_SIZES, writeDeliveredModels, writeModels } from './models-folder.js';
import { findPython } from './python.js';
import { processorTime, startFastApi, startService, type ServerProcess } from './server-process.js';
import { lineRequests, photos, readyTensors, rowRequests, texts, type Workload } from './workloads.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    'cpu-prof': { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const ms = Number(options.seconds) * 1000;
const wanted = options.only?.split(',');
const isWanted = (name: string) => !wanted || wanted.includes(name);
const profile = options['cpu-prof'] ? ['--cpu-prof', '--cpu-prof-dir', options['cpu-prof']] : [];

const CORES = availableParallelism();
/** Requests of many rows at a time: one runs, one is read, one waits. */
const IN_FLIGHT = 4;
const CLIENTS = 64;
const STARTS = 3;

const figures: Record<string, number | null> = {};
const rows: Record<string, Record<string, string | number>> = {};
const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(3)) : null);

function note(title: string, unit: string, { ours, theirs, ratio, p99Ratio, cpuRatio }: Comparison): void {
  const p99 = Number.isFinite(p99Ratio) && { 'p99 ms': `${ours.p99!.toFixed(1)} : ${theirs.p99!.toFixed(1)}` };
  rows[title] = {
    ...p99,
    'per second': `${Math.round(ours.perSecond)} : ${Math.round(theirs.perSecond)} ${unit}`,
    ratio: ratio.toFixed(2),
    'cpu ms': `${ours.cpuMs.toFixed(2)} : ${theirs.cpuMs.toFixed(2)}`,
    'cpu ratio': cpuRatio.toFixed(2),
  };
  console.log(title, JSON.stringify(rows[title]));
}

const load = new HelperProcess<LoadTask, LoadResult>('load.process.ts');
async function ask({ port, pid }: ServerProcess, requests: Uint8Array[], clients: number): Promise<Round> {
  const before = await processorTime(pid);
  const result = await load.ask({ port, requests, clients, ms });
  return { ...result, cpuMs: ((await processorTime(pid)) - before) / result.requests };
}

const lines = lineRequests();
const models = await writeModels();
console.log(`${CORES} cores, load ${loadavg()[0]!.toFixed(1)}`);
const service = await startService(models.path, lines('category')[0]!, profile);

/** @param lanes batches that the loop has in hand at a time */
async function compareWithBare(
  key: string,
  title: string,
  model: string,
  work: Workload,
  threads: number,
  lanes: number,
): Promise<void> {
  const bare = new HelperProcess<BareTask, BareResult>('bare.process.ts');
  await bare.ask({ folder: models.versionOf(model), threads, lanes, batches: work.batches });
  const requests = work.requests(model);
  const result = await compare(
    rounds,
    () => ask(service, requests, IN_FLIGHT),
    async () => {
      const { batchesPerSecond: perSecond, cpuMs } = await bare.ask({ ms });
      return { perSecond, cpuMs };
    },
  );
  bare.stop();
  note(title, 'batches', result);
  figures[key] = rounded(result.ratio);
}

async function compareWithFastApi(): Promise<void> {
  const python = findPython();
  const keys = ['ratioToFastApi', 'p99ToFastApi', 'ratioToFastApiSmall', 'p99ToFastApiSmall', 'fastApiColdStartMs'];
  for (const key of keys) figures[key] = null;
  if (!python) return;
  const other = await startFastApi(python, models.path, lines('category')[0]!);
  figures['fastApiColdStartMs'] = Math.round(other.coldStartMs);
  for (const [suffix, model, requests] of [
    ['', 'category', lines],
    ['Small', 'small', rowRequests(SMALL_SIZES[0]!)],
  ] as const) {
    const same = requests(model);
    const result = await compare(
      rounds,
      () => ask(service, same, CLIENTS),
      () => ask(other, same, CLIENTS),
    );
    note(`Steward : FastAPI, ${model} model, JSON, one row`, 'requests', result);
    figures[`ratioToFastApi${suffix}`] = rounded(result.ratio);
    figures[`p99ToFastApi${suffix}`] = rounded(result.p99Ratio);
  }
  await other.stop();
}

async function compareBatching(): Promise<void> {
  for (const [suffix, model, requests] of [
    ['', 'category', lines],
    ['Wide', 'wide', rowRequests(WIDE_SIZES[0]!)],
  ] as const) {
    const result = await compare(
      rounds,
      () => ask(service, requests(model), CLIENTS),
      () => ask(service, requests(`${model}-alone`), CLIENTS),
    );
    note(`batching on : off, ${model} model, JSON, one row`, 'requests', result);
    figures[`ratioBatchingOnToOff${suffix}`] = rounded(result.ratio);
  }
}

async function measureStart(): Promise<void> {
  const delivered = await writeDeliveredModels();
  const taken: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const fresh = await startService(delivered.path, lines('transaction-category')[0]!);
    taken.push(fresh.coldStartMs);
    await fresh.stop();
  }
  await delivered.remove();
  figures['coldStartMs'] = Math.round(median(taken));
  rows['start of the service until its first prediction'] = { ms: figures['coldStartMs'] };
}

try {
  if (isWanted('tensors'))
    await compareWithBare('ratioToBareSession', 'HTTP : bare, ready tensors of 4 photos', 'photos', readyTensors(), CORES, 1);
  if (isWanted('photos'))
    await compareWithBare('ratioToBareSessionPhotos', 'HTTP : bare, 4 JPEG files', 'photos', await photos(), CORES, 1);
  if (isWanted('texts'))
    await compareWithBare('ratioToBareSessionTexts', 'HTTP : bare, 256 to 500 texts', 'category', texts(), 1, CORES);
  if (isWanted('fastapi')) await compareWithFastApi();
  if (isWanted('batching')) await compareBatching();
} finally {
  await service.stop();
  load.stop();
  await models.remove();
}
if (isWanted('start')) await measureStart();
console.table(rows);
console.log(JSON.stringify({ cores: CORES, rounds, load: rounded(loadavg()[0]!), ...figures }));
