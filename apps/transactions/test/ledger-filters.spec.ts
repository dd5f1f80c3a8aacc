import { randomUUID } from 'node:crypto';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

describe('a filter of transactions', () => {
  let ledger: Ledger;
  let call: CallContext;
  let current: string;
  let savings: string;
  let school: string;
  const importId = randomUUID();

  beforeAll(async () => {
    ledger = await Ledger.start();
    call = ledger.newUser();
    current = await ledger.newAccount(call, 'EUR');
    savings = await ledger.newAccount(call, 'USD');
    school = (await ledger.client.createCategory({ name: 'School trips', parentId: 'TRAVEL' }, call)).id;
    const rows = [
      {
        accountId: current,
        bookedOn: '2026-01-01',
        amountMinor: -1599,
        description: 'A NETFLIX.COM 866-579-7172',
        categoryId: 'ENTERTAINMENT_TV_AND_MOVIES',
        confidence: 0.9,
        importId,
      },
      {
        accountId: current,
        bookedOn: '2026-01-31',
        amountMinor: -250,
        description: 'B CAFÉ–BAR Zürich',
        counterparty: "McDonald's",
        categoryId: 'FOOD_AND_DRINK_RESTAURANT',
        confidence: 0.4,
        tags: ['trip', 'zurich'],
      },
      {
        accountId: current,
        bookedOn: '2026-02-01',
        amountMinor: 300000,
        description: 'C Salary February',
        categoryId: 'INCOME_WAGES',
        categorySource: 'user' as const,
        confidence: 1,
      },
      { accountId: savings, bookedOn: '2026-02-01', amountMinor: 0, description: 'D *** ***', notes: 'asked the bank on 3/2' },
      {
        accountId: savings,
        bookedOn: '2026-02-28',
        amountMinor: -1,
        description: 'E 100% Amazon_Marketplace',
        categoryId: 'FOOD_AND_DRINK',
        confidence: 0.2,
        tags: ['trip'],
        importId,
      },
      {
        accountId: savings,
        bookedOn: '2026-03-01',
        amountMinor: -250,
        description: 'F 東京 bus',
        categoryId: school,
        categorySource: 'rule' as const,
        confidence: 0.3,
      },
    ];
    for (const row of rows) await ledger.insert(call, row);
  });
  afterAll(() => ledger.stop());

  const letters = async (filter: object) => (await ledger.found(call, filter)).map((description) => description[0]).join('');

  it.each<[string, object, string]>([
    ['nothing', {}, 'ABCDEF'],
    ['from, including the day', { from: '2026-02-01' }, 'CDEF'],
    ['to, including the day', { to: '2026-02-01' }, 'ABCD'],
    ['one day', { from: '2026-02-01', to: '2026-02-01' }, 'CD'],
    ['days the wrong way round', { from: '2026-02-02', to: '2026-02-01' }, ''],
    ['the least amount, signed', { minAmountMinor: -1 }, 'CDE'],
    ['the greatest amount, signed', { maxAmountMinor: -250 }, 'ABF'],
    ['an amount', { minAmountMinor: 0, maxAmountMinor: 0 }, 'D'],
    ['tags: all of them', { tags: ['trip', 'zurich'] }, 'B'],
    ['one tag', { tags: ['trip'] }, 'BE'],
    ['a tag nobody uses', { tags: ['tri'] }, ''],
    ['uncategorised', { uncategorised: true }, 'D'],
    ['uncategorised: false means nothing', { uncategorised: false }, 'ABCDEF'],
    ['low confidence: of the model, not of rule or person', { confidenceBelow: 0.9 }, 'BE'],
    ['confidence below, excluding the limit', { confidenceBelow: 0.4 }, 'E'],
    ['an import', { importId }, 'AE'],
    ['an unknown import', { importId: randomUUID() }, ''],
    ['a detailed category', { categoryIds: ['FOOD_AND_DRINK_RESTAURANT'] }, 'B'],
    ['a primary category: itself and those below', { categoryIds: ['FOOD_AND_DRINK'] }, 'BE'],
    ['a primary category with an own one below', { categoryIds: ['TRAVEL'] }, 'F'],
    ['any of several categories', { categoryIds: ['INCOME', 'ENTERTAINMENT_TV_AND_MOVIES'] }, 'AC'],
    ['a category that does not exist', { categoryIds: ['FOOD'] }, ''],
    ['conditions together', { categoryIds: ['FOOD_AND_DRINK'], tags: ['trip'], maxAmountMinor: -2 }, 'B'],
    ['lists separated by commas, as in a URL', { categoryIds: 'INCOME,FOOD_AND_DRINK', uncategorised: 'false' }, 'BCE'],
  ])('by %s', async (_name, filter, expected) => {
    expect(await letters(filter)).toBe(expected);
    expect((await ledger.client.listTransactions(filter as object, call)).total).toBe(expected.length);
  });

  it('by account, and by the own category itself', async () => {
    expect(await letters({ accountIds: [savings] })).toBe('DEF');
    expect(await letters({ accountIds: [savings, current] })).toBe('ABCDEF');
    expect(await letters({ categoryIds: [school] })).toBe('F');
  });

  it("by a primary category of the user's own, with what is below it", async () => {
    const parent = await ledger.client.createCategory({ name: 'Hobby' }, call);
    const child = await ledger.client.createCategory({ name: 'Chess', parentId: parent.id }, call);
    const id = await ledger.insert(call, {
      accountId: current,
      bookedOn: '2020-01-01',
      amountMinor: 1,
      description: 'Z',
      categoryId: child.id,
      categorySource: 'user',
    });
    expect(await letters({ categoryIds: [parent.id] })).toBe('Z');
    await ledger.client.deleteTransaction({ id }, call);
  });

  it.each<[string, string]>([
    ['netflix', 'A'],
    ['NETF', 'A'], // the beginning of a word, in any case
    ['flix', ''], // not its middle
    ['netflix.com', 'A'],
    ['com netflix', 'A'], // in any order
    ['netflix bus', ''], // every word
    ['579', 'A'], // a group within a number with hyphens
    ['café', 'B'],
    ['CAFÉ', 'B'],
    ['cafe', 'B'], // accents do not count
    ['zurich', 'B'],
    ['zürïch', 'B'],
    ['cafe\u0301', 'B'], // the same, written with a combining accent
    ['bar zürich', 'B'],
    ['mcdonald', 'B'], // counterparty
    ["McDonald's", 'B'],
    ['asked bank', 'D'], // notes
    ['3/2', 'D'],
    ['***', 'D'], // no word at all: as it stands
    ['%', 'E'],
    ['_', 'E'],
    ['\\', ''],
    ['marketplace', 'E'],
    ['東京', 'F'],
    ['   ', 'ABCDEF'],
    ["' | ! <-> :*", ''],
    ["bus' | 'netflix", ''],
    ['a:* | b', 'D'], // operators are no words: asked … bank
  ])('by the text %s', async (text, expected) => {
    expect(await letters({ text })).toBe(expected);
  });

  it('finds words through the index, not by reading every row', async () => {
    await ledger.database.query('set enable_seqscan = off');
    const rows: { 'QUERY PLAN': string }[] = await ledger.database.query(
      `explain select 1 from transactions.transaction t where t.words @@ to_tsquery('simple', '''netflix'':*')`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('transaction_words');
  });

  it.each<[string, object]>([
    ['31 February', { from: '2026-02-31' }],
    ['the year 0', { to: '0000-01-01' }],
    ['an amount beyond all amounts', { minAmountMinor: 1e300 }],
    ['a broken account id', { accountIds: ['1'] }],
    ['an unknown field', { category: 'x' }],
    ['an unknown sort', { sort: 'id' }],
    ['too long a page', { limit: 501 }],
  ])('refuses %s', async (_name, filter) => {
    await expect(ledger.client.listTransactions(filter, call)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
