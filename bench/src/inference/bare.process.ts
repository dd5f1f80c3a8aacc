/** The same work without a service: a loop around ONNX Runtime, with the session and the preprocessing that the service has. */
import type { InferenceSession } from 'onnxruntime-node';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDescription } from '../../../apps/inference/src/models/model-description.js';
import { openSession } from '../../../apps/inference/src/models/open-session.js';
import { toOrt } from '../../../apps/inference/src/models/ort-tensors.js';
import { ImagePreprocessor } from '../../../apps/inference/src/preprocessing/image-preprocessor.js';
import { featuresOf, type TextBatch } from '../../../apps/inference/src/preprocessing/text-batch.js';
import type { Tensors } from '../../../apps/inference/src/serving/tensor.js';

/** What a batch is of: the graph's own inputs, photos as files, or texts. */
export type Batch = { tensors: Tensors } | { photos: Uint8Array[] } | { texts: TextBatch };

export type BareTask =
  | { folder: string; threads: number; lanes: number; batches: Batch[] }
  /** Milliseconds to run what was given before. */
  | { ms: number };

export interface BareResult {
  batchesPerSecond: number;
  /** Milliseconds of processor time of a batch. */
  cpuMs: number;
}

interface Prepared {
  lanes: number;
  batches: Batch[];
  run(batch: Batch): Promise<InferenceSession.OnnxValueMapType>;
}

async function prepare({ folder, threads, lanes, batches }: Extract<BareTask, { folder: string }>): Promise<Prepared> {
  const description = parseDescription(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')));
  const graph = await readFile(join(folder, 'model.onnx'));
  const { session } = await openSession(graph, description, { providers: ['cpu'], threads });
  const photos = description.preprocessing?.name === 'image' ? new ImagePreprocessor(description.preprocessing) : undefined;
  const tensorsOf = async (batch: Batch): Promise<Tensors> => {
    if ('tensors' in batch) return batch.tensors;
    if ('photos' in batch) {
      return photos!.prepare(new Map([['image', { datatype: 'BYTES', shape: [batch.photos.length], data: batch.photos }]]));
    }
    const { tokens, direction, width } = featuresOf(batch.texts);
    const rows = batch.texts.texts.length;
    return new Map([
      ['tokens', { datatype: 'INT32', shape: [rows, width], data: tokens }],
      ['direction', { datatype: 'FP32', shape: [rows, 3], data: direction }],
    ]);
  };
  const run = async (batch: Batch) => {
    const tensors = await tensorsOf(batch);
    return session.run(Object.fromEntries([...tensors].map(([name, tensor]) => [name, toOrt(tensor)])));
  };
  return { lanes, batches, run };
}

async function measure({ lanes, batches, run }: Prepared, ms: number): Promise<BareResult> {
  let next = 0;
  let done = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const until = started + ms;
  const lane = async () => {
    while (performance.now() < until) {
      await run(batches[next++ % batches.length]!);
      done++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(cpu);
  return { batchesPerSecond: (done * 1000) / (performance.now() - started), cpuMs: (user + system) / 1000 / done };
}

let prepared: Prepared | undefined;

async function answer(task: BareTask): Promise<BareResult | undefined> {
  if ('ms' in task) return measure(prepared!, task.ms);
  prepared = await prepare(task);
  return undefined;
}

process.on('message', (task: BareTask) => {
  answer(task).then(
    (result) => process.send!({ result }),
    (error: Error) => process.send!({ error: error.message }),
  );
});
