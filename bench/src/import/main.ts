/**
 * How long a bank's CSV file of 100,000 rows takes from upload to a deduplicated, categorised ledger, by HTTP as a user does it;
 * then the same file again; how fast the ledger then answers; and @actual-app/api with 10,000 of the rows.
 *
 *   npm run bench -- import [--rows 100000] [--actual-rows 10000]
 */
import { parseArgs } from 'node:util';
import { createStewardClient, unwrap, type Schemas, type StewardClient } from '../../../libs/api-client/src/index.js';
import { p95, pollEvery50Ms, timeRequests } from '../latency.js';
import { cpuSeconds, watchMemory } from '../memory-watch.js';
import { startStewardProcess } from '../steward-process.js';
import { measureActual } from './actual.js';
import { generateStatement } from './statement.js';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, 'actual-rows': { type: 'string', default: '10000' } },
});
const REQUESTS = 200;

interface TimedImport {
  seconds: number;
  report: Schemas['ImportReport'];
}

async function importOnce(client: StewardClient, accountId: string, csv: Buffer): Promise<TimedImport> {
  const started = performance.now();
  const file = Object.assign(new Blob([new Uint8Array(csv)]), { name: 'statement.csv' });
  const { uploadKey } = await client.uploadFile(file);
  const body = { uploadKey, fileName: 'statement.csv', accountId };
  const { importId, jobId } = await unwrap(client.POST('/api/v1/imports', { body }));
  const job = await client.watchJob(jobId, () => {});
  const seconds = (performance.now() - started) / 1000;
  if (job.state !== 'completed') throw new Error(`The import ended ${job.state}: ${JSON.stringify(job.error)}`);
  return { seconds, report: await unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: importId } } })) };
}

async function measureReading(client: StewardClient): Promise<{ listP95Ms: number; filterP95Ms: number; searchP95Ms: number }> {
  const get = (query: Record<string, unknown>) =>
    unwrap(client.GET('/api/v1/transactions', { params: { query: query as never } }));
  const sorts = ['date', 'amount', 'description', 'confidence'];
  const list = await timeRequests(REQUESTS, (i) => get({ sort: sorts[i % 4], order: i % 8 < 4 ? 'desc' : 'asc' }));
  const filters = [
    (i: number) => ({ from: `202${(i % 5) + 1}-03-01`, to: `202${(i % 5) + 1}-05-31` }),
    (i: number) => ({ minAmountMinor: -5_000 - i, maxAmountMinor: -4_000 }),
    () => ({ categoryIds: 'FOOD_AND_DRINK' }),
    () => ({ uncategorised: 'true' }),
    (i: number) => ({ confidenceBelow: 0.3 + (i % 5) / 10 }),
    (i: number) => ({ categoryIds: 'TRANSPORTATION', from: '2023-01-01', maxAmountMinor: -1_000 - i }),
  ];
  const filter = await timeRequests(REQUESTS, (i) => get(filters[i % filters.length]!(i)));
  const words = [
    'tesco',
    'netflix',
    'star lon',
    'salary',
    'mandate 12',
    'premier inn',
    'deliveroo 4',
    'berlin',
    'zzz',
    'uber trip',
  ];
  const search = await timeRequests(REQUESTS, (i) => get({ text: words[i % words.length] }));
  return { listP95Ms: p95(list), filterP95Ms: p95(filter), searchP95Ms: p95(search) };
}

async function measureSteward(csv: Buffer) {
  const steward = await startStewardProcess();
  try {
    const client = createStewardClient({ baseUrl: steward.url, browser: false });
    await client.session.register({ email: 'bench@example.com', password: 'a long enough phrase' });
    const account = await unwrap(
      client.POST('/api/v1/accounts', { body: { name: 'Everyday', type: 'checking', currency: 'EUR' } }),
    );
    const memory = watchMemory(steward);
    const health = pollEvery50Ms(`${steward.url}/health/live`);
    const before = cpuSeconds(steward);
    const first = await importOnce(client, account.id, csv);
    const after = cpuSeconds(steward);
    const cpu = { node: after.process - before.process, database: after.database - before.database };
    const answers = await health.stop();
    const again = await importOnce(client, account.id, csv);
    const peak = memory.stop();
    return { first, again, peak, cpu, answers, reading: await measureReading(client) };
  } finally {
    await steward.stop();
  }
}

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

const statement = generateStatement(Number(values.rows));
const { first, again, peak, cpu, answers, reading } = await measureSteward(statement.csv);
const actual = await measureActual(statement.rows.slice(0, Number(values['actual-rows'])));
const rowsPerSecond = statement.rows.length / first.seconds;
const actualRowsPerSecond = actual.rows / actual.seconds;

const table: [string, string, string][] = [
  ['Rows in the file', `${statement.rows.length} (${statement.distinct} distinct descriptions)`, ''],
  ['Upload and import', `${round(first.seconds, 2)} s`, 'at most 10 s'],
  ['  added, categorised', `${first.report.added}, ${first.report.categorised}`, ''],
  ['  processor time', `Node ${round(cpu.node, 1)} s, database ${round(cpu.database, 1)} s`, ''],
  ['Import again', `${round(again.seconds, 2)} s`, 'no longer than the first'],
  ['  added, skipped', `${again.report.added}, ${again.report.skipped}`, '0 added'],
  ['Peak memory, with the database', `${round(peak.allMb, 0)} MB (Node alone ${round(peak.processMb, 0)} MB)`, 'under 800 MB'],
  ['/health/live during the import', `${round(Math.max(...answers))} ms at most, of ${answers.length}`, 'under 50 ms'],
  ['List, p95', `${round(reading.listP95Ms)} ms`, 'under 50 ms'],
  ['Filter, p95', `${round(reading.filterP95Ms)} ms`, 'under 50 ms'],
  ['Search, p95', `${round(reading.searchP95Ms)} ms`, 'under 50 ms'],
  [`@actual-app/api, ${actual.rows} rows`, `${round(actual.seconds)} s; again ${round(actual.reimportSeconds)} s`, ''],
  ['Rows a second', `${round(rowsPerSecond, 0)} against ${round(actualRowsPerSecond, 0)}`, ''],
];
console.log('\nMemory is the sum over Steward’s process and its database, shared pages counted once (PSS).\n');
for (const [what, measured, goal] of table) console.log(`${what.padEnd(34)}${measured.padEnd(46)}${goal}`);
console.log(
  JSON.stringify({
    seconds: round(first.seconds, 2),
    reimportSeconds: round(again.seconds, 2),
    peakMb: round(peak.allMb, 0),
    actualRowsPerSecond: round(actualRowsPerSecond, 0),
    rowsPerSecond: round(rowsPerSecond, 0),
    ratio: round(rowsPerSecond / actualRowsPerSecond),
    nodeCpuSeconds: round(cpu.node, 2),
    databaseCpuSeconds: round(cpu.database, 2),
    rows: first.report.added,
    reimportAdded: again.report.added,
    reimportSkipped: again.report.skipped,
    categorised: first.report.categorised,
    listP95Ms: round(reading.listP95Ms),
    filterP95Ms: round(reading.filterP95Ms),
    searchP95Ms: round(reading.searchP95Ms),
    healthMaxMs: round(Math.max(...answers)),
    healthP95Ms: round(p95(answers)),
    actualSeconds: round(actual.seconds),
    actualReimportSeconds: round(actual.reimportSeconds),
  }),
);
process.exit(0);
