import { performance } from 'node:perf_hooks';

import { readStatement, StatementError, type StatementFormat } from '../src/imports/formats/index.js';
import { silentCut, silentLoss, wrongRow } from './checks.js';
import { type Mutant, mutate, type Seed } from './mutations.js';
import { Random } from './random.js';
import { chunks, collect, type Outcome, readAll } from './read-all.js';

/** What one mutant came to. */
export interface Trial {
  index: number;
  /** The format of the seed. */
  format: string;
  seed: string;
  steps: string[];
  /** As what the mutant was read, or why not. */
  result: 'read' | 'refused' | 'asked';
  rows: number;
  failed: number;
  /** Processor time of the reading, in milliseconds. */
  cpuMs: number;
  findings: string[];
}

const CURRENCIES = ['EUR', 'EUR', 'USD', 'JPY', 'KWD'];
const STREAMED: StatementFormat[] = ['ofx', 'qif', 'camt', 'mt940', 'jsonl'];

/** Makes mutants of seeds and tries the readers on them. */
export class Trials {
  private readonly whole = new Map<string, Promise<Outcome>>();

  constructor(
    private readonly seeds: readonly Seed[],
    private readonly seed: number,
  ) {}

  /** The mutant of an index: the same for the same seed and the same files. */
  mutant(index: number): { mutant: Mutant; original: Seed; random: Random } {
    const random = new Random(this.seed, index);
    // Every file comes equally often, whatever chance says.
    const original = this.seeds[index % this.seeds.length] as Seed;
    return { mutant: mutate(original, this.seeds, random), original, random };
  }

  async run(index: number): Promise<Trial> {
    const { mutant, original, random } = this.mutant(index);
    const currency = random.pick(CURRENCIES);
    const whole = await this.wholeOf(original, currency);
    const trial: Trial = {
      index,
      format: whole.format ?? 'none',
      seed: original.name,
      steps: mutant.steps,
      result: 'refused',
      rows: 0,
      failed: 0,
      cpuMs: 0,
      findings: [],
    };
    const chunk = random.chance(0.5) ? 64 * 1024 : 1 + random.below(300);
    const cpu = process.cpuUsage();
    const from = performance.now();
    try {
      const outcome = await readAll(mutant.bytes, mutant.name, currency, chunk);
      trial.cpuMs = timeOf(cpu, from);
      this.judge(trial, outcome, whole, mutant);
      if (random.chance(0.25)) await this.compareChunks(trial, outcome, mutant, currency, 1 + random.below(5_000));
      if (random.chance(0.25)) await readAs(random.pick(STREAMED), mutant.bytes, currency, trial);
    } catch (error) {
      trial.cpuMs ||= timeOf(cpu, from);
      trial.findings.push(
        `crash: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error)}`,
      );
    }
    if (trial.cpuMs > 1_000) trial.findings.push(`hang: ${Math.round(trial.cpuMs)} ms of processor time`);
    return trial;
  }

  private wholeOf(seed: Seed, currency: string): Promise<Outcome> {
    const key = `${seed.name} ${currency}`;
    const known = this.whole.get(key) ?? readAll(seed.bytes, seed.name, currency, 64 * 1024);
    this.whole.set(key, known);
    return known;
  }

  private judge(trial: Trial, outcome: Outcome, whole: Outcome, mutant: Mutant): void {
    const { read, preview, refused } = outcome;
    if (refused && refused.message.length < 10) trial.findings.push(`a refusal without words: ${refused.code}`);
    trial.result = refused ? 'refused' : read ? 'read' : 'asked';
    trial.rows = read?.rows.length ?? 0;
    trial.failed = read?.failed.length ?? 0;
    const add = (kind: string, what: string | undefined): void => void (what && trial.findings.push(`${kind}: ${what}`));
    add('wrong row', wrongRow([...(read?.rows ?? []), ...(preview?.rows ?? [])]));
    add('silent cut', silentCut(whole, outcome, mutant));
    add('silent loss', silentLoss(outcome, mutant.bytes));
    const isWhole = mutant.bytes.length < 60_000 && read && preview;
    if (isWhole && preview.rows.length > 0 && !same(preview.rows, read.rows.slice(0, preview.rows.length)))
      add('preview', 'shows other rows than are read');
    if (read && read.rows.length + read.failed.length + read.accounts.length === 0)
      add('silent loss', 'nothing was read, and nothing said');
  }

  private async compareChunks(trial: Trial, outcome: Outcome, mutant: Mutant, currency: string, length: number): Promise<void> {
    if (!outcome.read || !outcome.format) return;
    const { mapping } = outcome.preview ?? {};
    const again = await collect(readStatement(chunks(mutant.bytes, length), outcome.format, { currency, mapping, batchRows: 7 }));
    if (!same(sorted(again.rows), sorted(outcome.read.rows)) || again.failed.length !== outcome.read.failed.length)
      trial.findings.push(`chunks: pieces of ${length} bytes give other rows`);
  }
}

/** Any bytes through any reader, whatever they are taken for. */
async function readAs(format: StatementFormat, bytes: Buffer, currency: string, trial: Trial): Promise<void> {
  try {
    const { rows } = await collect(readStatement(chunks(bytes, 10_000), format, { currency }));
    const wrong = wrongRow(rows);
    if (wrong) trial.findings.push(`wrong row as ${format}: ${wrong}`);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
  }
}

function sorted<T extends { line: number }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => a.line - b.line);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Processor time since `cpu`, at most the wall time: other work of the process does not count twice. */
function timeOf(cpu: NodeJS.CpuUsage, from: number): number {
  const { user, system } = process.cpuUsage(cpu);
  return Math.min((user + system) / 1_000, performance.now() - from);
}
