import { systemCall, type CallContext } from '#rpc';
import { Ledger, type RowToInsert } from './ledger.harness.js';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await Ledger.start();
});
afterAll(() => ledger.stop());

const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';
const FLIGHTS = 'TRAVEL_FLIGHTS';

let call: CallContext;
let accountId: string;
beforeEach(async () => {
  // Everybody's rows are listed: each test begins with none.
  await ledger.database.query('delete from transactions.transaction');
  call = ledger.newUser();
  accountId = await ledger.newAccount(call);
});

const insert = (description: string, categoryId: string, over: Partial<RowToInsert> = {}, by = call) =>
  ledger.insert(by, {
    accountId,
    bookedOn: '2026-03-01',
    amountMinor: -100,
    description,
    categoryId,
    categorySource: 'user',
    ...over,
  });
const list = (input: object = {}) => ledger.client.listLabelledRows(input, systemCall());

describe('the rows that people have labelled', () => {
  it('are for the system only', async () => {
    await expect(ledger.client.listLabelledRows({}, call)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are everybody’s own choices, as the model would read them, the latest first', async () => {
    await insert('card 12', GROCERIES, { counterparty: 'Corner Shop' });
    const stranger = ledger.newUser();
    await insert('SKY AIR', FLIGHTS, { accountId: await ledger.newAccount(stranger), amountMinor: -9900 }, stranger);
    await insert('guessed', GROCERIES, { categorySource: 'model' });
    await insert('by history', GROCERIES, { categorySource: 'history' });
    const { rows, total, nextCursor } = await list();
    expect(rows.map(({ chosenAt: _, ...row }) => row)).toEqual([
      { description: 'SKY AIR', amountMinor: -9900, category: FLIGHTS, userId: stranger.user!.id },
      { description: 'Corner Shop card 12', amountMinor: -100, category: GROCERIES, userId: call.user!.id },
    ]);
    expect(Date.parse(rows[0]!.chosenAt)).toBeGreaterThanOrEqual(Date.parse(rows[1]!.chosenAt));
    expect({ total, nextCursor }).toEqual({ total: 2, nextCursor: undefined });
  });

  it('hold one row a person, text and direction: the latest choice', async () => {
    const first = await insert('KIOSK', GROCERIES);
    await insert('KIOSK', FLIGHTS, { amountMinor: -700 });
    await insert('KIOSK', FLIGHTS, { amountMinor: 100 });
    await ledger.client.updateTransaction({ id: first, categoryId: 'ENTERTAINMENT_CASINOS_AND_GAMBLING' }, call);
    const { rows, total } = await list();
    expect(rows.map(({ amountMinor, category }) => [amountMinor, category])).toEqual([
      [-100, 'ENTERTAINMENT_CASINOS_AND_GAMBLING'],
      [100, FLIGHTS],
    ]);
    expect(total).toBe(2);
  });

  it('leave out transfers, divided ones, made-up households, and categories that are none of the model’s', async () => {
    const { id: own } = await ledger.client.createCategory({ name: 'Biltong', parentId: 'FOOD_AND_DRINK' }, call);
    await insert('own', own);
    await insert('primary', 'TRAVEL');
    const moved = await insert('moved', GROCERIES);
    await ledger.database.query('update transactions.transaction set is_transfer = true where id = $1', [moved]);
    const sample = await ledger.newAccount(call);
    await ledger.database.query(`update transactions.account set bank_ref = 'sample:7:current' where id = $1`, [sample]);
    await insert('made up', GROCERIES, { accountId: sample });
    const divided = await insert('divided', GROCERIES);
    await ledger.client.updateTransaction(
      { id: divided, splits: [{ amountMinor: -40, categoryId: GROCERIES }, { amountMinor: -60 }] },
      call,
    );
    await insert('left', GROCERIES);
    const { rows, total } = await list();
    expect(rows.map(({ description }) => description)).toEqual(['left']);
    expect(total).toBe(1);
  });

  it('come in pages without a gap or a repetition, also of rows chosen at one moment', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await insert(name, GROCERIES);
    await ledger.database.query(`update transactions.transaction set created_at = '2026-03-01T12:00:00.123456Z'`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, cursor });
      expect(page.total).toBe(5);
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map(({ description }) => description));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
