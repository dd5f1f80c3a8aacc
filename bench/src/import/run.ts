/**
 * A bank file of 100,000 rows imported into Steward over HTTP: how long, how much memory, how quickly the page answers
 * meanwhile and afterwards; and the same rows imported into Actual, for comparison. The last line is JSON.
 *
 * Options: `--rows 100000`, `--actual-rows 10000` (0 leaves Actual out), `--cpu-prof FOLDER` (a profile of Steward's process).
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createStewardClient, unwrap } from '../../../libs/api-client/src/index.js';
import { StewardProcess } from '../support/steward-process.js';
import { round, watchHealth } from '../support/timings.js';
import { bankFile, bankRows, type BankRow } from './bank-file.js';
import { importIntoActual } from './import-into-actual.js';
import { importIntoSteward } from './import-into-steward.js';
import { queryLedger } from './query-ledger.js';

const HEALTH_EVERY_MS = 50;

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    'actual-rows': { type: 'string', default: '10000' },
    'cpu-prof': { type: 'string' },
  },
});

async function measureSteward(rows: BankRow[]) {
  const steward = await StewardProcess.start(options['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${options['cpu-prof']}`] : []);
  try {
    const client = createStewardClient({ baseUrl: steward.url, browser: false });
    await client.session.register({ email: 'bench@example.com', password: 'a long enough phrase' });
    const account = { name: 'Everyday', type: 'checking', currency: 'EUR' } as const;
    const { id: accountId } = await unwrap(client.POST('/api/v1/accounts', { body: account }));
    const content = bankFile(rows);

    const health = watchHealth(steward.url, HEALTH_EVERY_MS);
    const first = await importIntoSteward(client, accountId, content);
    const healthTimings = await health.stop();
    const memory = { peakMb: steward.memory.processPeakMb(), databasePeakMb: steward.memory.childrenPeakMb() };
    const again = await importIntoSteward(client, accountId, content);
    const { list, filter, search } = await queryLedger(client);
    if (first.report.added !== rows.length) throw new Error(`Only ${first.report.added} of ${rows.length} rows were added`);
    return {
      seconds: round(first.seconds),
      uploadSeconds: round(first.uploadSeconds),
      rowsPerSecond: Math.round(rows.length / first.seconds),
      categorised: first.report.categorised,
      reimportSeconds: round(again.seconds),
      addedAgain: again.report.added,
      ...memory,
      peakMb: Math.max(memory.peakMb, steward.memory.processPeakMb()),
      healthMaxMs: healthTimings.quantile(1),
      healthP99Ms: healthTimings.quantile(0.99),
      listP95Ms: list.quantile(0.95),
      filterP95Ms: filter.quantile(0.95),
      searchP95Ms: search.quantile(0.95),
      listMaxMs: list.quantile(1),
      filterMaxMs: filter.quantile(1),
      searchMaxMs: search.quantile(1),
    };
  } finally {
    await steward.stop();
  }
}

async function measureActual(rows: BankRow[]) {
  if (!rows.length) return {};
  const { seconds, reimportSeconds, added, addedAgain } = await importIntoActual(rows);
  return {
    actualRows: added,
    actualSeconds: round(seconds),
    actualReimportSeconds: round(reimportSeconds),
    actualAddedAgain: addedAgain,
    actualRowsPerSecond: Math.round(rows.length / seconds),
  };
}

const rows = bankRows(Number(options.rows));
console.log(
  `${rows.length} rows, ${new Set(rows.map((row) => row.description)).size} distinct descriptions; load ${loadavg()[0]!.toFixed(1)} before the start`,
);
const steward = await measureSteward(rows);
const actual = await measureActual(rows.slice(0, Number(options['actual-rows'])));
const ratio = 'actualRowsPerSecond' in actual ? { ratio: round(steward.rowsPerSecond / actual.actualRowsPerSecond!) } : {};
const result = { rows: rows.length, ...steward, ...actual, ...ratio };
console.table(result);
console.log(JSON.stringify(result));
process.exit(0);
