/**
 * `npm run train:transaction-category [-- EPOCHS [held-out]]`: trains `transaction-category` and writes the folder of its
 * version; with `held-out` it also trains a while without a tenth of the names, to say how it does on those.
 * Seeded: the same sources give the same files on one machine.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EPOCHS, trainCategoryModel } from './train-model.js';

const VERSION = '2';

const started = performance.now();
let reported = 0;
const { graph, description } = await trainCategoryModel({
  epochs: Number(process.argv[2] ?? EPOCHS),
  heldOut: process.argv[3] === 'held-out',
  onProgress: ({ phase, done, loss }) => {
    const tenth = Math.floor(done * 10);
    if (tenth === reported) return;
    reported = tenth;
    console.log(`${phase}: ${tenth * 10} %, loss ${loss.toFixed(3)}`);
  },
});
const { name, ...rest } = description;
const folder = join(import.meta.dirname, '..', VERSION);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'model.onnx'), graph);
// Lists of numbers on one line each: a shape, the shares of a histogram.
const json = JSON.stringify({ name, version: VERSION, ...rest }, null, 2).replace(/\[[\s\d.,e-]+\]/g, (list) => list.replace(/\s+/g, ' '));
await writeFile(join(folder, 'model.json'), `${json}\n`);
console.log({ temperature: description.temperature, abstainBelow: description.abstainBelow, ...description.metrics });
console.log(`model.onnx: ${(graph.length / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(0)} s`);
