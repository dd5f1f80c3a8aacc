/**
 * Descriptions a second of the served path on one core (features, ONNX Runtime with one thread, ranking), on generated
 * lines, and the longest time the event loop was held meanwhile.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { loadPredictor } from '../../../apps/inference/src/categories/load-predictor.js';
import { Random } from './random.js';
import { Sampler } from './samples.js';
import { collectSources } from './sources.js';

const LINES = 50_000;
const ROUNDS = 5;

const sampler = new Sampler(collectSources(), DETAILED_CATEGORIES.map(({ id }) => id), new Random(7));
const items = Array.from({ length: LINES }, () => {
  const { text, direction } = sampler.line();
  return { description: text, amount: [-1, 1, undefined][direction] };
});
const { predictor, close } = await loadPredictor(join(import.meta.dirname, '../..'));
await predictor.rank(items.slice(0, 5_000), 1);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
for (let round = 0; round < ROUNDS; round++) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await predictor.rank(items, 1);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  console.log(`${Math.round(LINES / seconds)} descriptions/s by the clock, ${Math.round(LINES / cpuSeconds)} a second of processor time`);
}
console.log(`mean length ${Math.round(items.reduce((sum, { description }) => sum + description.length, 0) / LINES)} characters`);
console.log(`event loop held: 99 % under ${(delay.percentile(99) / 1e6).toFixed(1)} ms, at most ${(delay.max / 1e6).toFixed(1)} ms`);
await close();
