import { randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import type { DataSource } from 'typeorm';
import { database as jobsDatabase, Jobs, JobsModule, type JobRun, type JobView } from '#jobs';
import { DatabaseModule, databaseToken } from '#database';
import { ServiceError, userCall } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { Categoriser, type Uncategorised } from '../src/categorisation/categoriser.js';
import { database } from '../src/entities.js';
import { ledgerVersion } from '../src/ledger/ledger-version.js';
import { CreateSampleHouseholdProcessor } from '../src/sample-household/create-sample-household.processor.js';
import { generateHousehold } from '../src/sample-household/generate-household.js';
import { SampleHouseholdHandler } from '../src/sample-household/sample-household.handler.js';
import { FindTransfersProcessor } from '../src/transfers/find-transfers.processor.js';

/** Knows one shop; begins by being away when told so. */
const categories = { missed: 0 };
const categoriser = {
  begin: () => ({
    get missed() {
      return categories.missed > 0 ? categories.missed-- : 0;
    },
    decide: async (rows: Uncategorised[]) =>
      rows.map(({ description }) =>
        /TESCO/.test(description)
          ? { categoryId: 'FOOD_AND_DRINK_GROCERIES', source: 'model', confidence: 0.5 }
          : { source: 'none' },
      ),
  }),
};

describe('the sample household', () => {
  let databases: TestDatabases;
  let app: TestingModule;
  let ledger: DataSource;

  beforeAll(async () => {
    databases = await startTestDatabases([database, jobsDatabase]);
    const { url } = await databases.createTestDatabase();
    app = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({ url, migrateAtStart: true }),
        DatabaseModule.forService(database),
        JobsModule.forRoot({ workers: ['transactions.create-sample-household'] }),
      ],
      providers: [
        SampleHouseholdHandler,
        CreateSampleHouseholdProcessor,
        FindTransfersProcessor,
        { provide: Categoriser, useValue: categoriser },
      ],
    }).compile();
    app.useLogger(false);
    await app.init();
    ledger = app.get<DataSource>(databaseToken('transactions'));
  });

  afterAll(async () => {
    await app?.close();
    await databases?.stop();
  });

  async function create(userId: string, seed?: number): Promise<JobView> {
    const call = userCall({ id: userId, role: 'user' });
    const { jobId } = await app.get(SampleHouseholdHandler).createSampleHousehold({ seed }, call);
    let last: JobView | undefined;
    for await (const view of app.get(Jobs).watch(jobId, userId)) last = view;
    return last!;
  }

  const rowsOf = (userId: string): Promise<Record<string, unknown>[]> =>
    ledger.query(
      `select t.booked_on::text as "bookedOn", t.amount_minor::int as "amountMinor", t.description, t.counterparty, t.category_id as "categoryId",
         t.category_source as "source", t.confidence, a.name, a.currency, t.currency as "rowCurrency", t.merchant_key as "merchantKey", t.id
       from transactions.transaction t join transactions.account a on a.id = t.account_id
       where t.user_id = $1 and a.user_id = $1 order by t.booked_on, t.description, t.amount_minor`,
      [userId],
    );

  it('is written as it was generated, with categories, and raises the version of the ledger', async () => {
    const userId = randomUUID();
    // The day may turn while the spec runs.
    const days = [new Date().toISOString().slice(0, 10)];
    const job = await create(userId, 7);
    days.push(new Date().toISOString().slice(0, 10));
    const rows = await rowsOf(userId);
    const matching = days.map((day) => generateHousehold(7, day)).find((household) => household.rows.length === rows.length);
    expect(job).toMatchObject({ state: 'completed', result: { accounts: 4, transactions: rows.length } });
    expect(matching).toBeDefined();
    const names = new Map(matching!.accounts.map((account) => [account.key, account.name]));
    const plain = (row: Record<string, unknown>) =>
      `${row['bookedOn']}|${row['amountMinor']}|${row['description']}|${row['counterparty'] ?? ''}|${row['name']}`;
    expect(rows.map(plain).sort()).toEqual(
      matching!.rows.map((row) => plain({ ...row, name: names.get(row.accountKey) })).sort(),
    );
    expect(rows.every((row) => row['currency'] === row['rowCurrency'])).toBe(true);

    const tesco = rows.filter((row) => String(row['description']).includes('TESCO'));
    expect(tesco.length).toBeGreaterThan(20);
    expect(tesco[0]).toMatchObject({
      categoryId: 'FOOD_AND_DRINK_GROCERIES',
      source: 'model',
      confidence: 0.5,
      merchantKey: expect.stringContaining('tesco'),
    });
    expect(await ledgerVersion(ledger.manager, userId)).toBe(1);
    const accounts = await ledger.query(
      'select opening_balance_minor::int as opening, bank_ref from transactions.account where user_id = $1 order by id',
      [userId],
    );
    expect(accounts[0]).toEqual({ opening: 284_117, bank_ref: 'sample:7:checking' });
  });

  it('adds nothing the second time, whatever has been changed since', async () => {
    const userId = randomUUID();
    await create(userId);
    await ledger.query(`delete from transactions.transaction where user_id = $1 and description like '%TESCO%'`, [userId]);
    const before = await rowsOf(userId);
    expect(await create(userId)).toMatchObject({ state: 'completed', result: { accounts: 0, transactions: 0 } });
    expect(await rowsOf(userId)).toEqual(before);
    expect(await ledgerVersion(ledger.manager, userId)).toBe(1);
  });

  it('brings back an account that was deleted, and that one only', async () => {
    const userId = randomUUID();
    await create(userId);
    const before = await rowsOf(userId);
    await ledger.query(`delete from transactions.account where user_id = $1 and bank_ref = 'sample:1:travel'`, [userId]);
    const pounds = before.filter((row) => row['currency'] === 'GBP').length;
    expect(await create(userId)).toMatchObject({ result: { accounts: 1, transactions: pounds } });
    expect(await rowsOf(userId)).toHaveLength(before.length);
  });

  it('has its transfers found, also those from euro to pounds, and nothing taken for one that is none', async () => {
    const userId = randomUUID();
    await create(userId);
    const asked = await ledger.query(`select 1 from jobs.job where user_id = $1 and kind = 'transactions.find-transfers'`, [
      userId,
    ]);
    expect(asked).toHaveLength(1);
    const job = { userId, progress: async () => {}, complete: async () => {} };
    await app.get(FindTransfersProcessor).run({ days: 4, tolerance: 0.03 }, job as unknown as JobRun);
    // The generator writes both sides of a movement with one number, and numbers nothing else.
    const unpaired: { description: string }[] = await ledger.query(
      `with numbered as (
         select id, is_transfer, substring(description from ' ([0-9]{8})$') as number from transactions.transaction where user_id = $1)
       select a.number from numbered a join numbered b on b.number = a.number and b.id <> a.id where not a.is_transfer`,
      [userId],
    );
    const wrong = await ledger.query(
      `select o.description, i.description from transactions.transfer f
       join transactions.transaction o on o.id = f.out_id join transactions.transaction i on i.id = f.in_id
       where f.user_id = $1 and f.state = 'confirmed' and right(o.description, 8) <> right(i.description, 8)`,
      [userId],
    );
    const [{ kinds }] = await ledger.query(
      `select count(distinct o.currency || i.currency)::int as kinds from transactions.transfer f
       join transactions.transaction o on o.id = f.out_id join transactions.transaction i on i.id = f.in_id
       where f.user_id = $1 and f.state = 'confirmed'`,
      [userId],
    );
    expect({ unpaired, wrong, kinds }).toEqual({ unpaired: [], wrong: [], kinds: 2 });
  });

  const ratesOf = (userId: string): Promise<{ day: string; rate: string; source: string }[]> =>
    ledger.query(
      `select day::text as day, rate::text as rate, source from transactions.exchange_rate
       where user_id = $1 and currency = 'GBP' order by day`,
      [userId],
    );

  it('brings rates of the pound, with which every row comes into euro', async () => {
    const userId = randomUUID();
    await create(userId, 5);
    const rates = await ratesOf(userId);
    expect(rates).toEqual(
      generateHousehold(5, new Date().toISOString().slice(0, 10)).rates.map(({ day, rate }) => ({ day, rate, source: 'manual' })),
    );
    const without = await ledger.query(
      `select t.booked_on from transactions.transaction t where t.user_id = $1
         and not exists (select from transactions.rate_on($1, t.currency, t.booked_on))`,
      [userId],
    );
    expect(without).toEqual([]);
  });

  it('leaves rates alone that are there: their own of a day, and all from the day on which true ones begin', async () => {
    const userId = randomUUID();
    const [first, second] = generateHousehold(1, new Date().toISOString().slice(0, 10)).rates;
    const put = (owner: string, day: string, rate: string, source: string) =>
      ledger.query(
        `insert into transactions.exchange_rate (user_id, currency, day, rate, source) values ($1, 'GBP', $2, $3, $4)`,
        [owner, day, rate, source],
      );
    const everyone = '00000000-0000-0000-0000-000000000000';
    await put(everyone, second!.day, '0.8333', 'ecb-file');
    try {
      await create(userId);
      expect(await ratesOf(userId)).toEqual([{ day: first!.day, rate: first!.rate, source: 'manual' }]);
      await ledger.query('update transactions.exchange_rate set rate = 0.9 where user_id = $1', [userId]);
      await ledger.query(`delete from transactions.account where user_id = $1 and bank_ref = 'sample:1:travel'`, [userId]);
      expect(await create(userId)).toMatchObject({ result: { accounts: 1 } });
      expect(await ratesOf(userId)).toEqual([{ day: first!.day, rate: '0.9', source: 'manual' }]);
    } finally {
      await ledger.query('delete from transactions.exchange_rate where user_id = $1', [everyone]);
    }
  });

  it('leaves nothing half-written when the job may no longer finish', async () => {
    const userId = randomUUID();
    const job = {
      id: randomUUID(),
      userId,
      requestId: 'r',
      progress: async () => {},
      complete: async () => Promise.reject(new Error('replaced')),
    };
    const run = app.get(CreateSampleHouseholdProcessor).run({ seed: 1 }, job as never);
    await expect(run).rejects.toThrow('replaced');
    expect(await rowsOf(userId)).toEqual([]);
    expect(await ledger.query('select from transactions.account where user_id = $1', [userId])).toEqual([]);
  });

  it('waits for a model that is away', async () => {
    const userId = randomUUID();
    const job = { id: randomUUID(), userId, requestId: 'r', progress: async () => {}, complete: async () => {} };
    categories.missed = 1;
    await expect(app.get(CreateSampleHouseholdProcessor).run({ seed: 1 }, job as never)).rejects.toBeInstanceOf(ServiceError);
    expect(await rowsOf(userId)).toEqual([]);
    const { transactions } = await app.get(CreateSampleHouseholdProcessor).run({ seed: 1 }, job as never);
    expect(transactions).toBeGreaterThan(2_000);
  });

  it("gives each user their own, and never touches another's", async () => {
    const [ada, bob] = [randomUUID(), randomUUID()];
    await create(ada, 3);
    const adas = await rowsOf(ada);
    expect(await create(bob, 3)).toMatchObject({ result: { accounts: 4, transactions: adas.length } });
    expect(await rowsOf(ada)).toEqual(adas);
    const bobs = await rowsOf(bob);
    expect(bobs.map((row) => row['description'])).toEqual(adas.map((row) => row['description']));
    expect(new Set([...adas, ...bobs].map((row) => row['id'])).size).toBe(2 * adas.length);
  });
});
