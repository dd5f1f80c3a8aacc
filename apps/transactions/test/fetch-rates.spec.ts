import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Config } from '#config';
import type { JobRun } from '#jobs';
import { FetchRatesProcessor } from '../src/exchange-rates/fetch-rates.processor.js';
import { fetchRates, type LoadRatesResult } from '../src/exchange-rates/rate-jobs.js';
import { publishedDay, ScheduleFetch } from '../src/exchange-rates/schedule-fetch.js';
import { Imports } from './imports.harness.js';

const GOOD = 'Date,USD,GBP,\n2026-03-06,1.2500,0.8000,\n2026-03-03,1.2000,N/A,\n';

describe('rates from a configured address', () => {
  let imports: Imports;
  let config: Config;
  let server: Server;
  let answer: RequestListener;
  let url: string;
  let asked: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked++;
      answer(request, response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/eurofxref.csv`;
    imports = await Imports.start();
    config = imports.get(Config);
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await imports.stop();
  });
  beforeEach(() => {
    asked = 0;
    config.ratesUrl = url;
  });
  afterEach(async () => {
    config.ratesUrl = undefined;
    await imports.database.query('delete from transactions.exchange_rate');
  });

  const fetchNow = (): Promise<LoadRatesResult> => {
    const job = { signal: new AbortController().signal, progress: async () => {}, complete: async () => {} };
    return imports.get(FetchRatesProcessor).run({}, job as unknown as JobRun);
  };
  const rates = (): Promise<{ currency: string; day: string; rate: string; source: string }[]> =>
    imports.database.query(
      'select currency, day::text as day, rate::text as rate, source from transactions.exchange_rate order by currency, day',
    );
  const jobs = (): Promise<{ id: string; state: string; userId: string | null }[]> =>
    imports.database.query(
      `select id, state, user_id as "userId" from jobs.job where kind = 'transactions.fetch-exchange-rates'`,
    );

  it('are for everyone, and written once', async () => {
    answer = (_, response) => response.end(GOOD);
    const person = imports.person();
    await person.account();
    const version = () =>
      imports.database.query('select version::int from transactions.ledger where user_id = $1', [person.id]) as Promise<object>;
    expect(await fetchNow()).toMatchObject({ read: 3, written: 3, currencies: 2, firstDay: '2026-03-03', lastDay: '2026-03-06' });
    expect(await rates()).toEqual([
      { currency: 'GBP', day: '2026-03-06', rate: '0.8000', source: 'fetched' },
      { currency: 'USD', day: '2026-03-03', rate: '1.2000', source: 'fetched' },
      { currency: 'USD', day: '2026-03-06', rate: '1.2500', source: 'fetched' },
    ]);
    const convert = { amountMinor: 1_000, from: 'EUR', to: 'GBP', day: '2026-03-07' };
    expect(await imports.client.convertAmount(convert, person.call)).toMatchObject({ amountMinor: 800, rateAgeDays: 1 });
    const after = await version();
    expect(await fetchNow()).toMatchObject({ read: 3, written: 0 });
    expect(await version()).toEqual(after);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['an error', (_, response) => response.writeHead(500).end(GOOD), /answered 500/],
    ['a page for people', (_, response) => response.end('<!doctype html><p>Down for maintenance</p>'), /./],
    ['a table of something else', (_, response) => response.end('Date,Amount\n2026-01-01,3\n'), /./],
    ['nothing', (_, response) => response.end(), /./],
    ['no rates', (_, response) => response.end('Date,USD,\n'), /./],
  ])('stay as they are where it answers with %s', async (_, answering, problem) => {
    answer = (request, response) => response.end(GOOD);
    await fetchNow();
    const before = await rates();
    answer = answering;
    await expect(fetchNow()).rejects.toThrow(problem);
    expect(await rates()).toEqual(before);
  });

  it('are asked for once a day, however often and by however many processes', async () => {
    answer = (_, response) => response.end(GOOD);
    const schedule = imports.get(ScheduleFetch);
    const again = new ScheduleFetch(imports.jobs, config);
    try {
      schedule.onApplicationBootstrap();
      again.onApplicationBootstrap();
      const ended = async (): Promise<boolean> => (await jobs()).some(({ state }) => state === 'completed');
      while (!(await ended())) await new Promise((later) => setTimeout(later, 50));
      expect(await rates()).toHaveLength(3);
      // Asking once more, as is done each hour, finds the day's job done.
      const { id } = await imports.jobs.enqueue(fetchRates, { day: publishedDay(new Date()) }, { requestId: 'later' });
      expect((await jobs()).map((job) => job.id)).toEqual([id]);
    } finally {
      schedule.onApplicationShutdown();
      again.onApplicationShutdown();
    }
    const done = { id: expect.any(String), state: 'completed', userId: null };
    expect({ jobs: await jobs(), asked }).toEqual({ jobs: [done], asked: 1 });
  });

  it('are never asked for without an address', async () => {
    config.ratesUrl = undefined;
    const before = await jobs();
    const schedule = new ScheduleFetch(imports.jobs, config);
    schedule.onApplicationBootstrap();
    schedule.onApplicationShutdown();
    await expect(fetchNow()).rejects.toThrow('RATES_URL');
    expect({ jobs: await jobs(), asked }).toEqual({ jobs: before, asked: 0 });
  });
});
