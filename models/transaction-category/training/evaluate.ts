/**
 * `npm run evaluate:transaction-category [-- FILE MAPPING]`: how often the committed model is right on a labelled bank
 * file, through the very code that serves it. MAPPING names the columns and says which Plaid primaries count as right
 * for each label. Equal descriptions count once. The last line is JSON.
 */
import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CategoryPredictor } from '../../../apps/inference/src/categories/category-predictor.js';
import { loadModel } from '../../../apps/inference/src/models/load-model.js';
import { expectedCalibrationError } from './calibration.js';

interface Mapping {
  note?: string;
  description: string;
  amount?: string;
  label: string;
  primary: Record<string, string[]>;
}

interface Row {
  description: string;
  amount?: number;
  label: string;
  right: string[];
}

const ROOT = join(import.meta.dirname, '../../..');
const DEFAULT_FILE = join(ROOT, '../shared/data/za-bank-transactions.csv');

/** Unique descriptions whose label the mapping knows. */
function readRows(file: string, mapping: Mapping): Row[] {
  const records = parse(readFileSync(file), { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }) as Record<string, string>[];
  const rows = new Map<string, Row>();
  for (const record of records) {
    const description = record[mapping.description]?.trim() ?? '';
    const label = record[mapping.label]?.trim() ?? '';
    const right = mapping.primary[label];
    if (!description || !right || rows.has(description)) continue;
    const amount = mapping.amount ? Number(record[mapping.amount]?.replace(/[^\d.-]/g, '')) : Number.NaN;
    rows.set(description, { description, label, right, amount: Number.isFinite(amount) ? amount : undefined });
  }
  return [...rows.values()];
}

function countBy<T>(values: T[], key: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1).padStart(5)} %`;

const file = resolve(process.argv[2] ?? DEFAULT_FILE);
const mappingFile = resolve(process.argv[3] ?? file.replace(/\.csv$/, '.map.json'));
for (const path of [file, mappingFile]) {
  if (existsSync(path)) continue;
  console.error(`There is no ${path}. Give a labelled CSV file and its mapping: npm run evaluate:transaction-category -- FILE MAPPING`);
  process.exit(1);
}
const mapping = JSON.parse(readFileSync(mappingFile, 'utf8')) as Mapping;
const rows = readRows(file, mapping);
if (rows.length === 0) {
  console.error(`${file} has no row whose column "${mapping.label}" the mapping knows`);
  process.exit(1);
}

const predictor = new CategoryPredictor(await loadModel(join(ROOT, 'models'), 'transaction-category'));
const ranked = await predictor.rank(rows, 3);
const results = rows.map((row, i) => {
  const [first] = ranked[i]!;
  return {
    row,
    guess: first!.primary,
    confidence: first!.confidence,
    correct: row.right.includes(first!.primary),
    inTop3: ranked[i]!.some(({ primary }) => row.right.includes(primary)),
  };
});

console.log(`${mapping.note ?? file}\n`);
console.log('label                          rows     right     top 3   taken for');
for (const [label, group] of countBy(results, ({ row }) => row.label)) {
  const right = group.filter(({ correct }) => correct).length;
  const top3 = group.filter(({ inTop3 }) => inTop3).length;
  const wrong = countBy(group.filter(({ correct }) => !correct), ({ guess }) => guess).map(([guess, of]) => `${guess} ${of.length}`);
  console.log(`${label.padEnd(29)} ${String(group.length).padStart(5)}   ${percent(right, group.length)}   ${percent(top3, group.length)}   ${wrong.join(', ')}`);
}

// Where several primaries are right, the one guessed counts if it is among them, else the mapping's first.
const actual = (result: (typeof results)[number]) => (result.correct ? result.guess : result.row.right[0]!);
const names = [...new Set(results.flatMap((result) => [actual(result), result.guess]))].sort();
console.log('\nConfusion (down: right, across: guessed)\n');
console.log(`${''.padEnd(27)}${names.map((_name, i) => String(i + 1).padStart(4)).join('')}`);
names.forEach((name, i) => {
  const cells = names.map((guess) => results.filter((result) => actual(result) === name && result.guess === guess).length);
  console.log(`${String(i + 1).padStart(2)} ${name.padEnd(24)} ${cells.map((count) => (count ? String(count) : '·').padStart(4)).join('')}`);
});

console.log('\nconfidence   rows   mean confidence   right');
for (let bin = 0; bin < 10; bin++) {
  const group = results.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
  if (group.length === 0) continue;
  const mean = group.reduce((sum, { confidence }) => sum + confidence, 0) / group.length;
  const right = group.filter(({ correct }) => correct).length / group.length;
  console.log(`${(bin / 10).toFixed(1)} – ${((bin + 1) / 10).toFixed(1)}   ${String(group.length).padStart(4)}   ${mean.toFixed(2).padStart(15)}   ${right.toFixed(2).padStart(5)}`);
}

const four = (value: number) => Math.round(value * 1e4) / 1e4;
console.log();
console.log(
  JSON.stringify({
    accuracy: four(results.filter(({ correct }) => correct).length / results.length),
    ece: four(expectedCalibrationError(results.map(({ confidence }) => confidence), results.map(({ correct }) => correct))),
    rows: results.length,
    top3: four(results.filter(({ inTop3 }) => inTop3).length / results.length),
  }),
);
await predictor.close();
