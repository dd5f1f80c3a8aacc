/**
 * `measure-speed.ts [CORES]`: descriptions a second of the served path (features, ONNX Runtime with one thread, ranking) on
 * generated lines, one process a core, and the longest time the event loop was held meanwhile.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { loadPredictor } from '../../../apps/inference/src/categories/load-predictor.js';
import { Random } from './random.js';
import { Sampler } from './samples.js';
import { collectSources } from './sources.js';

const LINES = 50_000;
const ROUNDS = 5;

interface Speed {
  /** Descriptions a second, by the clock and by the time of the processor; the best round. */
  byClock: number;
  byProcessor: number;
  /** Event loop held, ms: 99th percentile and longest. */
  held: [number, number];
  meanLength: number;
}

async function measure(): Promise<Speed> {
  const sampler = new Sampler(collectSources(), DETAILED_CATEGORIES.map(({ id }) => id), new Random(7));
  const items = Array.from({ length: LINES }, () => {
    const { text, direction } = sampler.line();
    return { description: text, amount: [-1, 1, undefined][direction] };
  });
  const { predictor, close } = await loadPredictor(join(import.meta.dirname, '../..'));
  await predictor.rank(items.slice(0, 5_000), 1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const speed: Speed = { byClock: 0, byProcessor: 0, held: [0, 0], meanLength: items.reduce((sum, { description }) => sum + description.length, 0) / LINES };
  for (let round = 0; round < ROUNDS; round++) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    await predictor.rank(items, 1);
    const { user, system } = process.cpuUsage(cpu);
    speed.byClock = Math.max(speed.byClock, (LINES * 1e3) / (performance.now() - started));
    speed.byProcessor = Math.max(speed.byProcessor, (LINES * 1e6) / (user + system));
  }
  speed.held = [delay.percentile(99) / 1e6, delay.max / 1e6];
  await close();
  return speed;
}

if (process.send) {
  process.send(await measure());
} else {
  const cores = Number(process.argv[2] ?? 1);
  const speeds = await Promise.all(
    Array.from({ length: cores }, async () => {
      const [speed] = (await once(fork(import.meta.filename), 'message')) as [Speed];
      return speed;
    }),
  );
  const sum = (of: (speed: Speed) => number) => Math.round(speeds.reduce((total, speed) => total + of(speed), 0));
  console.log(`${cores} processes: ${sum(({ byClock }) => byClock)} descriptions/s by the clock, ${sum(({ byProcessor }) => byProcessor)} a second of each one's processor time`);
  for (const { held, meanLength } of speeds) {
    console.log(`mean length ${Math.round(meanLength)} characters; event loop held: 99 % under ${held[0].toFixed(1)} ms, at most ${held[1].toFixed(1)} ms`);
  }
}
