/**
 * `npx tsx -C source models/transaction-category/evaluation/evaluate-development.ts`: the committed model on every set of
 * `evaluation/sets` (the rows that only measure), through the code that serves it: figures by country, and by primary category over all. The tables are
 * Markdown; the last line is JSON.
 */
import { join } from 'node:path';
import { loadPredictor } from '../../../apps/inference/src/categories/load-predictor.js';
import { expectedCalibrationError } from '../training/calibration.js';
import { readDevelopmentSets } from '../training/development-set.js';

interface Result {
  set: string;
  actual: string;
  guess: string;
  confidence: number;
  correct: boolean;
  top3: boolean;
  detailed: boolean;
}

const { predictor, close } = await loadPredictor(join(import.meta.dirname, '../..'));
const results: Result[] = [];
for (const [set, lines] of readDevelopmentSets()) {
  const ranked = await predictor.rank(lines, 3);
  lines.forEach(({ primary, detailed }, i) => {
    // The rows of even index fitted the temperature: they measure nothing.
    if (i % 2 === 0) return;
    const [first] = ranked[i]!;
    const correct = primary.includes(first!.primary);
    results.push({
      set,
      actual: correct ? first!.primary : primary[0]!,
      guess: first!.primary,
      confidence: first!.confidence,
      correct,
      top3: ranked[i]!.some((one) => primary.includes(one.primary)),
      detailed: detailed.includes(first!.detailed),
    });
  });
}
await close();

const percent = (part: number, whole: number): string => (whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '–');
const share = (of: Result[], test: (result: Result) => boolean): string => percent(of.filter(test).length, of.length);
const calibrationError = (of: Result[]): number =>
  expectedCalibrationError(
    of.map(({ confidence }) => confidence),
    of.map(({ correct }) => correct),
  );

console.log('| set | rows | primary right | top 3 | detailed right | calibration error |\n|---|---|---|---|---|---|');
const line = (name: string, of: Result[]) =>
  console.log(
    `| ${name} | ${of.length} | ${share(of, ({ correct }) => correct)} | ${share(of, ({ top3 }) => top3)} | ` +
      `${share(of, ({ detailed }) => detailed)} | ${calibrationError(of).toFixed(3)} |`,
  );
for (const set of new Set(results.map((result) => result.set))) {
  line(
    set,
    results.filter((result) => result.set === set),
  );
}
line('**all**', results);

console.log('\n| primary category | rows | found (recall) | true where said (precision) | F1 |\n|---|---|---|---|---|');
for (const name of [...new Set(results.map(({ actual }) => actual))].sort()) {
  const rows = results.filter(({ actual }) => actual === name);
  const said = results.filter(({ guess }) => guess === name);
  const hits = rows.filter(({ correct }) => correct).length;
  console.log(
    `| ${name} | ${rows.length} | ${percent(hits, rows.length)} | ${percent(hits, said.length)} | ${((2 * hits) / (rows.length + said.length)).toFixed(3)} |`,
  );
}
const four = (value: number) => Math.round(value * 1e4) / 1e4;
const of = (test: (result: Result) => boolean) => four(results.filter(test).length / results.length);
console.log(
  `\n${JSON.stringify({
    accuracy: of(({ correct }) => correct),
    ece: four(calibrationError(results)),
    rows: results.length,
    top3: of(({ top3 }) => top3),
    detailedAccuracy: of(({ detailed }) => detailed),
  })}`,
);
