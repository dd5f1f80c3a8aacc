/**
 * How a ledger of 1,000,000 transactions of one user answers, by HTTP as the pages ask: lists, filters, searches, balances, totals
 * by month, the preview of a rule over all rows, and the pairing of transfers over all rows. Then @actual-app/api on a part of them.
 *
 *   npm run bench -- ledger [--rows 1000000] [--actual-rows 20000]
 *
 * `--actual-rows 0` leaves Actual out.
 */
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createStewardClient, unwrap, type Schemas, type StewardClient } from '../../../libs/api-client/src/index.js';
import { importIntoSteward } from '../import-into-steward.js';
import { quantile, timeRequests } from '../latency.js';
import { watchMemory } from '../memory-watch.js';
import { queryLedger } from '../query-ledger.js';
import { toCsv } from '../statement.js';
import { startStewardProcess } from '../steward-process.js';
import { generateAccounts } from './accounts.js';
import { measureActual } from './actual.js';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, 'actual-rows': { type: 'string', default: '20000' } },
});

const generated = generateAccounts(Number(values.rows));
const load = loadavg()[0]!;
const steward = await startStewardProcess();
let imported = 0;

async function measure(client: StewardClient) {
  await client.session.register({ email: 'bench@example.com', password: 'a long enough phrase' });
  let importSeconds = 0;
  const accountIds: string[] = [];
  for (const [i, rows] of generated.accounts.entries()) {
    const body = { name: `Account ${i + 1}`, type: 'checking', currency: 'EUR' } as const;
    const { id } = await unwrap(client.POST('/api/v1/accounts', { body }));
    accountIds.push(id);
    importSeconds += (await importIntoSteward(client, id, toCsv(rows))).seconds;
  }
  imported = (await unwrap(client.GET('/api/v1/transactions', { params: { query: { limit: 1 } } }))).total!;
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
  const preview = await timeRequests(14, (i) => previewRule(client, i, accountIds));
  const pattern = await timeRequests(4, (i) => previewRule(client, PREVIEWS.length + (i % PATTERNS.length), accountIds));
  return { importSeconds, reading, balance, months, preview, pattern, transfers: await pairTransfers(client) };
}

const text = (test: 'contains' | 'matches', words: string) => ({ kind: 'text', field: 'any', test, text: words }) as const;
const PREVIEWS: ((accountIds: string[]) => Schemas['PreviewRuleInput']['conditions'])[] = [
  () => [text('contains', 'tesco')],
  (accountIds) => [
    text('contains', 'stores'),
    { kind: 'amount', of: 'spent', atLeastMinor: 2_000 },
    { kind: 'account', accountIds: accountIds.slice(0, 2) },
  ],
  () => [{ kind: 'amount', of: 'received', atLeastMinor: 100_000 }],
  () => [text('contains', 'o')],
  () => [
    { kind: 'category', categoryIds: ['TRANSPORTATION'] },
    { kind: 'date', from: '2023-01-01', to: '2024-12-31' },
  ],
];
const PATTERNS = [text('matches', 'tesco|lidl|aldi'), text('matches', '\\d{4} [A-Z]+ \\d\\d/\\d\\d')];

/** Over all rows: how many match, how many would change, and some of them. */
async function previewRule(client: StewardClient, i: number, accountIds: string[]): Promise<void> {
  const conditions = i < PREVIEWS.length ? PREVIEWS[i]!(accountIds) : [PATTERNS[(i - PREVIEWS.length) % PATTERNS.length]!];
  const body: Schemas['PreviewRuleInput'] = {
    match: 'all',
    conditions,
    actions: [{ kind: 'set-category', categoryId: 'TRAVEL' }],
  };
  const { total } = await unwrap(client.POST('/api/v1/rules/preview', { body }));
  if (total !== imported) throw new Error(`The preview looked at ${total} of ${imported} rows`);
}

/** Every import has looked for its own transfers already: that is forgotten first, so that all rows are open again. */
async function pairTransfers(client: StewardClient) {
  const database = new pg.Client({ connectionString: steward.databaseUrl });
  await database.connect();
  await database.query('delete from transactions.transfer');
  await database.query('update transactions.transaction set is_transfer = false where is_transfer');
  await database.query('vacuum (analyze) transactions.transaction');
  await database.end();
  const started = performance.now();
  const { jobId } = await unwrap(client.POST('/api/v1/transfers/find', { body: {} }));
  const job = await client.watchJob(jobId, () => {});
  const seconds = (performance.now() - started) / 1000;
  if (job.state !== 'completed') throw new Error(`The search for transfers ended ${job.state}: ${JSON.stringify(job.error)}`);
  return { seconds, ...(job.result as { confirmed: number; suggested: number }) };
}

const memory = watchMemory(steward);
const measured = await measure(createStewardClient({ baseUrl: steward.url, browser: false })).finally(() => steward.stop());
const peak = memory.stop();
const actualRows = generated.accounts.flat().slice(0, Number(values['actual-rows']));
const actual = actualRows.length ? await measureActual(actualRows) : undefined;

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const p95 = (times: readonly number[]): number => round(quantile(times, 0.95));
const figures = {
  rows: imported,
  importSeconds: round(measured.importSeconds),
  listP95Ms: p95(measured.reading.list),
  filterP95Ms: p95(measured.reading.filter),
  searchP95Ms: p95(measured.reading.search),
  balanceP95Ms: p95(measured.balance),
  monthTotalsP95Ms: p95(measured.months),
  rulePreviewP95Ms: p95(measured.preview),
  patternPreviewP95Ms: p95(measured.pattern),
  transferSeconds: round(measured.transfers.seconds),
  transfersConfirmed: measured.transfers.confirmed,
  transfersSuggested: measured.transfers.suggested,
  transfersMade: generated.transfers,
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
  ['Preview of a rule over all rows, p95', `${figures.rulePreviewP95Ms} ms ${slowest(measured.preview)}`, 'under 2000 ms'],
  ['  with a regular expression', `${figures.patternPreviewP95Ms} ms ${slowest(measured.pattern)}`, 'under 2000 ms'],
  ['Transfers paired over all rows', `${figures.transferSeconds} s`, 'under 20 s'],
  [
    '  confirmed, suggested, truly made',
    `${figures.transfersConfirmed}, ${figures.transfersSuggested}, ${figures.transfersMade}`,
    '',
  ],
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
