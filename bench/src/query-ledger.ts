import { unwrap, type Schemas, type StewardClient } from '../../libs/api-client/src/index.js';
import { timeRequests } from './latency.js';

const REQUESTS = 200;

type Query = Record<string, string | number | boolean | undefined>;

/** Milliseconds of each request. */
export interface LedgerTimes {
  list: number[];
  filter: number[];
  search: number[];
}

/** Reads a full ledger in many ways, one request after the other, each a page of 100 and, where it is a first page, the number of matches. */
export async function queryLedger(client: StewardClient): Promise<LedgerTimes> {
  const lists = await listQueries(client);
  const time = (query: (i: number) => Query) => timeRequests(REQUESTS, (i) => page(client, query(i)));
  return { list: await time((i) => lists[i % lists.length]!), filter: await time(filterQuery), search: await time(searchQuery) };
}

async function page(client: StewardClient, query: Query): Promise<Schemas['TransactionPage']> {
  return unwrap(client.GET('/api/v1/transactions', { params: { query: query as never } }));
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
    // The default order to its very end; of the others a part.
    const depth = order['sort'] ? 15 : 1_000;
    let cursor: string | undefined;
    for (let pages = 0; pages < depth; pages++) {
      queries.push({ ...order, cursor });
      cursor = (await page(client, { ...order, cursor, limit: 500 })).nextCursor;
      if (!cursor) break;
    }
    // As often as the deep pages together of an order other than the default, people look at its first.
    for (let pages = 0; pages < 15; pages++) queries.push(order);
  }
  // Every order and depth comes in turn: a step that shares no divisor with the number of queries.
  const step = [97, 101, 103].find((prime) => queries.length % prime !== 0)!;
  return queries.map((_, i) => queries[(i * step) % queries.length]!);
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
  const year = 2021 + (i % 5);
  const categoryIds = CATEGORIES[i % CATEGORIES.length];
  const least = -100 * (10 + (i % 90));
  const kinds: Query[] = [
    { categoryIds },
    { from: `${year}-03-01`, to: `${year}-05-31` },
    { from: `${year}-01-01`, to: `${year}-12-31`, categoryIds },
    { minAmountMinor: least, maxAmountMinor: least + 500 },
    { minAmountMinor: 100_000 + 1_000 * i },
    { uncategorised: true },
    { confidenceBelow: 0.3 + (i % 5) / 10 },
    { categoryIds, sort: 'amount', order: 'asc' },
    { categoryIds, from: '2023-01-01', maxAmountMinor: -1_000 - i },
  ];
  return kinds[i % kinds.length]!;
}

const WORDS = [
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
  'visa debit',
  'card 04',
];

function searchQuery(i: number): Query {
  const text = WORDS[i % WORDS.length]!;
  return i % 3 === 0 ? { text, from: `${2021 + (i % 5)}-01-01` } : { text };
}
