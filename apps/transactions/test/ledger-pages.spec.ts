import fc from 'fast-check';
import type { ListTransactionsInput, Transaction } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

describe('pages of transactions', () => {
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());

  async function walk(call: CallContext, input: ListTransactionsInput): Promise<Transaction[]> {
    const items: Transaction[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.client.listTransactions({ ...input, cursor }, call);
      if (cursor) expect(page.total).toBeUndefined();
      expect(page.items.length).toBeLessThanOrEqual(input.limit!);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  const keyOf: Record<string, (row: Transaction) => string | number> = {
    date: (row) => row.bookedOn,
    amount: (row) => row.amountMinor,
    description: (row) => row.description.slice(0, 48).toLowerCase(),
    confidence: (row) => row.confidence ?? -1,
  };

  // Few different values, so that many rows are equal in what they are sorted by; ASCII texts, whose order JavaScript and SQL share.
  const row = fc.record({
    bookedOn: fc.constantFrom('2026-01-01', '2026-01-02', '2026-12-31'),
    amountMinor: fc.constantFrom(-9007199254740991, -1, 0, 1, 9007199254740991),
    description: fc.oneof(
      fc.constantFrom('shop', 'Shop', 'x'.repeat(60)),
      fc.string({ unit: fc.constantFrom('a', 'B', ' ', '"', '\\'), minLength: 1, maxLength: 60 }),
    ),
    confidence: fc.constantFrom(undefined, 0, 0.1, 0.30000001192092896, 1),
  });

  it('show every row once and in order, however many rows are equal and however long the pages are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), async (rows, limit) => {
        const call = ledger.newUser();
        const accountId = await ledger.newAccount(call);
        for (const { confidence, ...rest } of rows) {
          await ledger.insert(call, {
            ...rest,
            accountId,
            confidence,
            categoryId: confidence === undefined ? undefined : 'TRAVEL',
          });
        }
        for (const sort of ['date', 'amount', 'description', 'confidence'] as const) {
          for (const order of ['asc', 'desc'] as const) {
            const items = await walk(call, { sort, order, limit });
            expect(new Set(items.map(({ id }) => id)).size).toBe(rows.length);
            const compare = (a: Transaction, b: Transaction): number => {
              const [ka, kb] = [keyOf[sort]!(a), keyOf[sort]!(b)];
              const ascending = ka < kb ? -1 : ka > kb ? 1 : a.id < b.id ? -1 : 1;
              return order === 'asc' ? ascending : -ascending;
            };
            expect(items.map(({ id }) => id)).toEqual([...items].sort(compare).map(({ id }) => id));
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it('of some categories show their rows and those with a part of them, in order', async () => {
    const call = ledger.newUser();
    const accountId = await ledger.newAccount(call);
    const categories = ['TRAVEL', 'TRAVEL_FLIGHTS', 'INCOME', undefined, 'FOOD_AND_DRINK'];
    const wanted: string[] = [];
    for (let n = 0; n < 40; n++) {
      const categoryId = categories[n % 5];
      const bookedOn = `2026-01-${String(1 + ((n * 7) % 5)).padStart(2, '0')}`;
      const id = await ledger.insert(call, {
        accountId,
        bookedOn,
        amountMinor: ((n * 13) % 7) - 3,
        description: 'abc'[n % 3]!,
        categoryId,
        confidence: categoryId === undefined ? undefined : n / 40,
      });
      if (categoryId?.startsWith('TRAVEL') || categoryId === 'INCOME') wanted.push(id);
      if (categoryId !== undefined || n % 2) continue;
      await ledger.database.query('update transactions.transaction set is_split = true where id = $1', [id]);
      await ledger.database.query(
        `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id)
         values ($1, $2, 0, 1, 'TRAVEL_LODGING'), ($1, $2, 1, 1, 'TRAVEL')`,
        [call.user!.id, id],
      );
      wanted.push(id);
    }
    const rows = await walk(call, { limit: 100 });
    for (const sort of ['date', 'amount', 'description', 'confidence'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        const items = await walk(call, { sort, order, limit: 3, categoryIds: ['TRAVEL', 'INCOME'] });
        const inOrder = await walk(call, { sort, order, limit: 100 });
        expect(items.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id).filter((id) => wanted.includes(id)));
      }
    }
    expect(rows).toHaveLength(40);
    const page = await ledger.client.listTransactions({ categoryIds: ['TRAVEL', 'INCOME'], limit: 1 }, call);
    expect(page.total).toBe(wanted.length);
    expect(await ledger.client.countTransactions({ categoryIds: ['TRAVEL', 'INCOME'] }, call)).toEqual({ count: wanted.length });
  });

  it('are not shifted by rows that come meanwhile', async () => {
    const call = ledger.newUser();
    const accountId = await ledger.newAccount(call);
    for (let day = 1; day <= 6; day++)
      await ledger.insert(call, { accountId, bookedOn: `2026-01-0${day}`, amountMinor: day, description: `day ${day}` });
    const first = await ledger.client.listTransactions({ limit: 2 }, call);
    expect(first).toMatchObject({ total: 6, items: [{ description: 'day 6' }, { description: 'day 5' }] });
    await ledger.insert(call, { accountId, bookedOn: '2026-01-07', amountMinor: 7, description: 'day 7' });
    const second = await ledger.client.listTransactions({ limit: 2, cursor: first.nextCursor }, call);
    expect(second.items.map(({ description }) => description)).toEqual(['day 4', 'day 3']);
    const third = await ledger.client.listTransactions({ limit: 2, cursor: second.nextCursor }, call);
    expect(third.items.map(({ description }) => description)).toEqual(['day 2', 'day 1']);
    expect(third.nextCursor).toBeUndefined();
  });

  it('refuse a cursor that is not of this list', async () => {
    const call = ledger.newUser();
    const accountId = await ledger.newAccount(call);
    for (let day = 1; day <= 3; day++)
      await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: day, description: 'x' });
    const { nextCursor } = await ledger.client.listTransactions({ limit: 1 }, call);
    const [list, , id] = JSON.parse(Buffer.from(nextCursor!, 'base64url').toString()) as [string, string, string];
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const attempts: ListTransactionsInput[] = [
      { cursor: nextCursor, sort: 'amount' },
      { cursor: nextCursor, order: 'asc' },
      { cursor: nextCursor, minAmountMinor: 2 },
      { cursor: 'nonsense' },
      { cursor: '' },
      { cursor: forged(list, '2026-02-31', id) },
      { cursor: forged(list, '2026-01-01', "' or 1=1") },
      { cursor: forged(list, 5, id) },
      { cursor: forged(list, null, null) },
      { cursor: Buffer.from('null').toString('base64url') },
    ];
    for (const input of attempts) {
      await expect(ledger.client.listTransactions(input, call)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    await expect(ledger.client.listTransactions({ cursor: nextCursor, limit: 500 }, call)).resolves.toMatchObject({
      items: [{}, {}],
    });
  });

  it('keep cursors within what the contract takes, also after the longest texts', async () => {
    const call = ledger.newUser();
    const accountId = await ledger.newAccount(call);
    for (let n = 0; n < 2; n++)
      await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: n, description: '\u{1F4B6}'.repeat(500) });
    const items = await walk(call, { sort: 'description', limit: 1 });
    expect(items).toHaveLength(2);
  });

  it('count a thousand matches, say that there are more, and count those when asked', async () => {
    const call = ledger.newUser();
    const accountId = await ledger.newAccount(call);
    await ledger.database.query(
      `insert into transactions.transaction (user_id, account_id, booked_on, amount_minor, currency, description, fingerprint, merchant_key)
       select $1, $2, '2026-01-01', -n, 'EUR', 'shop ' || n, decode(md5(n::text), 'hex'), 'shop' from generate_series(1, 1100) n`,
      [call.user!.id, accountId],
    );
    const totalOf = async (filter: object) => {
      const { total, totalIsLeast } = await ledger.client.listTransactions({ ...filter, limit: 1 }, call);
      return { total, totalIsLeast };
    };
    expect(await totalOf({ text: 'shop' })).toEqual({ total: 1000, totalIsLeast: true });
    expect(await totalOf({ minAmountMinor: -1000 })).toEqual({ total: 1000 });
    expect(await totalOf({ minAmountMinor: -1001 })).toEqual({ total: 1000, totalIsLeast: true });
    expect(await totalOf({})).toEqual({ total: 1100 });
    expect(await totalOf({ accountIds: [accountId], sort: 'amount' })).toEqual({ total: 1100 });
    expect(await ledger.client.countTransactions({ text: 'shop' }, call)).toEqual({ count: 1100 });
    for (const sort of ['date', 'amount'] as const) {
      const common = await walk(call, { text: 'shop', sort, order: 'asc', limit: 500, maxAmountMinor: -5 });
      expect(common.map(({ amountMinor }) => -amountMinor).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 1096 }, (_, n) => n + 5),
      );
      const rare = await walk(call, { text: 'shop 10', sort, order: 'desc', limit: 3 });
      // 10, 100 to 109 and 1000 to 1099: a word's beginning counts.
      expect(rare).toHaveLength(111);
    }
    expect(await totalOf({ text: 'shop 10' })).toEqual({ total: 111 });
    expect(await ledger.client.countTransactions({ minAmountMinor: -1050 }, call)).toEqual({ count: 1050 });
  });
});
