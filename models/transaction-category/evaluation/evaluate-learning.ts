/**
 * `npm run evaluate:learning [-- FILE MAPPING]`: a labelled bank file in the order of its dates, predict then learn, by the code that
 * serves it: the model, what it becomes for one user, and the decision between them. The true label is the user's correction.
 * Beside it: the same rows without learning (cold start), and a baseline without the model. The last line is JSON.
 */
import { join, resolve } from 'node:path';
import { primaryOf } from '#contracts/categories';
import { loadPredictor } from '../../../apps/inference/src/categories/load-predictor.js';
import { decisionOf } from '../../../apps/transactions/src/categorisation/decision.js';
import { DEFAULT_PARAMETERS } from '../../../apps/transactions/src/categorisation/learning/learning-parameters.js';
import { PersonalModel, type Opinion } from '../../../apps/transactions/src/categorisation/learning/personal-model.js';
import { predictThenLearn, type Example } from '../../../apps/transactions/src/categorisation/learning/prequential.js';
import { modelText, questionOf } from '../../../apps/transactions/src/categorisation/question.js';
import { Random } from '../training/random.js';
import { expectedCalibrationError } from '../training/calibration.js';
import { readLabelledRows, type LabelledRow } from './labelled-rows.js';

const ROOT = join(import.meta.dirname, '../../..');
const DEFAULT_FILE = join(ROOT, '../shared/data/za-bank-transactions.csv');
/** As many as the service asks the model for. */
const GUESSES = 5;
const SHUFFLES = 3;

/** What the learner must reach over the last half. */
const LEAST_ACCURACY = 0.8;
const LEAST_GAIN = 0.15;

interface Case extends Example {
  row: LabelledRow;
}

interface Outcome {
  correct: boolean;
  confidence: number;
}

const primary = (categoryId: string): string => primaryOf(categoryId) ?? categoryId;

async function readCases(rows: LabelledRow[]): Promise<Case[]> {
  const { predictor, close } = await loadPredictor(join(ROOT, 'models'));
  const ranked = await predictor.rank(
    rows.map((row) => ({ description: modelText(row), amount: row.amountMinor })),
    GUESSES,
  );
  await close();
  return rows.map((row, i) => ({
    row,
    correction: { ...questionOf(row), decidedAt: i, categoryId: row.right[0]! },
    prior: ranked[i]!.map(({ detailed, confidence }) => ({ categoryId: detailed, probability: confidence })),
  }));
}

function outcome({ row }: Case, opinion: Opinion): Outcome {
  const { categoryId } = decisionOf(opinion);
  if (categoryId === undefined) return { correct: false, confidence: opinion.ranked[0]?.probability ?? 0 };
  const of = primary(categoryId);
  const same = opinion.ranked.filter((belief) => primary(belief.categoryId) === of);
  return { correct: row.right.includes(of), confidence: same.reduce((sum, { probability }) => sum + probability, 0) };
}

function learning(cases: Case[]): Outcome[] {
  const inOrder = cases.map((one, i) => ({ ...one, correction: { ...one.correction, decidedAt: i } }));
  const opinions = predictThenLearn(inOrder, new PersonalModel(DEFAULT_PARAMETERS, primary));
  return cases.map((one, i) => outcome(one, opinions[i]!));
}

function coldStart(cases: Case[]): Outcome[] {
  const untaught = new PersonalModel(DEFAULT_PARAMETERS, primary);
  return cases.map((one) => outcome(one, untaught.ask(one.correction, one.prior)));
}

/** Without the model: the latest label of the same merchant, else the most frequent label so far. */
function memoryOnly(cases: Case[]): Outcome[] {
  const latest = new Map<string, string>();
  const counts = new Map<string, number>();
  return cases.map(({ row, correction: { merchant, categoryId } }) => {
    const [frequent] = [...counts].sort((a, b) => b[1] - a[1]);
    const guess = latest.get(merchant) ?? frequent?.[0];
    latest.set(merchant, categoryId);
    counts.set(categoryId, (counts.get(categoryId) ?? 0) + 1);
    return { correct: guess !== undefined && row.right.includes(guess), confidence: 1 };
  });
}

/** For each row whether its merchant occurred before. */
function met(cases: Case[]): boolean[] {
  const seen = new Set<string>();
  return cases.map(({ correction: { merchant } }) => seen.size === seen.add(merchant).size);
}

const share = (outcomes: Outcome[]): number => outcomes.filter(({ correct }) => correct).length / outcomes.length;
const lastHalf = <T>(list: T[]): T[] => list.slice(Math.floor(list.length / 2));
const percent = (value: number): string => `${(100 * value).toFixed(1).padStart(6)} %`;
const four = (value: number): number => Math.round(value * 1e4) / 1e4;

const file = resolve(process.argv[2] ?? DEFAULT_FILE);
const mappingFile = resolve(process.argv[3] ?? file.replace(/\.csv$/, '.map.json'));
let labelled: ReturnType<typeof readLabelledRows>;
try {
  labelled = readLabelledRows(file, mappingFile);
  if (labelled.rows.length < 2) throw new Error(`${file} has no rows whose label and date can be read`);
} catch (error) {
  console.error(`${(error as Error).message}. Give a labelled CSV file and its mapping: npm run evaluate:learning -- FILE MAPPING`);
  process.exit(1);
}

const cases = await readCases(labelled.rows);
const learned = learning(cases);
const cold = coldStart(cases);
const memory = memoryOnly(cases);
const known = met(cases);

console.log(`${labelled.note}\n`);
console.log('rows          learning   cold start   memory only   merchants met before');
const line = (name: string, pick: <T>(list: T[]) => T[]) =>
  console.log(
    `${name.padEnd(12)} ${percent(share(pick(learned)))}     ${percent(share(pick(cold)))}      ${percent(share(pick(memory)))}                 ${percent(pick(known).filter(Boolean).length / pick(known).length)}`,
  );
for (let from = 0; from < cases.length; from += 100) {
  line(`${from + 1} – ${Math.min(from + 100, cases.length)}`, (list) => list.slice(from, from + 100));
}
line('all', (list) => list);
line('last half', lastHalf);
for (const [name, wanted] of [['… met before', true], ['… first met', false]] as const) {
  line(name, (list) => lastHalf(list).filter((_, i) => lastHalf(known)[i] === wanted));
}

/** What a perfect memory of merchants would reach that knows nothing of new ones: the room there is for learning. */
const ceiling = share(lastHalf(cold.map((one, i) => ({ ...one, correct: one.correct || known[i]! }))));
console.log(`\nWere every merchant met before taken right, and every new one as at cold start:  ${percent(ceiling)}`);

const shuffled = Array.from({ length: SHUFFLES }, (_, seed) => {
  const random = new Random(seed + 1);
  const order = cases.map((one) => ({ one, key: random.next() })).sort((a, b) => a.key - b.key);
  const mixed = order.map(({ one }) => one);
  return { learning: four(share(lastHalf(learning(mixed)))), coldStart: four(share(lastHalf(coldStart(mixed)))) };
});
console.log('\nLast half in other orders');
shuffled.forEach((result, i) => console.log(`shuffle ${i + 1}    ${percent(result.learning)}     ${percent(result.coldStart)}`));

const accuracy = share(lastHalf(learned));
const gain = accuracy - share(lastHalf(cold));
const tail = lastHalf(learned);
console.log();
console.log(
  JSON.stringify({
    rows: cases.length,
    accuracy: four(accuracy),
    coldStart: four(share(lastHalf(cold))),
    gain: four(gain),
    perfectMemory: four(ceiling),
    memoryOnly: four(share(lastHalf(memory))),
    accuracyAll: four(share(learned)),
    ece: four(
      expectedCalibrationError(
        tail.map(({ confidence }) => confidence),
        tail.map(({ correct }) => correct),
      ),
    ),
    shuffled,
    reached: { accuracy: accuracy >= LEAST_ACCURACY, gain: gain >= LEAST_GAIN },
  }),
);
