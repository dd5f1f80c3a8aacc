import type { CallContext } from '#rpc';
import { addMonths } from '../src/budgets/budget-math.js';
import { Ledger } from './ledger.harness.js';

const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';
const COFFEE = 'FOOD_AND_DRINK_COFFEE';
const NOW = new Date().toISOString().slice(0, 7);

let ledger: Ledger;

beforeAll(async () => {
  ledger = await Ledger.start();
});
afterAll(() => ledger.stop());

async function household(): Promise<{
  call: CallContext;
  account: string;
  spend: (month: string, amountMinor: number, categoryId?: string) => Promise<string>;
}> {
  const call = ledger.newUser();
  const account = await ledger.newAccount(call);
  return {
    call,
    account,
    spend: (month, amountMinor, categoryId) =>
      ledger.insert(call, { accountId: account, bookedOn: `${month}-05`, amountMinor, description: 'x', categoryId }),
  };
}

describe('budgets', () => {
  it('of a primary category have what those below it without a budget of their own spent; refunds give back', async () => {
    const { call, spend } = await household();
    await spend('2025-03', -10_000, GROCERIES);
    await spend('2025-03', 1_500, GROCERIES);
    await spend('2025-03', -700, COFFEE);
    await spend('2025-03', -400, 'FOOD_AND_DRINK');
    await spend('2025-03', -3_000, 'TRAVEL_FLIGHTS');
    await spend('2025-03', -250);
    await spend('2025-03', 200_000, 'INCOME_WAGES');
    await spend('2025-03', 90);
    await ledger.client.setBudgets(
      { month: '2025-03', budgets: [{ categoryId: 'FOOD_AND_DRINK', amountMinor: 2_000 }, { categoryId: GROCERIES, amountMinor: 9_000 }] }, // prettier-ignore
      call,
    );
    const month = await ledger.client.getBudgetMonth({ month: '2025-03' }, call);
    expect(month).toMatchObject({
      currency: 'EUR',
      day: 31,
      days: 31,
      incomeMinor: 200_090,
      budgetedMinor: 11_000,
      spentMinor: 12_850,
      missing: [],
    });
    expect(
      Object.fromEntries(month.budgets.map(({ categoryId, spentMinor, leftMinor }) => [categoryId, [spentMinor, leftMinor]])),
    ).toEqual({
      FOOD_AND_DRINK: [1_100, 900],
      [GROCERIES]: [8_500, 500],
    });
    expect(month.unbudgeted).toEqual([{ categoryId: 'TRAVEL_FLIGHTS', spentMinor: 3_000 }, { spentMinor: 250 }]);
  });

  it('hold from their month on until they are changed or ended, and carry over as they are told', async () => {
    const { call, spend } = await household();
    const set = (month: string, amountMinor: number | null, rollover?: 'none' | 'leftover' | 'all') =>
      ledger.client.setBudgets(
        { month, budgets: [{ categoryId: COFFEE, amountMinor, ...(rollover ? { rollover } : {}) }] },
        call,
      );
    await set('2025-01', 1_000, 'all');
    await spend('2025-01', -400, COFFEE);
    await spend('2025-02', -1_900, COFFEE);
    await set('2025-03', 2_000);
    await spend('2025-03', -100, COFFEE);
    await set('2025-05', null);
    const line = async (month: string) => (await ledger.client.getBudgetMonth({ month }, call)).budgets[0];
    expect(await line('2024-12')).toBeUndefined();
    expect(await line('2025-02')).toMatchObject({ amountMinor: 1_000, carriedMinor: 600, leftMinor: -300, fromMonth: '2025-01' });
    // -300 and 2,000, of which 100 are spent; the rollover is as before.
    expect(await line('2025-03')).toMatchObject({
      amountMinor: 2_000,
      carriedMinor: -300,
      leftMinor: 1_600,
      rollover: 'all',
      fromMonth: '2025-03',
    });
    expect(await line('2025-04')).toMatchObject({ carriedMinor: 1_600, leftMinor: 3_600 });
    expect(await line('2025-05')).toBeUndefined();
    await set('2025-07', 500);
    expect(await line('2025-07')).toMatchObject({ carriedMinor: 0, leftMinor: 500 });
  });

  it('suggest the median of what was spent', async () => {
    const { call, spend } = await household();
    for (const [i, minor] of [100, 900, 300, 500, 700].entries()) await spend(`2025-0${i + 2}`, -minor, GROCERIES);
    await spend('2025-06', 5_000, 'INCOME_WAGES');
    // January without any: 0, 100, 300, 500, 700, 900.
    expect(await ledger.client.suggestBudgets({ month: '2025-07' }, call)).toEqual({
      currency: 'EUR',
      items: [{ categoryId: 'FOOD_AND_DRINK', amountMinor: 400 }],
    });
  });

  it("refuse categories of others, and are nobody else's", async () => {
    const { call } = await household();
    const { call: other } = await household();
    const { id } = await ledger.client.createCategory({ name: 'Theirs' }, other);
    await expect(
      ledger.client.setBudgets({ month: '2025-01', budgets: [{ categoryId: id, amountMinor: 1 }] }, call),
    ).rejects.toMatchObject({ code: 'categories.not-found' });
    await ledger.client.setBudgets({ month: '2025-01', budgets: [{ categoryId: id, amountMinor: 1 }] }, other);
    expect((await ledger.client.getBudgetMonth({ month: '2025-01' }, call)).budgets).toEqual([]);
  });
});

describe('goals', () => {
  it('share an account in their order, and tell how saving goes', async () => {
    const { call, account, spend } = await household();
    await spend(addMonths(NOW, -8), 60_000);
    await spend(addMonths(NOW, -3), 60_000);
    const accounts = [{ accountId: account, sharePercent: 100 }];
    const year = Number(NOW.slice(0, 4));
    const car = await ledger.client.createGoal(
      { name: 'Car', targetMinor: 90_000, accounts, targetOn: `${year + 5}-01-31` },
      call,
    );
    const trip = await ledger.client.createGoal({ name: 'Trip', targetMinor: 50_000, accounts, manualMinor: 5_000 }, call);
    expect(car).toMatchObject({ savedMinor: 90_000, averageMonthlyMinor: 5_000, onTrack: true, currency: 'EUR' });
    // 30,000 are left for it, and 5,000 lie elsewhere; before, the car took all. 15,000 lack at 5,000 a month.
    expect(trip).toMatchObject({ savedMinor: 35_000, averageMonthlyMinor: 5_000, reachedIn: addMonths(NOW, 3) });
    const first = await ledger.client.updateGoal({ id: trip.id, position: 0, targetOn: `${addMonths(NOW, 2)}-01` }, call);
    expect(first).toMatchObject({ savedMinor: 50_000, onTrack: true });
    const { items } = await ledger.client.listGoals({}, call);
    expect(items.map(({ name, savedMinor }) => [name, savedMinor])).toEqual([['Trip', 50_000], ['Car', 75_000]]); // prettier-ignore
    expect(await ledger.client.deleteGoal({ id: trip.id }, call)).toEqual({ affected: 1 });
  });

  it("are nobody else's, nor are the accounts they count on", async () => {
    const { call, account } = await household();
    const { call: other } = await household();
    const goal = await ledger.client.createGoal({ name: 'x', targetMinor: 1 }, call);
    const accounts = [{ accountId: account, sharePercent: 100 }];
    await expect(ledger.client.createGoal({ name: 'x', targetMinor: 1, accounts }, other)).rejects.toMatchObject({
      code: 'accounts.not-found',
    });
    await expect(ledger.client.updateGoal({ id: goal.id, name: 'y' }, other)).rejects.toMatchObject({ code: 'goals.not-found' });
    await expect(ledger.client.deleteGoal({ id: goal.id }, other)).rejects.toMatchObject({ code: 'goals.not-found' });
    expect(await ledger.client.listGoals({}, other)).toEqual({ items: [], missing: [] });
  });
});
