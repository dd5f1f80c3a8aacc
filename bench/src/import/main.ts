/**
 * How long a bank's CSV file of 100,000 rows takes from upload to a deduplicated, categorised ledger, by HTTP as a user does it;
 * then the same file again; how fast the ledger then answers; and @actual-app/api with 10,000 of the rows.
 *
 *   npm run bench -- import [--rows 100000] [--actual-rows 10000] [--cpu-prof FOLDER]
 *
 * `--actual-rows 0` leaves Actual out; `--cpu-prof` writes a profile of Steward's process.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createStewardClient, unwrap } from '../../../libs/api-client/src/index.js';
import { pollEvery50Ms, quantile } from '../latency.js';
import { cpuSeconds, watchMemory } from '../memory-watch.js';
import { startStewardProcess } from '../steward-process.js';
import { measureActual } from './actual.js';
import { importIntoSteward } from '../import-into-steward.js';
import { queryLedger } from '../query-ledger.js';
import { generateStatement } from '../statement.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    'actual-rows': { type: 'string', default: '10000' },
    'cpu-prof': { type: 'string' },
  },
});

async function measureSteward(csv: Buffer) {
  const profile = values['cpu-prof'];
  const steward = await startStewardProcess(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []);
  try {
    const client = createStewardClient({ baseUrl: steward.url, browser: false });
    await client.session.register({ email: 'bench@example.com', password: 'a long enough phrase' });
    const body = { name: 'Everyday', type: 'checking', currency: 'EUR' } as const;
    const account = await unwrap(client.POST('/api/v1/accounts', { body }));
    const memory = watchMemory(steward);
    const health = pollEvery50Ms(`${steward.url}/health/live`);
    const before = cpuSeconds(steward);
    const first = await importIntoSteward(client, account.id, csv);
    const after = cpuSeconds(steward);
    const answers = await health.stop();
    const again = await importIntoSteward(client, account.id, csv);
    const peak = memory.stop();
    const cpu = { node: after.process - before.process, database: after.database - before.database };
    return { first, again, peak, cpu, answers, reading: await queryLedger(client) };
  } finally {
    await steward.stop();
  }
}

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const p95 = (times: number[]): number => round(quantile(times, 0.95));
const slowest = (times: number[]): number => round(quantile(times, 1));

const load = round(loadavg()[0]!);
const statement = generateStatement(Number(values.rows));
const { first, again, peak, cpu, answers, reading } = await measureSteward(statement.csv);
const actualRows = statement.rows.slice(0, Number(values['actual-rows']));
const actual = actualRows.length ? await measureActual(actualRows) : undefined;
const rowsPerSecond = statement.rows.length / first.seconds;
const actualRowsPerSecond = actual && actual.rows / actual.seconds;

const table: [string, string, string][] = [
  ['Machine', `${availableParallelism()} cores, Node ${process.versions.node}, load ${load} before the start`, ''],
  ['Rows in the file', `${statement.rows.length} (${statement.distinct} distinct descriptions)`, ''],
  ['Import', `${round(first.seconds, 2)} s (${round(first.secondsWithUpload, 2)} s with the upload)`, 'at most 10 s'],
  ['  added, categorised', `${first.report.added}, ${first.report.categorised}`, ''],
  ['  processor time', `Node ${round(cpu.node)} s, database ${round(cpu.database)} s`, ''],
  ['Import again', `${round(again.seconds, 2)} s`, 'no longer than the first'],
  ['  added, skipped', `${again.report.added}, ${again.report.skipped}`, '0 added'],
  ['Peak memory', `Node ${round(peak.processMb, 0)} MB, database ${round(peak.databaseMb, 0)} MB`, 'under 800 MB together'],
  ['/health/live during the import', `p99 ${round(quantile(answers, 0.99))} ms, slowest ${slowest(answers)} ms`, 'under 50 ms'],
  ['List, p95', `${p95(reading.list)} ms (slowest ${slowest(reading.list)} ms)`, 'under 50 ms'],
  ['Filter, p95', `${p95(reading.filter)} ms (slowest ${slowest(reading.filter)} ms)`, 'under 50 ms'],
  ['Search, p95', `${p95(reading.search)} ms (slowest ${slowest(reading.search)} ms)`, 'under 50 ms'],
  ['Rows a second', String(round(rowsPerSecond, 0)), ''],
];
if (actual) {
  table.push(
    [`@actual-app/api, ${actual.rows} rows`, `${round(actual.seconds)} s; again ${round(actual.reimportSeconds)} s`, ''],
    ['  rows a second', String(round(actualRowsPerSecond!, 0)), ''],
    ['Steward is faster by', `${round(rowsPerSecond / actualRowsPerSecond!)} times`, ''],
  );
}
console.log('\nMemory of the database counts the pages that its processes share once (PSS).\n');
for (const [what, measured, goal] of table) console.log(`${what.padEnd(34)}${measured.padEnd(52)}${goal}`.trimEnd());
console.log(
  JSON.stringify({
    seconds: round(first.seconds, 2),
    secondsWithUpload: round(first.secondsWithUpload, 2),
    reimportSeconds: round(again.seconds, 2),
    peakMb: round(peak.processMb, 0),
    databasePeakMb: round(peak.databaseMb, 0),
    totalPeakMb: round(peak.allMb, 0),
    rowsPerSecond: round(rowsPerSecond, 0),
    ...(actual && {
      actualRowsPerSecond: round(actualRowsPerSecond!, 0),
      ratio: round(rowsPerSecond / actualRowsPerSecond!),
      actualSeconds: round(actual.seconds),
      actualReimportSeconds: round(actual.reimportSeconds),
    }),
    rows: first.report.added,
    categorised: first.report.categorised,
    addedAgain: again.report.added,
    skippedAgain: again.report.skipped,
    nodeCpuSeconds: round(cpu.node),
    databaseCpuSeconds: round(cpu.database),
    listP95Ms: p95(reading.list),
    filterP95Ms: p95(reading.filter),
    searchP95Ms: p95(reading.search),
    healthP99Ms: round(quantile(answers, 0.99)),
    healthMaxMs: slowest(answers),
    load,
  }),
);
process.exit(first.report.added === statement.rows.length && again.report.added === 0 ? 0 : 1);
