/**
 * `npm run evaluate:transaction-category [-- FILE MAPPING]`: how often the committed model is right on a labelled bank
 * file, through the very code that serves it. MAPPING names the columns and says which Plaid categories count as right
 * for each label. Equal descriptions count once. The last line is JSON.
 */
import { join, resolve } from 'node:path';
import type { RankedCategory } from '../../../apps/inference/src/categories/category-predictor.js';
import { loadPredictor } from '../../../apps/inference/src/categories/load-predictor.js';
import { LabelledFileError, readLabelledFile, type LabelledLine } from '../evaluation/labelled-file.js';
import { expectedCalibrationError } from './calibration.js';
import { macroF1 } from './macro-f1.js';

const ROOT = join(import.meta.dirname, '../../..');
const DEFAULT_FILE = join(ROOT, '../shared/data/za-bank-transactions.csv');

interface Result {
  line: LabelledLine;
  guess: string;
  confidence: number;
  correct: boolean;
  inTop3: boolean;
  /** Whether the second level is right; undefined where the mapping does not tell. */
  detailed: boolean | undefined;
}

function judge(line: LabelledLine, ranked: RankedCategory[]): Result {
  const [first] = ranked;
  return {
    line,
    guess: first!.primary,
    confidence: first!.confidence,
    correct: line.primary.includes(first!.primary),
    inTop3: ranked.some(({ primary }) => line.primary.includes(primary)),
    detailed: line.detailed.length > 0 ? line.detailed.includes(first!.detailed) : undefined,
  };
}

/** Where several primaries are right, the one guessed counts if it is among them, else the mapping's first. */
const actual = ({ correct, guess, line }: Result): string => (correct ? guess : line.primary[0]!);

function countBy<T>(values: T[], key: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1).padStart(5)} %`;
const count = (results: Result[], test: (result: Result) => boolean) => results.filter(test).length;

function printLabels(results: Result[]): void {
  console.log('label                          rows     right     top 3   taken for');
  for (const [label, group] of countBy(results, ({ line }) => line.label)) {
    const right = percent(count(group, ({ correct }) => correct), group.length);
    const top3 = percent(count(group, ({ inTop3 }) => inTop3), group.length);
    const wrong = countBy(group.filter(({ correct }) => !correct), ({ guess }) => guess).map(([guess, of]) => `${guess} ${of.length}`);
    console.log(`${label.padEnd(29)} ${String(group.length).padStart(5)}   ${right}   ${top3}   ${wrong.join(', ')}`);
  }
}

function printConfusion(results: Result[]): void {
  const names = [...new Set(results.flatMap((result) => [actual(result), result.guess]))].sort();
  console.log('\nConfusion (down: right, across: guessed)\n');
  console.log(`${''.padEnd(27)}${names.map((_name, i) => String(i + 1).padStart(5)).join('')}`);
  names.forEach((name, i) => {
    const cells = names.map((guess) => count(results, (result) => actual(result) === name && result.guess === guess));
    console.log(`${String(i + 1).padStart(2)} ${name.padEnd(24)} ${cells.map((cell) => (cell ? String(cell) : '·').padStart(5)).join('')}`);
  });
}

function printConfidence(results: Result[], abstainBelow: number | undefined): void {
  console.log('\nconfidence   rows   mean confidence   right');
  for (let bin = 0; bin < 10; bin++) {
    const group = results.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (group.length === 0) continue;
    const mean = group.reduce((sum, { confidence }) => sum + confidence, 0) / group.length;
    const right = count(group, ({ correct }) => correct) / group.length;
    console.log(`${(bin / 10).toFixed(1)} – ${((bin + 1) / 10).toFixed(1)}   ${String(group.length).padStart(4)}   ${mean.toFixed(2).padStart(15)}   ${right.toFixed(2).padStart(5)}`);
  }
  if (abstainBelow === undefined) return;
  const answered = results.filter(({ confidence }) => confidence >= abstainBelow);
  console.log(
    `\nFrom the threshold ${abstainBelow} on: ${percent(answered.length, results.length).trim()} of the rows are answered, ` +
      `${percent(count(answered, ({ correct }) => correct), answered.length || 1).trim()} of these right`,
  );
}

const four = (value: number) => Math.round(value * 1e4) / 1e4;

function summarise(results: Result[]): Record<string, number> {
  const known = results.filter(({ detailed }) => detailed !== undefined);
  return {
    accuracy: four(count(results, ({ correct }) => correct) / results.length),
    ece: four(expectedCalibrationError(results.map(({ confidence }) => confidence), results.map(({ correct }) => correct))),
    rows: results.length,
    top3: four(count(results, ({ inTop3 }) => inTop3) / results.length),
    macroF1: four(macroF1(results.map((result) => ({ actual: actual(result), guess: result.guess })))),
    ...(known.length > 0 && { detailedAccuracy: four(count(known, ({ detailed }) => detailed === true) / known.length), detailedRows: known.length }),
  };
}

async function main(file: string, mappingFile: string): Promise<void> {
  const { note, lines } = readLabelledFile(file, mappingFile);
  const { predictor, description, close } = await loadPredictor(join(ROOT, 'models'));
  const ranked = await predictor.rank(lines, 3);
  await close();
  const results = lines.map((line, i) => judge(line, ranked[i]!));
  console.log(`${note}\n`);
  printLabels(results);
  printConfusion(results);
  printConfidence(results, description.abstainBelow);
  console.log(`\n${JSON.stringify(summarise(results))}`);
}

const file = resolve(process.argv[2] ?? DEFAULT_FILE);
try {
  await main(file, resolve(process.argv[3] ?? file.replace(/\.csv$/, '.map.json')));
} catch (error) {
  if (!(error instanceof LabelledFileError)) throw error;
  console.error(`${error.message}. Give a labelled CSV file and its mapping: npm run evaluate:transaction-category -- FILE MAPPING`);
  process.exitCode = 1;
}
