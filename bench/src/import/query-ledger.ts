import { unwrap, type Schemas, type StewardClient } from '../../../libs/api-client/src/index.js';
import { Timings } from '../support/timings.js';

const REQUESTS = 200;
const WARM_UP = 10;

type Query = Record<string, string | number | boolean | string[] | undefined>;

async function page(client: StewardClient, query: Query): Promise<Schemas['TransactionPage']> {
  return unwrap(client.GET('/api/v1/transactions', { params: { query: query as never } }));
}

export interface LedgerTimings {
  list: Timings;
  filter: Timings;
  search: Timings;
}

/** Reads a full ledger in many ways, one request after the other, each a page of 100. */
export async function queryLedger(client: StewardClient): Promise<LedgerTimings> {
  const lists = await listQueries(client);
  return {
    list: await timed(client, (i) => lists[i % lists.length]!),
    filter: await timed(client, filterQuery),
    search: await timed(client, searchQuery),
  };
}

async function timed(client: StewardClient, query: (i: number) => Query): Promise<Timings> {
  for (let i = 0; i < WARM_UP; i++) await page(client, query(i * 7));
  const timings = new Timings();
  for (let i = 0; i < REQUESTS; i++) await timings.measure(() => page(client, query(i)));
  return timings;
}

/** First pages in each order, and pages from the newest row down to the oldest. */
async function listQueries(client: StewardClient): Promise<Query[]> {
  const orders: Query[] = [
    {},
    { sort: 'date', order: 'asc' },
    { sort: 'amount' },
    { sort: 'description', order: 'asc' },
    { sort: 'confidence' },
  ];
  const queries: Query[] = [];
  for (const order of orders) {
    queries.push(order);
    let cursor: string | undefined;
    // The default order to its very end; of the others a part.
    for (let depth = 0; depth < (order['sort'] ? 15 : 1_000); depth++) {
      cursor = (await page(client, { ...order, cursor, limit: 500 })).nextCursor;
      if (!cursor) break;
      queries.push({ ...order, cursor });
    }
  }
  // Every order and depth comes in turn.
  return queries.map((_, i) => queries[(i * 97) % queries.length]!);
}

const CATEGORIES = [
  'FOOD_AND_DRINK',
  'TRANSPORTATION',
  'FOOD_AND_DRINK_GROCERIES',
  'INCOME',
  'ENTERTAINMENT',
  'MEDICAL',
  'TRAVEL',
];

function filterQuery(i: number): Query {
  const year = 2019 + (i % 7);
  const least = -100 * (10 + (i % 90));
  const kinds: Query[] = [
    { categoryIds: CATEGORIES[i % CATEGORIES.length] },
    { from: `${year}-03-01`, to: `${year}-03-31` },
    { from: `${year}-01-01`, to: `${year}-12-31`, categoryIds: CATEGORIES[(i + 3) % CATEGORIES.length] },
    { minAmountMinor: least, maxAmountMinor: least + 500 },
    { minAmountMinor: 100_000 + 1_000 * i },
    { uncategorised: true },
    { confidenceBelow: 0.3 + (i % 5) / 10 },
    { categoryIds: CATEGORIES[(i + 1) % CATEGORIES.length], sort: 'amount', order: 'asc' },
  ];
  return kinds[i % kinds.length]!;
}

const WORDS = [
  'tesco',
  'netflix',
  'shell',
  'salary',
  'uber trip',
  'lidl dublin',
  'harris bakery',
  'pharm',
  'ref 12',
  'star',
  'moretti',
  'leeds 04',
  'ikea',
  'novak cyc',
];

function searchQuery(i: number): Query {
  const text = WORDS[i % WORDS.length]!;
  return i % 3 === 0 ? { text, from: `${2019 + (i % 7)}-01-01` } : { text };
}
