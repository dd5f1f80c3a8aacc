import { systemCall, type CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';

describe('why a transaction has its category, and what people have chosen', () => {
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

  const insert = (description: string, over: object = {}) =>
    ledger.insert(call, { accountId, bookedOn: '2026-03-14', amountMinor: -1200, description, ...over });

  it('the model, with its words', async () => {
    const id = await insert('Corner shop', { categoryId: GROCERIES, categorySource: 'model', confidence: 0.75 });
    const explained = await ledger.client.explainTransaction({ id }, call);
    expect(explained).toMatchObject({ source: 'model', categoryId: GROCERIES, confidence: 0.75, choices: [] });
    expect(explained.reason).toBe('The model read “shop”.');
    expect(explained.model!.words).toEqual([
      { text: 'Corner', start: 0, end: 6, weight: 0 },
      { text: 'shop', start: 7, end: 11, weight: 0.6 },
    ]);
  });

  it('own choices for the merchant, the latest first, in the same direction only', async () => {
    const first = await insert('Zeta', { categoryId: GROCERIES, categorySource: 'user' });
    const second = await insert('Zeta', { categoryId: GROCERIES, categorySource: 'user' });
    await insert('Zeta', { categoryId: 'INCOME_WAGES', categorySource: 'user', amountMinor: 500 });
    await ledger.database.query(`update transactions.transaction set edited_at = now() where id = $1`, [first]);
    const id = await insert('Zeta', { categoryId: GROCERIES, categorySource: 'history', confidence: 0.9 });
    const explained = await ledger.client.explainTransaction({ id }, call);
    expect(explained.choices.map(({ transactionId }) => transactionId)).toEqual([first, second]);
    expect(explained.reason).toBe('You put Zeta into Groceries twice.');
  });

  it('the rule that decided, while it still would', async () => {
    const rule = await ledger.client.createRule(
      {
        name: 'Shops',
        match: 'all',
        conditions: [{ kind: 'text', field: 'description', test: 'contains', text: 'alpha' }],
        actions: [{ kind: 'set-category', categoryId: GROCERIES }],
      } as never,
      call,
    );
    const id = await insert('Alpha Ltd', { categoryId: GROCERIES, categorySource: 'rule', confidence: 1 });
    expect(await ledger.client.explainTransaction({ id }, call)).toMatchObject({
      reason: 'Your rule “Shops” decided.',
      ruleId: rule.id,
      ruleName: 'Shops',
    });
    await ledger.client.deleteRule({ id: rule.id }, call);
    expect((await ledger.client.explainTransaction({ id }, call)).reason).toMatch(/gone or has changed/);
  });

  it('shows nobody the rows of others', async () => {
    const id = await insert('Mine', { categoryId: GROCERIES, categorySource: 'user' });
    await expect(ledger.client.explainTransaction({ id }, ledger.newUser())).rejects.toMatchObject({
      code: 'transactions.not-found',
    });
  });

  it('tells the system, and nobody else, what people have chosen: one row a person and text', async () => {
    await ledger.database.query(`update transactions.transaction set category_source = 'model' where category_source = 'user'`);
    const choose = (description: string, over: object = {}) => insert(description, { categorySource: 'user', ...over });
    const old = await choose('Beta', { categoryId: GROCERIES });
    await choose('Beta', { categoryId: 'MEDICAL_DENTAL_CARE' });
    await ledger.database.query(`update transactions.transaction set edited_at = now() - interval '1 day' where id = $1`, [old]);
    await choose('Gamma', { categoryId: GROCERIES, counterparty: 'Gamma Foods' });
    await choose('Beta', { categoryId: 'INCOME_WAGES', amountMinor: 100 });
    await insert('Delta', { categoryId: GROCERIES, categorySource: 'model' });
    const own = await ledger.client.createCategory({ name: 'Own', parentId: 'FOOD_AND_DRINK' } as never, call);
    await choose('Epsilon', { categoryId: own.id });

    const all = await ledger.client.listLabelledRows({}, systemCall());
    const told = all.rows.map(({ description, amountMinor, category }) => [description, amountMinor, category]);
    expect(told).toHaveLength(3);
    expect(told).toContainEqual(['Beta', -1200, 'MEDICAL_DENTAL_CARE']);
    expect(told).toContainEqual(['Gamma Foods Gamma', -1200, GROCERIES]);
    expect(told).toContainEqual(['Beta', 100, 'INCOME_WAGES']);
    expect(all).toMatchObject({ total: 3 });
    expect(all.rows.every(({ userId }) => userId === call.user!.id)).toBe(true);

    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.client.listLabelledRows(cursor ? { limit: 1, cursor } : { limit: 1 }, systemCall());
      paged.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all.rows);
    await expect(ledger.client.listLabelledRows({}, call)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ledger.client.listLabelledRows({ cursor: 'x' }, systemCall())).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
