import type { CallContext } from '#rpc';
import { Ledger, type RowToInsert } from './ledger.harness.js';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await Ledger.start();
});
afterAll(() => ledger.stop());

let call: CallContext;
let accountId: string;
beforeEach(async () => {
  call = ledger.newUser();
  accountId = await ledger.newAccount(call);
});

const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';
const insert = (description: string, over: Partial<RowToInsert> = {}) =>
  ledger.insert(call, { accountId, bookedOn: '2026-03-01', amountMinor: -100, description, ...over });
const explain = (id: string) => ledger.client.explainTransaction({ id }, call);

describe('the explanation of a category', () => {
  it('of a person’s own choice says so, and what the model would say of the same text', async () => {
    const id = await insert('corner shop 12', { categoryId: 'TRAVEL', categorySource: 'user', confidence: 1 });
    expect(await explain(id)).toMatchObject({
      source: 'user',
      categoryId: 'TRAVEL',
      confidence: 1,
      reason: 'You chose this category.',
      choices: [],
      modelText: 'corner shop 12',
      model: { prediction: { detailed: GROCERIES }, words: [{ text: 'shop', start: 7, end: 11 }], directionWeight: 0 },
    });
  });

  it('asks the model about the very text that gave the category, with the direction of the money', async () => {
    const id = await insert('card 4711', { counterparty: 'Corner Shop', amountMinor: 250, categoryId: GROCERIES });
    const { model, modelText, reason } = await explain(id);
    expect(modelText).toBe('Corner Shop card 4711');
    expect(model).toMatchObject({ words: [{ text: 'Shop', start: 7 }], directionWeight: -0.1 });
    expect(reason).toBe('The model read “Shop”.');
  });

  it('names the rule that decided, as long as it still would', async () => {
    const rule = await ledger.client.createRule(
      {
        name: 'Kiosks',
        match: 'all',
        conditions: [{ kind: 'text', field: 'description', test: 'contains', text: 'kiosk' }],
        actions: [{ kind: 'set-category', categoryId: 'TRAVEL' }],
      },
      call,
    );
    const { id, categorySource } = await ledger.client.createTransaction(
      { accountId, bookedOn: '2026-03-05', amountMinor: -100, description: 'KIOSK 77' },
      call,
    );
    expect(categorySource).toBe('rule');
    expect(await explain(id)).toMatchObject({ reason: 'Your rule “Kiosks” decided.', ruleId: rule.id, ruleName: 'Kiosks' });

    await ledger.client.switchRule({ id: rule.id, enabled: false }, call);
    const after = await explain(id);
    expect(after).toMatchObject({ source: 'rule', reason: 'One of your rules decided; it has changed since.' });
    expect(after.ruleId).toBeUndefined();
  });

  it('counts the own choices for the merchant in that direction, and shows the latest five', async () => {
    const chosen: string[] = [];
    for (let day = 1; day <= 6; day++) {
      const id = await insert('kiosk', { bookedOn: `2026-02-0${day}` });
      await ledger.client.updateTransaction({ id, categoryId: day === 1 ? 'TRAVEL' : GROCERIES }, call);
      chosen.unshift(id);
    }
    await insert('kiosk', { amountMinor: 100, categoryId: GROCERIES, categorySource: 'user' });
    const id = await insert('kiosk', { categoryId: GROCERIES, categorySource: 'history', confidence: 0.9 });
    const { reason, choices } = await explain(id);
    expect(reason).toBe('You put Kiosk into Groceries 5 times.');
    expect(choices.map(({ transactionId }) => transactionId)).toEqual(chosen.slice(0, 5));
    expect(choices[0]).toEqual({ transactionId: chosen[0], description: 'kiosk', bookedOn: '2026-02-06', categoryId: GROCERIES });
  });

  it('calls an own category by its name', async () => {
    const { id: categoryId } = await ledger.client.createCategory({ name: 'Biltong', parentId: 'FOOD_AND_DRINK' }, call);
    await insert('kiosk', { categoryId, categorySource: 'user' });
    const id = await insert('kiosk', { categoryId, categorySource: 'history', confidence: 0.9 });
    expect((await explain(id)).reason).toBe('You put Kiosk into Biltong once.');
  });

  it('is given without the model while that is away', async () => {
    const id = await insert('shop outage', { categoryId: GROCERIES, confidence: 0.75 });
    const explanation = await explain(id);
    expect(explanation.reason).toBe('The model read the text and chose it; just now it cannot say why.');
    expect(explanation.model).toBeUndefined();
    expect(explanation.modelText).toBeUndefined();
  });

  it('of no category says why there is none', async () => {
    const blank = await insert('xyzzy');
    expect((await explain(blank)).reason).toBe('Nothing in the text says what it is.');
    const taken = await insert('kiosk', { categoryId: GROCERIES });
    await ledger.client.updateTransaction({ id: taken, categoryId: null as never }, call);
    expect((await explain(taken)).reason).toBe('You took its category away.');
    const divided = await insert('corner shop');
    await ledger.client.updateTransaction(
      { id: divided, splits: [{ amountMinor: -40, categoryId: GROCERIES }, { amountMinor: -60 }] },
      call,
    );
    const explanation = await explain(divided);
    expect(explanation.reason).toBe('It is divided: each of its parts has a category of its own.');
    expect(explanation.model).toBeUndefined();
  });

  it('is nobody else’s, and sees nobody else’s choices', async () => {
    const id = await insert('kiosk', { categoryId: GROCERIES, categorySource: 'user' });
    const stranger = ledger.newUser();
    await expect(ledger.client.explainTransaction({ id }, stranger)).rejects.toMatchObject({ code: 'transactions.not-found' });
    const theirs = await ledger.insert(stranger, {
      accountId: await ledger.newAccount(stranger),
      bookedOn: '2026-03-01',
      amountMinor: -100,
      description: 'kiosk',
      categoryId: GROCERIES,
      categorySource: 'history',
    });
    expect((await ledger.client.explainTransaction({ id: theirs }, stranger)).choices).toEqual([]);
  });
});
