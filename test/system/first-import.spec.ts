import { setTimeout as sleep } from 'node:timers/promises';
import { unwrap, type StewardClient } from '../../libs/api-client/src/index.js';
import { allTransactions, importFile, newAccount, newPerson, upload } from '../support/client.js';
import { startSystem, SYSTEM_MODES, type RunningSystem } from '../support/system.js';

const MARCH = `Date;Description;Amount
01/03/2026;SALARY ACME LTD;2.500,00
03/03/2026;TESCO STORES 3217 LONDON;-42,10
03/03/2026;TESCO STORES 3217 LONDON;-42,10
14/03/2026;ZQX HOLDINGS 88123;-15,00
31/02/2026;NEVER A DAY;-1,00
20/03/2026;NETFLIX.COM;-13,99
`;

const APRIL = `Date;Description;Amount
20/03/2026;NETFLIX.COM;-13,99
14/04/2026;ZQX HOLDINGS 99417;-15,00
`;

describe.each(SYSTEM_MODES)('a bank file becomes a ledger (%s)', (mode) => {
  let system: RunningSystem;
  let ada: StewardClient;
  let accountId: string;

  beforeAll(async () => {
    system = await startSystem(mode);
    ada = await newPerson(system.url);
    accountId = (await newAccount(ada, { openingBalanceMinor: 100_000 })).id;
  });

  afterAll(() => system?.close());

  it('shows how it reads the file before anything is written', async () => {
    const file = await upload(ada, 'march.csv', MARCH);
    const preview = await unwrap(ada.POST('/api/v1/imports/preview', { body: { ...file, accountId } }));
    expect(preview.rows[0]).toMatchObject({
      line: 2,
      bookedOn: '2026-03-01',
      amountMinor: 250_000,
      currency: 'EUR',
      description: 'SALARY ACME LTD',
    });
    expect(preview.failed).toMatchObject([{ line: 6, code: 'row.bad-date' }]);
    expect(await allTransactions(ada)).toEqual([]);
  });

  it('keeps the good rows, twins included, and lists the bad one by line', async () => {
    const report = await importFile(ada, accountId, 'march.csv', MARCH);
    expect(report).toMatchObject({ state: 'completed', added: 5, skipped: 0, failed: 1 });
    const { items } = await unwrap(ada.GET('/api/v1/imports/{id}/rows', { params: { path: { id: report.id } } }));
    expect(items).toMatchObject([{ line: 6, outcome: 'failed', code: 'row.bad-date' }]);

    const rows = await allTransactions(ada, { sort: 'date', order: 'asc' });
    expect(rows.map((row) => [row.bookedOn, row.amountMinor])).toEqual([
      ['2026-03-01', 250_000],
      ['2026-03-03', -4_210],
      ['2026-03-03', -4_210],
      ['2026-03-14', -1_500],
      ['2026-03-20', -1_399],
    ]);
    // 1000.00 + 2500.00 - 42.10 - 42.10 - 15.00 - 13.99
    expect(await unwrap(ada.GET('/api/v1/accounts/{id}', { params: { path: { id: accountId } } }))).toMatchObject({
      balanceMinor: 338_681,
      transactionCount: 5,
    });
  });

  it('has a category from the model, with its confidence, for what it knows', async () => {
    const rows = await allTransactions(ada);
    const of = (text: string) => rows.find((row) => row.description.startsWith(text))!;
    expect(of('SALARY')).toMatchObject({ categorySource: 'model', categoryId: expect.stringMatching(/^INCOME/) });
    expect(of('TESCO')).toMatchObject({ categorySource: 'model', categoryId: 'FOOD_AND_DRINK_GROCERIES' });
    expect(of('NETFLIX').confidence).toBeGreaterThan(0.5);
  });

  it('follows a correction in the next file, and adds no row twice', async () => {
    const [odd] = await allTransactions(ada, { text: 'zqx' });
    await unwrap(
      ada.PATCH('/api/v1/transactions/{id}', {
        params: { path: { id: odd!.id } },
        body: { categoryId: 'RENT_AND_UTILITIES_RENT' },
      }),
    );
    const report = await importFile(ada, accountId, 'april.csv', APRIL);
    expect(report).toMatchObject({ added: 1, skipped: 1, failed: 0 });
    const rows = await allTransactions(ada, { text: 'zqx', sort: 'date', order: 'asc' });
    expect(rows.map((row) => [row.categoryId, row.categorySource])).toEqual([
      ['RENT_AND_UTILITIES_RENT', 'user'],
      ['RENT_AND_UTILITIES_RENT', 'history'],
    ]);
  });

  it('never shows one person the rows of another', async () => {
    const bob = await newPerson(system.url);
    const [mine] = await allTransactions(ada);
    expect(await allTransactions(bob)).toEqual([]);
    const path = { id: mine!.id };
    expect((await bob.GET('/api/v1/transactions/{id}', { params: { path } })).response.status).toBe(404);
    expect((await bob.PATCH('/api/v1/transactions/{id}', { params: { path }, body: { notes: 'x' } })).response.status).toBe(404);
    expect((await bob.DELETE('/api/v1/transactions/{id}', { params: { path } })).response.status).toBe(404);
    const file = await upload(ada, 'march.csv', MARCH);
    expect((await bob.POST('/api/v1/imports/preview', { body: file })).response.status).toBe(404);
    expect((await bob.POST('/api/v1/imports', { body: { ...file, accountId } })).response.status).toBe(404);
  });

  it('undoes an import, but not what a person has edited since', async () => {
    const { items } = await unwrap(ada.GET('/api/v1/imports', {}));
    const april = items.find((item) => item.fileName === 'april.csv')!;
    const march = items.find((item) => item.fileName === 'march.csv')!;
    const undo = (id: string) => unwrap(ada.POST('/api/v1/imports/{id}/undo', { params: { path: { id } } }));
    expect((await undo(april.id)).state).toBe('undone');
    expect((await undo(march.id)).state).toBe('undone');
    expect((await allTransactions(ada)).map((row) => row.description)).toEqual(['ZQX HOLDINGS 88123']);
    expect((await ada.POST('/api/v1/imports/{id}/undo', { params: { path: { id: march.id } } })).response.status).toBe(409);
  });

  it('makes a household for those without a file', async () => {
    const eve = await newPerson(system.url);
    const { jobId } = await unwrap(eve.POST('/api/v1/sample-household', { body: {} }));
    const job = await eve.watchJob(jobId, () => {});
    expect(job.state).toBe('completed');
    const { items: accounts } = await unwrap(eve.GET('/api/v1/accounts', {}));
    expect(new Set(accounts.map((account) => account.currency)).size).toBeGreaterThan(1);
    const { totals } = await unwrap(eve.GET('/api/v1/accounts/balances', {}));
    for (const { currency, balanceMinor } of totals) {
      const parts = accounts.filter((account) => account.currency === currency).map((account) => account.balanceMinor);
      expect(balanceMinor).toBe(parts.reduce((sum, part) => sum + part, 0));
    }
    const again = await unwrap(eve.POST('/api/v1/sample-household', { body: {} }));
    await eve.watchJob(again.jobId, () => {});
    expect((await unwrap(eve.GET('/api/v1/accounts', {}))).items).toHaveLength(accounts.length);
  });

  it('answers the category of one description', async () => {
    const answer = await unwrap(
      ada.POST('/api/v1/predict/category', { body: { description: 'SHELL PETROL STATION 0412', amount: -60 } }),
    );
    expect(answer).toMatchObject({
      primary: 'TRANSPORTATION',
      detailed: 'TRANSPORTATION_GAS',
      model: { name: 'transaction-category' },
    });
    expect(answer.alternatives.length).toBeGreaterThan(0);
  });
});

describe('while inference is down (split)', () => {
  let system: RunningSystem;

  beforeAll(async () => {
    system = await startSystem('split', { RPC_BREAKER_OPEN_MS: '2000' });
  });

  afterAll(() => system?.close());

  it('finishes imports without categories, and gives them when it is back', async () => {
    const ada = await newPerson(system.url);
    const accountId = (await newAccount(ada)).id;
    await system.kill('inference');
    const report = await importFile(ada, accountId, 'march.csv', MARCH);
    expect(report).toMatchObject({ state: 'completed', added: 5, categorised: 0 });
    expect((await allTransactions(ada, { uncategorised: 'true' })).length).toBe(5);

    await system.revive('inference');
    const until = Date.now() + 90_000;
    let left = 5;
    while (left > 0 && Date.now() < until) {
      await sleep(500);
      left = (await allTransactions(ada, { uncategorised: 'true' })).length;
    }
    expect(left).toBe(0);
  }, 120_000);
});
