import fc from 'fast-check';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

/** What the triggers must have kept, summed anew from the rows. */
const FROM_ROWS = `
  select account_id, to_char(booked_on, 'YYYY-MM-01') as month, coalesce(category_id, '') as category_id, status, is_transfer, is_split,
    sum(greatest(amount_minor, 0))::text as in_minor, sum(least(amount_minor, 0))::text as out_minor, count(*)::text as count
  from transactions.transaction where user_id = $1 group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;
const KEPT = `
  select account_id, month::text, category_id, status, is_transfer, is_split, in_minor::text, out_minor::text, count::text
  from transactions.month_total where user_id = $1 order by 1, 2, 3, 4, 5, 6`;

describe('the sums by month', () => {
  let ledger: Ledger;
  let call: CallContext;
  let accountId: string;

  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());

  beforeEach(async () => {
    call = ledger.newUser();
    accountId = await ledger.newAccount(call, 'EUR', 10_000);
  });

  const insert = (bookedOn: string, amountMinor: number, categoryId?: string, status = 'booked') =>
    ledger.insert(call, { accountId, bookedOn, amountMinor, description: 'x', categoryId, status });

  it('tell what came in and went out under each category', async () => {
    await insert('2026-01-01', -500, 'TRAVEL');
    await insert('2026-01-31', -700, 'TRAVEL');
    await insert('2026-01-31', 200, 'TRAVEL');
    await insert('2026-02-01', -1, 'TRAVEL');
    await insert('2026-02-28', 90_000);
    expect(await ledger.client.monthTotals({}, call)).toEqual({
      items: [
        { month: '2026-01', categoryId: 'TRAVEL', currency: 'EUR', inMinor: 200, outMinor: -1200, count: 3 },
        { month: '2026-02', currency: 'EUR', inMinor: 90_000, outMinor: 0, count: 1 },
        { month: '2026-02', categoryId: 'TRAVEL', currency: 'EUR', inMinor: 0, outMinor: -1, count: 1 },
      ],
    });
    expect((await ledger.client.monthTotals({ from: '2026-02', to: '2026-02' }, call)).items).toHaveLength(2);
  });

  it('count the parts of a divided transaction, and no transfers', async () => {
    const whole = await insert('2026-03-05', -3000);
    const moved = await insert('2026-03-06', -9000);
    await ledger.database.query('update transactions.transaction set is_split = true where id = $1', [whole]);
    await ledger.database.query('update transactions.transaction set is_transfer = true where id = $1', [moved]);
    await ledger.database.query(
      `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id)
       values ($1, $2, 0, -2000, 'TRAVEL'), ($1, $2, 1, -1500, null), ($1, $2, 2, 500, 'TRAVEL')`,
      [call.user!.id, whole],
    );
    expect((await ledger.client.monthTotals({}, call)).items).toEqual([
      { month: '2026-03', currency: 'EUR', inMinor: 0, outMinor: -1500, count: 1 },
      { month: '2026-03', categoryId: 'TRAVEL', currency: 'EUR', inMinor: 500, outMinor: -2000, count: 2 },
    ]);
  });

  it('make balances of any day, without pending rows', async () => {
    await insert('2026-01-15', -500);
    await insert('2026-02-10', -70);
    await insert('2026-02-20', -8);
    await insert('2026-02-20', -100_000, undefined, 'pending');
    const balanceOn = async (on?: string) => (await ledger.client.balances({ on }, call)).totals[0]!.balanceMinor;
    expect(await balanceOn('2026-01-14')).toBe(10_000);
    expect(await balanceOn('2026-01-15')).toBe(9_500);
    expect(await balanceOn('2026-02-10')).toBe(9_430);
    expect(await balanceOn('2026-02-19')).toBe(9_430);
    expect(await balanceOn('2026-02-28')).toBe(9_422);
    expect(await balanceOn()).toBe(9_422);
    expect(await ledger.client.getAccount({ id: accountId }, call)).toMatchObject({
      balanceMinor: 9_422,
      transactionCount: 4,
      lastBookedOn: '2026-02-20',
    });
  });

  it('agree with the rows after any changes, made one after another or at once', async () => {
    const other = await ledger.newAccount(call, 'EUR');
    const run = (sql: string, values: unknown[] = []) => ledger.database.query(sql, [call.user!.id, ...values]);
    const day = fc.date({ min: new Date('2025-11-01'), max: new Date('2026-03-31'), noInvalidDate: true });
    const change = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.constant('insert'), day, fc.integer({ min: -1e6, max: 1e6 })) },
      fc.tuple(fc.constant('move'), day, fc.integer()),
      fc.tuple(fc.constantFrom('transfer', 'account', 'category', 'delete', 'notes'), day, fc.integer({ min: 1, max: 9 })),
    );
    const apply = ([kind, date, n]: [string, Date, number]): Promise<unknown> => {
      const on = date.toISOString().slice(0, 10);
      const some = `user_id = $1 and abs(hashint8(amount_minor)) % 10 < $2`;
      if (kind === 'insert') return insert(on, n, n % 3 ? 'TRAVEL' : undefined);
      if (kind === 'move')
        return run(`update transactions.transaction set booked_on = $2 where user_id = $1 and amount_minor > 0`, [on]);
      if (kind === 'delete') return run(`delete from transactions.transaction where ${some}`, [n]);
      if (kind === 'notes') return run(`update transactions.transaction set notes = 'n' where ${some}`, [n]);
      if (kind === 'transfer') return run(`update transactions.transaction set is_transfer = not is_transfer where ${some}`, [n]);
      if (kind === 'account') return run(`update transactions.transaction set account_id = $3 where ${some}`, [n, other]);
      return run(`update transactions.transaction set category_id = 'INCOME', category_source = 'user' where ${some}`, [n]);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 25 }), fc.boolean(), async (changes, atOnce) => {
        if (atOnce) await Promise.all(changes.map(apply));
        else for (const one of changes) await apply(one);
        const kept = await run(KEPT);
        expect(kept).toEqual(await run(FROM_ROWS));
      }),
      { numRuns: 25, seed: 7 },
    );
    await ledger.client.deleteAccount({ id: other, withTransactions: true }, call);
    expect(await run(KEPT)).toEqual(await run(FROM_ROWS));
  });
});
