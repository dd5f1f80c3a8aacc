import fc from 'fast-check';
import type { LoadRatesResult } from '../src/exchange-rates/rate-jobs.js';
import { convertMinor } from '../src/exchange-rates/convert-minor.js';
import { userCall, type CallContext } from '#rpc';
import { Imports, type Person } from './imports.harness.js';

const EUROS = 'Date,USD,JPY,GBP,\n2026-03-06,1.2500,160,0.8000,\n2026-03-03,1.2000,150,N/A,\n2026-03-02,1.1000,150,0.8500,\n';

describe('exchange rates', () => {
  let imports: Imports;
  let person: Person;
  let call: CallContext;

  beforeAll(async () => {
    imports = await Imports.start();
    const admin = imports.person();
    await load(userCall({ id: admin.id, role: 'admin' }), EUROS);
  });
  afterAll(() => imports.stop());
  beforeEach(() => {
    person = imports.person();
    call = person.call;
  });

  async function load(by: CallContext, content: string, shared?: boolean): Promise<LoadRatesResult> {
    const uploadKey = await imports.put(by.user!.id, content);
    const { jobId } = await imports.client.loadExchangeRates({ uploadKey, fileName: 'eurofxref-hist.csv', shared }, by);
    for await (const job of imports.jobs.watch(jobId, by.user!.id)) {
      if (job.state === 'completed') return job.result as LoadRatesResult;
      if (job.state === 'failed') throw Object.assign(new Error(job.error?.message), job.error);
    }
    throw new Error('The job did not end');
  }

  const put = (currency: string, day: string, rate: string) => imports.client.putExchangeRate({ currency, day, rate }, call);
  const convert = (amountMinor: number, from: string, to: string, day: string) =>
    imports.client.convertAmount({ amountMinor, from, to, day }, call);
  const missing = { code: 'exchange-rates.missing' };

  it('convert at the day, and carry the last one forward over days without', async () => {
    expect(await convert(11_000, 'USD', 'EUR', '2026-03-02')).toEqual({
      amountMinor: 10_000,
      currency: 'EUR',
      rateDay: '2026-03-02',
      rateAgeDays: 0,
    });
    expect(await convert(10_000, 'EUR', 'USD', '2026-03-05')).toMatchObject({
      amountMinor: 12_000,
      rateDay: '2026-03-03',
      rateAgeDays: 2,
    });
    // Through the euro: 80.00 GBP ÷ 0.85 × 1.2; the pound's rate is the older one.
    expect(await convert(8_000, 'GBP', 'USD', '2026-03-03')).toMatchObject({
      amountMinor: 11_294,
      rateDay: '2026-03-02',
      rateAgeDays: 1,
    });
    expect(await convert(1_250, 'USD', 'JPY', '2026-03-06')).toMatchObject({ amountMinor: 1_600, rateAgeDays: 0 });
    expect(await convert(5, 'EUR', 'EUR', '1990-01-01')).toMatchObject({ amountMinor: 5, rateAgeDays: 0 });
  });

  it('are never guessed: neither before the first one nor for a currency without any', async () => {
    await expect(convert(100, 'USD', 'EUR', '2026-03-01')).rejects.toMatchObject(missing);
    await expect(convert(100, 'EUR', 'CHF', '2026-03-06')).rejects.toMatchObject(missing);
    await expect(convert(100, 'EUR', 'XYZ', '2026-03-06')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it("are one's own before the shared ones of the same day, and only one's own", async () => {
    await put('USD', '2026-03-03', '2.0');
    await put('CHF', '2026-03-04', '0.5');
    expect(await convert(10_000, 'EUR', 'USD', '2026-03-04')).toMatchObject({ amountMinor: 20_000, rateAgeDays: 1 });
    expect(await convert(10_000, 'EUR', 'USD', '2026-03-06')).toMatchObject({ amountMinor: 12_500 });
    expect(await convert(10_000, 'EUR', 'CHF', '2026-03-06')).toMatchObject({ amountMinor: 5_000 });
    const stranger = imports.person();
    const asStranger = { amountMinor: 10_000, from: 'EUR', day: '2026-03-04' };
    expect(await imports.client.convertAmount({ ...asStranger, to: 'USD' }, stranger.call)).toMatchObject({
      amountMinor: 12_000,
    });
    await expect(imports.client.convertAmount({ ...asStranger, to: 'CHF' }, stranger.call)).rejects.toMatchObject(missing);

    const { items } = await imports.client.listExchangeRates({ currency: 'USD', limit: 2 }, call);
    expect(items).toEqual([
      { currency: 'USD', day: '2026-03-06', rate: '1.2500', source: 'ecb-file', own: false },
      { currency: 'USD', day: '2026-03-03', rate: '2.0', source: 'manual', own: true },
    ]);
    const coverage = (await imports.client.listRateCoverage({}, call)).items;
    expect(
      coverage.map(({ currency, days, ownDays, firstDay, lastDay }) => [currency, days, ownDays, firstDay, lastDay]),
    ).toEqual([
      ['CHF', 1, 1, '2026-03-04', '2026-03-04'],
      ['GBP', 2, 0, '2026-03-02', '2026-03-06'],
      ['JPY', 3, 0, '2026-03-02', '2026-03-06'],
      ['USD', 3, 1, '2026-03-02', '2026-03-06'],
    ]);
    expect(coverage.at(-1)).toMatchObject({ recent: ['1.1000', '2.0', '1.2500'], lastRate: '1.2500' });

    expect(await imports.client.deleteExchangeRate({ currency: 'USD', day: '2026-03-03' }, call)).toEqual({ affected: 1 });
    expect(await convert(10_000, 'EUR', 'USD', '2026-03-04')).toMatchObject({ amountMinor: 12_000 });
  });

  it('come in pages by day', async () => {
    const first = await imports.client.listExchangeRates({ currency: 'JPY', limit: 2 }, call);
    expect(first.items.map(({ day }) => day)).toEqual(['2026-03-06', '2026-03-03']);
    const second = await imports.client.listExchangeRates({ currency: 'JPY', limit: 2, cursor: first.nextCursor }, call);
    expect(second).toEqual({ items: [expect.objectContaining({ day: '2026-03-02' })] });
  });

  it('are loaded for everyone by administrators, for themselves by others', async () => {
    await expect(load(call, EUROS, true)).rejects.toMatchObject({ code: 'forbidden' });
    const uploadKey = await imports.put(person.id, EUROS);
    await expect(imports.client.loadExchangeRates({ uploadKey, fileName: 'x.csv' }, imports.person().call)).rejects.toMatchObject(
      { code: 'storage.not-found' },
    );
    await put('SEK', '2026-03-02', '9');
    const own = await load(call, 'Date,SEK,NOK\n2026-03-02,11.5,11.7\n2026-03-03,11.6,x\n');
    // What was set by hand stays.
    expect(own).toEqual({
      read: 3,
      written: 2,
      currencies: 2,
      firstDay: '2026-03-02',
      lastDay: '2026-03-03',
      bad: [{ line: 3, problem: '"x" is not a rate of NOK' }],
      badCount: 1,
      unknown: [],
    });
    expect(await convert(100, 'EUR', 'SEK', '2026-03-02')).toMatchObject({ amountMinor: 900 });
    await expect(
      imports.client.convertAmount({ amountMinor: 1, from: 'SEK', to: 'EUR', day: '2026-03-05' }, imports.person().call),
    ).rejects.toMatchObject(missing);
    expect((await load(call, 'Date,SEK,NOK\n2026-03-03,11.6,\n')).written).toBe(0);
    await expect(load(call, 'Date,Amount\n2026-01-01,3\n')).rejects.toMatchObject({ code: 'exchange-rates.unreadable' });
  });

  it('serve a reporting currency: the chosen one, or that of most accounts', async () => {
    const reporting = () => imports.client.getReportingCurrency({}, call);
    expect(await reporting()).toEqual({ currency: 'EUR', chosen: false });
    await person.account({ currency: 'USD' });
    expect(await reporting()).toEqual({ currency: 'USD', chosen: false });
    await person.account({ currency: 'EUR' });
    expect(await reporting()).toEqual({ currency: 'EUR', chosen: false });
    expect(await imports.client.setReportingCurrency({ currency: 'GBP' }, call)).toEqual({ currency: 'GBP', chosen: true });
    expect(await imports.client.setReportingCurrency({ currency: null }, call)).toEqual({ currency: 'EUR', chosen: false });
    await expect(imports.client.setReportingCurrency({ currency: 'ABC' }, call)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('give one sum of all accounts, and name what has no rate', async () => {
    const open = (currency: string, openingBalanceMinor: number) =>
      imports.client.createAccount({ name: currency, type: 'savings', currency, openingBalanceMinor }, call);
    await open('EUR', 10_000);
    await open('EUR', 0);
    await open('USD', 12_500);
    await open('JPY', 1_600);
    await open('KWD', 5);
    expect((await imports.client.balances({ on: '2026-03-08' }, call)).reporting).toEqual({
      currency: 'EUR',
      totalMinor: 10_000 + 10_000 + 1_000,
      rateDay: '2026-03-06',
      rateAgeDays: 2,
      missing: ['KWD'],
    });
  });

  it('bring months into one currency, each amount at the rate of its day', async () => {
    const euros = await person.account({ currency: 'EUR' });
    const dollars = await person.account({ currency: 'USD' });
    const write = (accountId: string, bookedOn: string, amountMinor: number, categoryId: string) =>
      imports.client.createTransaction({ accountId, bookedOn, amountMinor, description: 'x', categoryId }, call);
    await write(euros, '2026-03-01', -100, 'TRAVEL');
    await write(dollars, '2026-03-02', -1_100, 'TRAVEL'); // 10.00
    await write(dollars, '2026-03-05', -2_400, 'TRAVEL'); // 20.00, by the rate of two days before
    await write(dollars, '2026-03-06', 1_250, 'INCOME'); // 10.00
    await write(dollars, '2026-02-01', -777, 'TRAVEL'); // before any rate
    const split = await write(dollars, '2026-03-06', -5_000, 'TRAVEL');
    await imports.database.query(
      `update transactions.transaction set is_split = true, category_id = null, category_source = 'none' where id = $1`,
      [split.id],
    );
    await imports.database.query(
      `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id)
       values ($1, $2, 0, -2500, 'MEDICAL'), ($1, $2, 1, -2500, null)`,
      [person.id, split.id],
    );
    expect(await imports.client.monthTotals({ currency: 'reporting' }, call)).toEqual({
      currency: 'EUR',
      missing: ['USD'],
      items: [
        { month: '2026-02', categoryId: 'TRAVEL', currency: 'USD', inMinor: 0, outMinor: -777, count: 1 },
        { month: '2026-03', currency: 'EUR', inMinor: 0, outMinor: -2_000, count: 1, rateAgeDays: 0 },
        { month: '2026-03', categoryId: 'INCOME', currency: 'EUR', inMinor: 1_000, outMinor: 0, count: 1, rateAgeDays: 0 },
        { month: '2026-03', categoryId: 'MEDICAL', currency: 'EUR', inMinor: 0, outMinor: -2_000, count: 1, rateAgeDays: 0 },
        { month: '2026-03', categoryId: 'TRAVEL', currency: 'EUR', inMinor: 0, outMinor: -3_100, count: 3, rateAgeDays: 2 },
      ],
    });
    // In yen: 100 cents of 2026-03-01 have no rate yet.
    const yen = await imports.client.monthTotals({ currency: 'JPY', from: '2026-03', accountIds: [dollars] }, call);
    expect(yen.items.map(({ categoryId, currency, inMinor, outMinor }) => [categoryId, currency, inMinor, outMinor])).toEqual([
      [undefined, 'JPY', 0, -3_200],
      ['INCOME', 'JPY', 1_600, 0],
      ['MEDICAL', 'JPY', 0, -3_200],
      ['TRAVEL', 'JPY', 0, -1_500 - 3_000],
    ]);
  });

  it('come to the same in SQL and in whole numbers', async () => {
    const rate = fc.integer({ min: 1, max: 5_000_000 }).map((n) => (n / 10_000).toFixed(4));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1e12, max: 1e12 }).filter(Boolean), rate, rate, async (amountMinor, kwd, jpy) => {
        const one = imports.person();
        const accountId = await one.account({ currency: 'KWD' });
        await imports.client.putExchangeRate({ currency: 'KWD', day: '2026-05-01', rate: kwd }, one.call);
        await imports.client.putExchangeRate({ currency: 'JPY', day: '2026-05-01', rate: jpy }, one.call);
        await imports.client.createTransaction(
          { accountId, bookedOn: '2026-05-01', amountMinor, description: 'x', categoryId: 'TRAVEL' },
          one.call,
        );
        const { items } = await imports.client.monthTotals({ currency: 'JPY' }, one.call);
        const expected = convertMinor(amountMinor, { currency: 'KWD', rate: kwd }, { currency: 'JPY', rate: jpy });
        expect(items[0]!.inMinor + items[0]!.outMinor).toBe(expected);
      }),
      { numRuns: 30, seed: 3 },
    );
  });
});
