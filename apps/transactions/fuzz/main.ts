/**
 * `npm run fuzz:statements -- [--count 100000] [--seed 1] [--from 0] [FOLDER]`: damages statement files in every way that comes to
 * mind, reads each as an import does, and looks for crashes, hangs (over a second of processor time a file, or ten of the clock),
 * memory (over 300 MB resident in the process that reads, the largest that the kernel saw) and rows that are lost in silence.
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

/** A reader that does not answer for so long hangs, however busy the machine is. */
const WATCHDOG_MS = 10_000;
const MAX_RSS_MB = 300;
/** What lives in the heap of the process that reads: beyond it the process dies. Without it, V8 would rather take memory than tidy up. */
const HEAP_MB = 128;

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
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
    });
    let current = from;
    let killed = false;
    const kill = (): void => {
      killed = true;
      child.kill('SIGKILL');
    };
    // Starting takes longer than any file.
    let watchdog = setTimeout(kill, WATCHDOG_MS * 6);
    child.on('message', ({ begin, trial, rssMb }: Message) => {
      if (begin !== undefined) current = begin;
      if (trial) tally.add(trial, rssMb ?? 0);
      clearTimeout(watchdog);
      watchdog = setTimeout(kill, WATCHDOG_MS);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      if (code === 0) return done(undefined);
      const text = killed ? `hang: no end after ${WATCHDOG_MS / 1_000} s` : `crash: the process ended with ${signal ?? code}`;
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
