import { silentCut, silentLoss, wrongRow } from './checks.js';
import type { Mutant } from './mutations.js';
import type { Outcome } from './read-all.js';
import { builtInSeeds } from './seeds.js';
import { Trials } from './try-file.js';

const SEED = 20260101;
const MUTANTS = 440;

test('some hundred damaged statements of every format: nothing crashes, nothing is lost in silence', async () => {
  const trials = new Trials(builtInSeeds(), SEED);
  const formats = new Set<string>();
  const results = new Set<string>();
  for (let index = 0; index < MUTANTS; index++) {
    const trial = await trials.run(index);
    formats.add(trial.format);
    results.add(trial.result);
    // Time is the command's business: here other specs run beside.
    const findings = trial.findings.filter((text) => !text.startsWith('hang'));
    expect([index, trial.seed, trial.steps, findings]).toEqual([index, trial.seed, trial.steps, []]);
  }
  expect([...formats].sort()).toEqual(['camt', 'csv', 'jsonl', 'mt940', 'ofx', 'qif', 'xlsx']);
  expect([...results].sort()).toEqual(expect.arrayContaining(['read', 'refused']));
});

test('the same seed and index make the same mutant', () => {
  const [one, two, other] = [SEED, SEED, 7].map((seed) => new Trials(builtInSeeds(), seed));
  const bytes = (trials: Trials): Buffer[] => Array.from({ length: 30 }, (_, index) => trials.mutant(index).mutant.bytes);
  expect(bytes(one!)).toEqual(bytes(two!));
  expect(bytes(one!)).not.toEqual(bytes(other!));
});

describe('the checks see what they are for', () => {
  const row = { line: 1, bookedOn: '2024-01-31', amountMinor: -100, description: 'a', status: 'booked' } as const;
  const read = (rows: number): Outcome => ({
    format: 'ofx',
    step: 'done',
    read: { rows: Array.from({ length: rows }, () => row), failed: [], accounts: [], positions: [], warnings: [], bytesRead: 1 },
  });
  const cut: Mutant = { name: 'a.ofx', bytes: Buffer.from('<STMTTRN>'.repeat(3)), steps: [], cutAt: 27, rest: 'x' };

  test('rows that are missing after a cut', () => {
    expect(silentCut(read(3), read(2), cut)).toMatch(/^1 rows are missing/);
    const told = read(2);
    told.read!.warnings.push({ code: 'file.cut-off', message: 'cut' });
    expect(silentCut(read(3), told, cut)).toBeUndefined();
    // A file that has no end itself: the same words are true of its beginning. Others that it has anyway tell nothing of the cut.
    const endless = (code: 'file.cut-off' | 'file.nul-bytes', rows: number): Outcome => {
      const outcome = read(rows);
      outcome.read!.warnings.push({ code, message: 'as the whole file' });
      return outcome;
    };
    expect(silentCut(endless('file.cut-off', 3), endless('file.cut-off', 2), cut)).toBeUndefined();
    expect(silentCut(endless('file.nul-bytes', 3), endless('file.nul-bytes', 2), cut)).toMatch(/^1 rows are missing/);
  });

  test('records that became neither a row nor a failed row', () => {
    expect(silentLoss(read(2), cut.bytes)).toMatch(/^3 records by their marks, but 2 rows/);
    expect(silentLoss(read(3), cut.bytes)).toBeUndefined();
  });

  test('rows that cannot be', () => {
    expect(wrongRow([row])).toBeUndefined();
    expect(wrongRow([{ ...row, bookedOn: '2024-02-30' }])).toBe('bookedOn 2024-02-30');
    expect(wrongRow([{ ...row, amountMinor: 0.1 }])).toMatch(/^amounts/);
    expect(wrongRow([{ ...row, splits: [{ amountMinor: -99 }] }])).toBe('parts -99 of -100');
  });
});
