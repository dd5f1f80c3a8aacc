import { randomUUID } from 'node:crypto';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';
import { categoryRule } from './rule-inputs.js';

describe('categories of a user', () => {
  let ledger: Ledger;
  let call: CallContext;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(() => {
    call = ledger.newUser();
  });

  it('stand after the 16 primary and 104 detailed ones of the taxonomy', async () => {
    const own = await ledger.client.createCategory({ name: ' School trips ', parentId: 'TRAVEL', color: '#2f9e44' }, call);
    expect(own).toEqual({ id: expect.any(String), name: 'School trips', parentId: 'TRAVEL', own: true, color: '#2f9e44' });
    const { items } = await ledger.client.listCategories({}, call);
    expect(items).toHaveLength(121);
    expect(items.filter(({ parentId }) => !parentId)).toHaveLength(16);
    expect(items).toContainEqual({ id: 'FOOD_AND_DRINK_GROCERIES', name: 'Groceries', parentId: 'FOOD_AND_DRINK', own: false });
    expect(items.at(-1)).toEqual(own);
  });

  it('have one name below one parent', async () => {
    await ledger.client.createCategory({ name: 'Kids' }, call);
    const taken = { code: 'categories.name-taken' };
    await expect(ledger.client.createCategory({ name: 'KIDS' }, call)).rejects.toMatchObject(taken);
    await expect(ledger.client.createCategory({ name: 'groceries', parentId: 'FOOD_AND_DRINK' }, call)).rejects.toMatchObject(
      taken,
    );
    const { id } = await ledger.client.createCategory({ name: 'kids', parentId: 'TRAVEL' }, call);
    await expect(ledger.client.updateCategory({ id, parentId: null as never }, call)).rejects.toMatchObject(taken);
    await expect(ledger.client.updateCategory({ id, name: 'Flights' }, call)).rejects.toMatchObject(taken);
    await expect(ledger.client.createCategory({ name: 'Kids' }, ledger.newUser())).resolves.toMatchObject({ own: true });
  });

  it('stand at most two levels deep', async () => {
    const parent = await ledger.client.createCategory({ name: 'Hobby' }, call);
    const child = await ledger.client.createCategory({ name: 'Chess', parentId: parent.id }, call);
    const attempts: [Promise<unknown>, string][] = [
      [ledger.client.createCategory({ name: 'x', parentId: child.id }, call), 'invalid-input'],
      [ledger.client.createCategory({ name: 'x', parentId: 'FOOD_AND_DRINK_GROCERIES' }, call), 'categories.not-found'],
      [ledger.client.createCategory({ name: 'x', parentId: randomUUID() }, call), 'categories.not-found'],
      [ledger.client.updateCategory({ id: parent.id, parentId: 'TRAVEL' }, call), 'categories.in-use'],
      [ledger.client.updateCategory({ id: parent.id, parentId: parent.id }, call), 'invalid-input'],
      [ledger.client.deleteCategory({ id: parent.id }, call), 'categories.in-use'],
    ];
    for (const [attempt, code] of attempts) await expect(attempt).rejects.toMatchObject({ code });
    expect(await ledger.client.updateCategory({ id: child.id, parentId: null as never, name: 'Board games' }, call)).toEqual({
      id: child.id,
      name: 'Board games',
      own: true,
    });
    expect(await ledger.client.deleteCategory({ id: parent.id }, call)).toEqual({ affected: 1 });
  });

  it('hand on their transactions and rules when they are deleted', async () => {
    const accountId = await ledger.newAccount(call);
    const [old, next] = [
      await ledger.client.createCategory({ name: 'Old' }, call),
      await ledger.client.createCategory({ name: 'Next' }, call),
    ];
    const insert = (categoryId: string, categorySource: 'user' | 'rule' | 'model') =>
      ledger.insert(call, {
        accountId,
        bookedOn: '2026-01-01',
        amountMinor: 1,
        description: categorySource,
        categoryId,
        categorySource,
        confidence: 0.5,
      });
    await insert(old.id, 'user');
    await insert(old.id, 'rule');
    await insert('TRAVEL', 'model');
    await ledger.client.createRule(categoryRule('rule', old.id), call);
    await expect(ledger.client.deleteCategory({ id: old.id, moveTo: old.id }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(ledger.client.deleteCategory({ id: old.id, moveTo: 'NOPE' }, call)).rejects.toMatchObject({
      code: 'categories.not-found',
    });

    expect(await ledger.client.deleteCategory({ id: old.id, moveTo: next.id }, call)).toEqual({ affected: 3 });
    const states = async () =>
      (await ledger.client.listTransactions({ sort: 'description', order: 'asc' }, call)).items.map((t) => [
        t.description,
        t.categoryId,
        t.categorySource,
        t.confidence,
      ]);
    expect(await states()).toEqual([
      ['model', 'TRAVEL', 'model', 0.5],
      ['rule', next.id, 'rule', 0.5],
      ['user', next.id, 'user', 0.5],
    ]);
    expect((await ledger.client.listRules({}, call)).items).toMatchObject([
      { conditions: [{ text: 'rule' }], actions: [{ kind: 'set-category', categoryId: next.id }] },
    ]);

    expect(await ledger.client.deleteCategory({ id: next.id }, call)).toEqual({ affected: 3 });
    expect(await states()).toEqual([
      ['model', 'TRAVEL', 'model', 0.5],
      ['rule', undefined, 'none', undefined],
      ['user', undefined, 'none', undefined],
    ]);
    expect((await ledger.client.listRules({}, call)).items).toEqual([]);
    await expect(ledger.client.deleteCategory({ id: next.id }, call)).rejects.toMatchObject({ code: 'categories.not-found' });
  });

  it('cannot be deleted while a transaction is given them', async () => {
    const accountId = await ledger.newAccount(call);
    const { id: categoryId } = await ledger.client.createCategory({ name: 'Contested' }, call);
    await Promise.allSettled([
      ...Array.from({ length: 4 }, (_, n) =>
        ledger.client.createTransaction(
          { accountId, bookedOn: '2026-01-01', amountMinor: n, description: 'x', categoryId },
          call,
        ),
      ),
      ledger.client.deleteCategory({ id: categoryId }, call),
    ]);
    const { items } = await ledger.client.listTransactions({}, call);
    expect(items.filter((item) => item.categoryId === categoryId)).toEqual([]);
    expect((await ledger.client.listCategories({}, call)).items.filter(({ own }) => own)).toEqual([]);
  });
});

describe('rules and saved filters', () => {
  let ledger: Ledger;
  let call: CallContext;
  beforeAll(async () => {
    ledger = await Ledger.start();
    call = ledger.newUser();
  });
  afterAll(() => ledger.stop());

  it('keep rules in the order in which they were made', async () => {
    const first = await ledger.client.createRule(categoryRule(' woolworths ', 'FOOD_AND_DRINK_GROCERIES'), call);
    const second = await ledger.client.createRule(categoryRule('shell', 'TRANSPORTATION_GAS'), call);
    expect(first).toMatchObject({ name: 'woolworths', enabled: true, stop: false, conditions: [{ text: 'woolworths' }] });
    expect((await ledger.client.listRules({}, call)).items).toEqual([first, second]);
    expect(await ledger.client.deleteRule({ id: first.id }, call)).toEqual({ affected: 1 });
    expect((await ledger.client.listRules({}, call)).items).toEqual([second]);
    await expect(ledger.client.deleteRule({ id: first.id }, call)).rejects.toMatchObject({ code: 'rules.not-found' });
    await expect(ledger.client.createRule(categoryRule('xx', 'NOPE'), call)).rejects.toMatchObject({
      code: 'categories.not-found',
    });
    await expect(ledger.client.createRule(categoryRule('   ', 'TRAVEL'), call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('keep filters by name, and find with them what they say', async () => {
    const filter = { text: 'coffee', from: '2026-01-01', categoryIds: ['FOOD_AND_DRINK'], uncategorised: false };
    const saved = await ledger.client.saveFilter({ name: 'Coffee', filter }, call);
    expect(saved).toEqual({ id: expect.any(String), name: 'Coffee', filter });
    const replaced = await ledger.client.saveFilter({ name: ' Coffee ', filter: { text: 'tea' } }, call);
    await ledger.client.saveFilter({ name: 'All', filter: {} }, call);
    expect((await ledger.client.listSavedFilters({}, call)).items).toEqual([
      { id: expect.any(String), name: 'All', filter: {} },
      { id: saved.id, name: 'Coffee', filter: { text: 'tea' } },
    ]);
    expect(replaced.id).toBe(saved.id);
    await expect(ledger.client.saveFilter({ name: 'x', filter: { nonsense: 1 } as never }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(ledger.client.saveFilter({ name: 'x', filter: [] as never }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await ledger.client.deleteSavedFilter({ id: saved.id }, call)).toEqual({ affected: 1 });
    await expect(ledger.client.deleteSavedFilter({ id: saved.id }, call)).rejects.toMatchObject({
      code: 'saved-filters.not-found',
    });
  });
});
