import { withActual, type ActualQuery } from '../actual-budget.js';
import { timeRequests } from '../latency.js';
import type { GeneratedRow } from '../statement.js';

/** Milliseconds of each request. */
export interface ActualTimes {
  rows: number;
  list: number[];
  filter: number[];
  search: number[];
  balance: number[];
  months: number[];
}

const REQUESTS = 40;
const PAGE = 100;

/** Actual Budget asked the same kinds of questions by its own query language. */
export async function measureActual(rows: readonly GeneratedRow[]): Promise<ActualTimes> {
  const transactions = rows.map(({ date, amountMinor, description }) => ({
    date,
    amount: amountMinor,
    payee_name: description.slice(0, 12),
    notes: description,
  }));
  return withActual(transactions, async (api) => {
    const from = () => api.q('transactions');
    const ask = (query: ActualQuery) => api.aqlQuery(query);
    const page = (query: ActualQuery) => ask(query.select('*').orderBy({ date: 'desc' }).limit(PAGE));
    const month = { $month: '$date' };
    return {
      rows: rows.length,
      list: await timeRequests(REQUESTS, (i) => page(from().offset(((i * 97) % 50) * PAGE))),
      filter: await timeRequests(REQUESTS, (i) => page(from().filter({ amount: { $gte: -10_000 - i, $lte: -5_000 } }))),
      search: await timeRequests(REQUESTS, (i) => page(from().filter({ notes: { $like: `%${i % 2 ? 'berlin' : 'netflix'}%` } }))),
      balance: await timeRequests(REQUESTS, () => ask(from().calculate({ $sum: '$amount' }))),
      months: await timeRequests(REQUESTS, () =>
        ask(
          from()
            .groupBy(month)
            .select([{ month }, { total: { $sum: '$amount' } }]),
        ),
      ),
    };
  });
}
