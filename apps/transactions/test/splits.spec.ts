import type { Split } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';
const CLOTHES = 'GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES';

describe('a divided transaction', () => {
  let ledger: Ledger;
  let call: CallContext;
  let accountId: string;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(async () => {
    call = ledger.newUser();
    accountId = await ledger.newAccount(call);
  });

  const make = async (more: object = {}) =>
    (
      await ledger.client.createTransaction(
        { accountId, bookedOn: '2026-03-14', amountMinor: -1000, description: 'SUPERSTORE 12', ...more },
        call,
      )
    ).id;
  const change = (id: string, changes: object) => ledger.client.updateTransaction({ id, ...changes }, call);
  const parts = (...amounts: number[]): Split[] =>
    amounts.map((amountMinor, i) => ({ amountMinor, categoryId: i ? CLOTHES : GROCERIES }));
  const divide = async (...amounts: number[]) => {
    const id = await make({ amountMinor: amounts.reduce((sum, amount) => sum + amount, 0) });
    await change(id, { splits: parts(...amounts) });
    return id;
  };

  it('has its parts, in their order, and no category itself', async () => {
    const id = await make({ categoryId: GROCERIES });
    const splits = [
      { amountMinor: -1200, categoryId: GROCERIES, notes: 'food' },
      { amountMinor: -50 },
      { amountMinor: 250, categoryId: CLOTHES },
    ];
    const changed = await change(id, { splits });
    expect(changed).toMatchObject({ isSplit: true, categorySource: 'none', splits });
    expect(changed).not.toHaveProperty('categoryId');
    const { items } = await ledger.client.listTransactions({}, call);
    expect(items).toEqual([changed]);
  });

  it('gets other parts in place of those it has', async () => {
    const id = await divide(-400, -600);
    expect((await change(id, { splits: parts(-100, -900) })).splits).toEqual(parts(-100, -900));
    const rows = await ledger.database.query('select amount_minor from transactions.transaction_split where user_id = $1', [
      call.user!.id,
    ]);
    expect(rows).toHaveLength(2);
  });

  it('may be made at once', async () => {
    const id = await make({ splits: parts(-1, -999) });
    expect(await ledger.client.getTransaction({ id }, call)).toMatchObject({ isSplit: true, splits: parts(-1, -999) });
    await expect(make({ splits: parts(-1, -1) })).rejects.toMatchObject({ code: 'splits.do-not-add-up' });
    await expect(make({ splits: parts(-1, -999), categoryId: CLOTHES })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await ledger.client.listTransactions({}, call)).items).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['too little', { splits: parts(-400, -500) }, 'splits.do-not-add-up'],
    ['one part', { splits: parts(-1000) }, 'invalid-input'],
    ['51 parts', { splits: parts(...Array.from({ length: 50 }, () => -20), 0) }, 'invalid-input'],
    ['a part of nothing', { splits: parts(-1000, 0) }, 'invalid-input'],
    ['half a cent', { splits: parts(-999.5, -0.5) }, 'invalid-input'],
    [
      'a category that does not exist',
      { splits: [{ amountMinor: -1 }, { amountMinor: -999, categoryId: 'FOOD' }] },
      'categories.not-found',
    ],
    ['parts and a category', { splits: parts(-1, -999), categoryId: CLOTHES }, 'invalid-input'],
  ])('is refused with %s, and nothing is lost', async (_name, changes, code) => {
    const id = await divide(-300, -700);
    await expect(change(id, changes)).rejects.toMatchObject({ code });
    expect((await ledger.client.getTransaction({ id }, call)).splits).toEqual(parts(-300, -700));
  });

  it('keeps its amount until parts come along that fit the new one', async () => {
    const id = await divide(-300, -700);
    await expect(change(id, { amountMinor: -1100 })).rejects.toMatchObject({
      code: 'splits.do-not-add-up',
      details: { differenceMinor: -100 },
    });
    expect(await change(id, { amountMinor: -1000, notes: 'same amount' })).toMatchObject({ notes: 'same amount' });
    expect(await change(id, { amountMinor: -1100, splits: parts(-300, -800) })).toMatchObject({
      amountMinor: -1100,
      splits: parts(-300, -800),
    });
  });

  it('takes no category, alone or among many; the others do, and it is said how many did not', async () => {
    const id = await divide(-300, -700);
    const other = await make();
    await expect(change(id, { categoryId: CLOTHES })).rejects.toMatchObject({ code: 'transactions.is-split' });
    expect(await ledger.client.bulkEdit({ filter: {}, changes: { categoryId: CLOTHES } }, call)).toEqual({
      affected: 1,
      skipped: 1,
    });
    expect(await ledger.client.bulkEdit({ ids: [id, other], changes: { addTags: ['a'] } }, call)).toEqual({ affected: 2 });
    expect(await ledger.client.getTransaction({ id }, call)).toMatchObject({ splits: parts(-300, -700), tags: ['a'] });
    expect(await ledger.client.getTransaction({ id: other }, call)).toMatchObject({ categoryId: CLOTHES, tags: ['a'] });
  });

  it('is whole again with the category of its largest part, or the one that is given', async () => {
    const whole = await change(await divide(-300, -700), { splits: null });
    expect(whole).toMatchObject({ isSplit: false, categoryId: CLOTHES, categorySource: 'user' });
    expect(whole).not.toHaveProperty('splits');
    expect(await change(await divide(-300, -700), { splits: null, categoryId: GROCERIES })).toMatchObject({
      categoryId: GROCERIES,
    });
    expect(await change(await divide(-300, -700), { splits: null, categoryId: null })).not.toHaveProperty('categoryId');
    expect(
      await ledger.database.query('select 1 from transactions.transaction_split where user_id = $1', [call.user!.id]),
    ).toEqual([]);
    const id = await make({ categoryId: GROCERIES });
    expect(await change(id, { splits: null })).toMatchObject({ isSplit: false, categoryId: GROCERIES });
  });

  it('is found by the categories of its parts, counted once', async () => {
    await divide(-300, -700);
    await make({ categoryId: GROCERIES, description: 'GROCER' });
    const found = async (filter: object) => {
      const { items, total } = await ledger.client.listTransactions({ sort: 'amount', order: 'asc', ...filter }, call);
      return [total, items.map((item) => item.description)];
    };
    const both = [2, expect.arrayContaining(['SUPERSTORE 12', 'GROCER'])];
    expect(await found({ categoryIds: [GROCERIES] })).toEqual(both);
    expect(await found({ categoryIds: ['FOOD_AND_DRINK', CLOTHES] })).toEqual(both);
    expect(await found({ categoryIds: [CLOTHES] })).toEqual([1, ['SUPERSTORE 12']]);
    expect(await found({ categoryIds: ['TRAVEL'] })).toEqual([0, []]);
    expect(await found({ uncategorised: true })).toEqual([0, []]);
  });

  it('counts by its parts in the totals of months', async () => {
    await divide(-1200, 200);
    const { items } = await ledger.client.monthTotals({}, call);
    expect(items).toEqual([
      { month: '2026-03', categoryId: GROCERIES, currency: 'EUR', inMinor: 0, outMinor: -1200, count: 1 },
      { month: '2026-03', categoryId: CLOTHES, currency: 'EUR', inMinor: 200, outMinor: 0, count: 1 },
    ]);
  });

  it('moves its parts when their category is deleted', async () => {
    const own = await ledger.client.createCategory({ name: 'Party' }, call);
    const splits = [
      { amountMinor: -1, categoryId: own.id },
      { amountMinor: -999, categoryId: own.id },
    ];
    const moved = await make({ splits });
    expect(await ledger.client.deleteCategory({ id: own.id, moveTo: CLOTHES }, call)).toEqual({ affected: 3 });
    expect((await ledger.client.getTransaction({ id: moved }, call)).splits).toEqual([
      { amountMinor: -1, categoryId: CLOTHES },
      { amountMinor: -999, categoryId: CLOTHES },
    ]);
    const other = await ledger.client.createCategory({ name: 'Party' }, call);
    const emptied = await make({ splits: [{ amountMinor: -1, categoryId: other.id }, { amountMinor: -999 }] });
    await ledger.client.deleteCategory({ id: other.id }, call);
    expect((await ledger.client.getTransaction({ id: emptied }, call)).splits).toEqual([
      { amountMinor: -1 },
      { amountMinor: -999 },
    ]);
  });

  it('goes with its parts', async () => {
    const id = await divide(-300, -700);
    await ledger.client.deleteTransaction({ id }, call);
    expect(
      await ledger.database.query('select 1 from transactions.transaction_split where user_id = $1', [call.user!.id]),
    ).toEqual([]);
  });
});
