/**
 * `npm run fuzz:statements -- [--count 100000] [--seed 1] [--from 0] [FOLDER]`: damages statement files in every way that comes to
 * mind, reads each as an import does, and looks for crashes, hangs (over a second of processor time a file, or no answer: see
 * watchdog.ts), memory (over 300 MB resident in the process that reads, the largest that the kernel saw) and rows that are lost in silence.
 * Prints a table and a line of JSON; exits with 1 where anything was found. The same seed, index and files give the same mutant.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { builtInSeeds, seedsOf } from './seeds.js';
import { Tally } from './tally.js';
import { type Trial, Trials } from './try-file.js';
import { CHECK_MS, processorMs, Watchdog } from './watchdog.js';

const MAX_RSS_MB = 300;
/**
 * Heap of the process that reads, in MB: what lives (beyond it the process dies), and each of the three spaces of what is new. Without
 * these V8 would rather take memory than tidy up. With them and the 120 MB of Node and the TypeScript loader the limit can be kept.
 */
const HEAP_MB = { old: 96, semiSpace: 8 };

interface Message {
  begin?: number;
  trial?: Trial;
  rssMb?: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    child: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const first = Number(values.from);
const end = first + Number(values.count);
const folder = positionals[0] === undefined ? undefined : resolve(positionals[0]);
const found = folder && existsSync(folder) ? seedsOf(folder) : [];
// Those of the folder are of few formats: each of ours comes as often as four of them.
const trials = new Trials([...found, ...Array.from({ length: found.length ? 4 : 1 }, () => builtInSeeds()).flat()], seed);

if (values.child) await readAllFrom(first);
else await supervise();

/** In the process that reads. */
async function readAllFrom(from: number): Promise<void> {
  for (let index = from; index < end; index++) {
    process.send!({ begin: index } satisfies Message);
    const trial = await trials.run(index);
    // Messages that wait to be sent would count as memory.
    await new Promise((sent) => process.send!({ trial, rssMb: process.resourceUsage().maxRSS / 1024 } satisfies Message, sent));
  }
  process.disconnect();
}

/** Starts the process that reads, again after each file that kills it, and counts. */
async function supervise(): Promise<void> {
  if (folder && !existsSync(folder)) console.warn(`There is no folder ${folder}: only statements made here are damaged.`);
  const tally = new Tally();
  for (let next: number | undefined = first; next !== undefined && next < end;) next = await oneChild(next, tally);
  if (tally.peakRssMb > MAX_RSS_MB) tally.addFinding({ index: -1, text: `memory: ${Math.round(tally.peakRssMb)} MB resident` });
  console.log(tally.table());
  const reported = tally.findings.slice(0, 20);
  for (const { index, text } of reported) {
    console.log(`\n${text}`);
    if (index >= 0)
      console.log(
        `  again: npm run fuzz:statements -- --seed ${seed} --from ${index} --count 1${folder ? ` ${folder}` : ''}\n  file:  ${kept(index)}`,
      );
  }
  if (tally.findings.length > reported.length) console.log(`\n… and ${tally.findings.length - reported.length} more.`);
  console.log(JSON.stringify({ seed, from: first, ...tally.counts() }));
  process.exitCode = tally.findings.length > 0 ? 1 : 0;
}

function oneChild(from: number, tally: Tally): Promise<number | undefined> {
  return new Promise((done) => {
    const args = [
      '--child',
      '--seed',
      String(seed),
      '--from',
      String(from),
      '--count',
      String(end - from),
      ...(folder ? [folder] : []),
    ];
    const child = fork(fileURLToPath(import.meta.url), args, {
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB.old}`, `--max-semi-space-size=${HEAP_MB.semiSpace}`],
    });
    let current = from;
    const busyMs = (): number | undefined => processorMs(child.pid);
    const watchdog = new Watchdog();
    let hang: string | undefined;
    const timer = setInterval(() => {
      hang ??= watchdog.check(busyMs());
      if (hang) child.kill('SIGKILL');
    }, CHECK_MS);
    child.on('message', ({ begin, trial, rssMb }: Message) => {
      if (begin !== undefined) current = begin;
      if (trial) tally.add(trial, rssMb ?? 0);
      watchdog.answered(busyMs());
    });
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      if (code === 0) return done(undefined);
      const text = hang ? `hang: ${hang}` : `crash: the process ended with ${signal ?? code}`;
      tally.addFinding({ index: current, text });
      done(current + 1);
    });
  });
}

/** The mutant as a file, for a look at it. */
function kept(index: number): string {
  const { mutant } = trials.mutant(index);
  const path = join(tmpdir(), 'steward-fuzz', `${seed}-${index}-${mutant.name.replace(/[^\w.]+/g, '_')}`);
  mkdirSync(join(tmpdir(), 'steward-fuzz'), { recursive: true });
  writeFileSync(path, mutant.bytes);
  return path;
}
