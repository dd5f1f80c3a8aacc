/**
 * How a ledger of 1,000,000 transactions of one user answers, by HTTP as the pages ask: lists, filters, searches, balances, totals
 * by month, the preview of a rule over all rows, and the pairing of transfers over all rows. Then @actual-app/api on a part of them.
 *
 *   npm run bench -- ledger [--rows 1000000] [--actual-rows 50000]
 *
 * `--actual-rows 0` leaves Actual out.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createStewardClient, unwrap, type StewardClient } from '../../../libs/api-client/src/index.js';
import { importIntoSteward } from '../import-into-steward.js';
import { quantile, timeRequests } from '../latency.js';
import { watchMemory } from '../memory-watch.js';
import { queryLedger } from '../query-ledger.js';
import { toCsv } from '../statement.js';
import { startStewardProcess } from '../steward-process.js';
import { generateAccounts } from './accounts.js';
import { measureActual } from './actual.js';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, 'actual-rows': { type: 'string', default: '50000' } },
});

const generated = generateAccounts(Number(values.rows));
const load = loadavg()[0]!;
const steward = await startStewardProcess();

async function measure(client: StewardClient) {
  await client.session.register({ email: 'bench@example.com', password: 'a long enough phrase' });
  let importSeconds = 0;
  for (const [i, rows] of generated.accounts.entries()) {
    const body = { name: `Account ${i + 1}`, type: 'checking', currency: 'EUR' } as const;
    const { id } = await unwrap(client.POST('/api/v1/accounts', { body }));
    importSeconds += (await importIntoSteward(client, id, toCsv(rows))).seconds;
  }
  const imported = (await unwrap(client.GET('/api/v1/transactions', { params: { query: { limit: 1 } } }))).total!;
  const reading = await queryLedger(client);
  const balance = await timeRequests(100, (i) =>
    i % 2
      ? unwrap(client.GET('/api/v1/accounts'))
      : unwrap(client.GET('/api/v1/accounts/balances', { params: { query: { on: `${2021 + (i % 5)}-0${1 + (i % 9)}-17` } } })),
  );
  const months = await timeRequests(100, (i) =>
    unwrap(
      client.GET('/api/v1/transactions/month-totals', { params: { query: i % 2 ? {} : { from: '2024-01', to: '2024-12' } } }),
    ),
  );
  return { importSeconds, imported, reading, balance, months };
}

const memory = watchMemory(steward);
const measured = await measure(createStewardClient({ baseUrl: steward.url, browser: false })).finally(() => steward.stop());
const peak = memory.stop();
const actualRows = generated.accounts.flat().slice(0, Number(values['actual-rows']));
const actual = actualRows.length ? await measureActual(actualRows) : undefined;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const p95 = (times: readonly number[]): number => round(quantile(times, 0.95));
const figures = {
  rows: measured.imported,
  importSeconds: round(measured.importSeconds),
  listP95Ms: p95(measured.reading.list),
  filterP95Ms: p95(measured.reading.filter),
  searchP95Ms: p95(measured.reading.search),
  balanceP95Ms: p95(measured.balance),
  monthTotalsP95Ms: p95(measured.months),
  peakMb: round(peak.processMb, 0),
  databasePeakMb: round(peak.databaseMb, 0),
  totalPeakMb: round(peak.allMb, 0),
  load: round(load),
};
const slowest = (times: readonly number[]): string => `(slowest ${round(quantile(times, 1))} ms)`;
const table: [string, string, string][] = [
  ['Machine', `${availableParallelism()} cores, Node ${process.versions.node}, load ${figures.load} before the start`, ''],
  ['Rows', `${figures.rows} in ${generated.accounts.length} accounts, imported in ${figures.importSeconds} s`, ''],
  ['List, p95', `${figures.listP95Ms} ms ${slowest(measured.reading.list)}`, 'under 100 ms'],
  ['Filter, p95', `${figures.filterP95Ms} ms ${slowest(measured.reading.filter)}`, 'under 100 ms'],
  ['Search, p95', `${figures.searchP95Ms} ms ${slowest(measured.reading.search)}`, 'under 100 ms'],
  ['Balances, p95', `${figures.balanceP95Ms} ms ${slowest(measured.balance)}`, 'under 200 ms'],
  ['Totals by month, p95', `${figures.monthTotalsP95Ms} ms ${slowest(measured.months)}`, 'under 200 ms'],
  ['Peak memory', `Node ${figures.peakMb} MB, database ${figures.databasePeakMb} MB, together ${figures.totalPeakMb} MB`, ''],
];
if (actual) {
  for (const [what, times] of Object.entries(actual).filter(([key]) => key !== 'rows') as [string, number[]][])
    table.push([`@actual-app/api, ${actual.rows} rows: ${what}, p95`, `${p95(times)} ms`, '']);
}
for (const [what, shown, goal] of table) console.log(`${what.padEnd(48)}${shown.padEnd(52)}${goal}`.trimEnd());
console.log(
  JSON.stringify({
    ...figures,
    ...(actual && {
      actualRows: actual.rows,
      actualListP95Ms: p95(actual.list),
      actualFilterP95Ms: p95(actual.filter),
      actualSearchP95Ms: p95(actual.search),
      actualBalanceP95Ms: p95(actual.balance),
      actualMonthTotalsP95Ms: p95(actual.months),
    }),
  }),
);
process.exit(figures.rows === generated.accounts.flat().length ? 0 : 1);
