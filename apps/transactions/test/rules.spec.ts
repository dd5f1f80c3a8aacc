import type { CreateRuleInput, RuleAction, RuleCondition, Transaction } from '#contracts/transactions';
import { Imports, type Person } from './imports.harness.js';
import { categoryRule } from './rule-inputs.js';

const contains = (text: string): RuleCondition => ({ kind: 'text', field: 'any', test: 'contains', text });
const rule = (conditions: RuleCondition[], actions: RuleAction[], over: Partial<CreateRuleInput> = {}): CreateRuleInput => ({
  name: 'Rule',
  match: 'all',
  conditions,
  actions,
  ...over,
});
const GROCERIES = 'FOOD_AND_DRINK_GROCERIES';
const RENT = 'RENT_AND_UTILITIES_RENT';

let imports: Imports;
let ada: Person;
let accountId: string;

beforeAll(async () => {
  imports = await Imports.start();
});
afterAll(() => imports.stop());
beforeEach(async () => {
  ada = imports.person();
  accountId = await ada.account();
});

const csv = (...rows: string[]) => ['Date,Description,Amount', ...rows].join('\n');
const create = (description: string, over: object = {}): Promise<Transaction> =>
  ada.client.createTransaction({ accountId, bookedOn: '2026-03-01', amountMinor: -1000, description, ...over }, ada.call);
const get = (id: string) => ada.client.getTransaction({ id }, ada.call);
const add = (input: CreateRuleInput) => ada.client.createRule(input, ada.call);

async function apply(input: object = {}) {
  const { runId, jobId } = await ada.client.applyRules(input, ada.call);
  await ada.ended(jobId);
  return ada.client.getRuleRun({ id: runId }, ada.call);
}

async function undo(id: string) {
  const { jobId } = await ada.client.undoRuleRun({ id }, ada.call);
  await ada.ended(jobId);
  return ada.client.getRuleRun({ id }, ada.call);
}

describe('new transactions', () => {
  it('are changed by rules before anybody else decides, and keep their identity', async () => {
    await add(
      rule(
        [contains('rewe'), { kind: 'import', fileName: 'GIRO' }],
        [
          { kind: 'set-category', categoryId: GROCERIES },
          { kind: 'set-counterparty', counterparty: 'Rewe' },
          { kind: 'add-tags', tags: ['food'] },
          { kind: 'append-notes', notes: 'by rule' },
        ],
      ),
    );
    await add(rule([contains('to savings')], [{ kind: 'mark-transfer' }]));
    await add(
      rule([contains('landlord')], [{ kind: 'split', parts: [{ categoryId: RENT, percent: 33.33 }, { categoryId: 'TRAVEL' }] }]),
    );
    const file = csv('2026-03-01,REWE 123,-12.00', '2026-03-02,To savings,-50.00', '2026-03-03,Landlord,-100.01');
    expect(await ada.import(accountId, file, 'giro.csv')).toMatchObject({ added: 3, skipped: 0 });
    const [rewe, savings, landlord] = await ada.rows();
    expect(rewe).toMatchObject({
      description: 'REWE 123',
      counterparty: 'Rewe',
      categoryId: GROCERIES,
      categorySource: 'rule',
      confidence: 1,
      tags: ['food'],
      notes: 'by rule',
      isTransfer: false,
    });
    expect(savings).toMatchObject({ isTransfer: true });
    // 33.33 % of 100.01 is 33.333333: cut to 33.33, and the rest to 66.67; the unit left over goes to the rest, which lost more.
    expect(landlord).toMatchObject({
      isSplit: true,
      categorySource: 'none',
      splits: [
        { categoryId: RENT, amountMinor: -3333 },
        { categoryId: 'TRAVEL', amountMinor: -6668 },
      ],
    });
    expect(await ada.import(accountId, file, 'giro again.csv')).toMatchObject({ added: 0, skipped: 3 });
  });

  it('that are written by hand keep what the person wrote', async () => {
    await add(
      rule(
        [contains('shop')],
        [
          { kind: 'set-category', categoryId: GROCERIES },
          { kind: 'set-counterparty', counterparty: 'Shop' },
          { kind: 'set-notes', notes: 'by rule' },
          { kind: 'add-tags', tags: ['b'] },
        ],
      ),
    );
    expect(await create('a shop')).toMatchObject({
      categoryId: GROCERIES,
      categorySource: 'rule',
      counterparty: 'Shop',
      notes: 'by rule',
    });
    const byHand = { counterparty: 'Mine', notes: 'mine', tags: ['a'], categoryId: 'TRAVEL' };
    const made = await create('another shop', byHand);
    const kept = { ...byHand, categorySource: 'user', tags: ['a', 'b'] };
    expect(made).toMatchObject(kept);
    await apply();
    expect(await get(made.id)).toMatchObject(kept);
  });

  it('meet the rules in their order, each seeing what those before it did, until one stops', async () => {
    await add(rule([contains('x')], [{ kind: 'set-counterparty', counterparty: 'Zed' }], { name: 'first' }));
    const second = await add(rule([contains('zed')], [{ kind: 'add-tags', tags: ['second'] }], { name: 'second', stop: true }));
    const third = await add(rule([contains('x')], [{ kind: 'add-tags', tags: ['third'] }], { name: 'third' }));
    expect((await create('x')).tags).toEqual(['second']);
    await ada.client.switchRule({ id: second.id, enabled: false }, ada.call);
    expect((await create('x')).tags).toEqual(['third']);
    const { items } = await ada.client.listRules({}, ada.call);
    const reversed = items.map(({ id }) => id).reverse();
    const ordered = await ada.client.orderRules({ ids: reversed }, ada.call);
    expect(ordered.items.map(({ name }) => name)).toEqual(['third', 'second', 'first']);
    await expect(ada.client.orderRules({ ids: [third.id] }, ada.call)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('meet rules that ask for the category when it is known', async () => {
    await add(rule([{ kind: 'category', categoryIds: ['FOOD_AND_DRINK'] }], [{ kind: 'add-tags', tags: ['food'] }]));
    await add(rule([{ kind: 'uncategorised' }], [{ kind: 'add-tags', tags: ['unknown'] }]));
    expect(await create('coffee')).toMatchObject({
      categoryId: 'FOOD_AND_DRINK_COFFEE',
      categorySource: 'model',
      tags: ['food'],
    });
    expect(await create('who knows')).toMatchObject({ categorySource: 'none', tags: ['unknown'] });
  });
});

describe('a preview', () => {
  it('counts over the whole ledger and shows the latest changes, changing nothing', async () => {
    for (let n = 0; n < 12; n++) await create(`Bäcker ${n}`, { bookedOn: `2026-03-${10 + n}`, amountMinor: -100 * n });
    await create('Bäcker by hand', { categoryId: 'TRAVEL' });
    await create('other');
    const draft = rule(
      [contains('BÄCKER'), { kind: 'amount', of: 'spent', atLeastMinor: 300 }],
      [{ kind: 'set-category', categoryId: GROCERIES }],
    );
    const { name: _, ...unsaved } = draft;
    const preview = await ada.client.previewRule({ ...unsaved, sample: 2 }, ada.call);
    expect(preview).toMatchObject({ total: 14, matched: 10, changed: 9 });
    expect(preview.sample.map(({ before, after }) => [before.description, before.categoryId, after.categoryId])).toEqual([
      ['Bäcker 11', undefined, GROCERIES],
      ['Bäcker 10', undefined, GROCERIES],
    ]);
    const byPattern = {
      ...unsaved,
      conditions: [{ kind: 'text', field: 'description', test: 'matches', text: '^bäcker \\d$' } as const],
    };
    expect(await ada.client.previewRule(byPattern, ada.call)).toMatchObject({ matched: 10, changed: 10, sample: { length: 10 } });
    expect((await ada.rows()).every(({ categorySource }) => categorySource !== 'rule')).toBe(true);
  });

  it.each<[string, RuleCondition, string, string]>([
    ['a backreference', { kind: 'text', field: 'any', test: 'matches', text: '(a)\\1' }, 'conditions.0.text', 'backreference'],
    ['a look-around', { kind: 'text', field: 'any', test: 'matches', text: 'a(?=b)' }, 'conditions.0.text', 'Look-around'],
    ['31 February', { kind: 'date', from: '2026-02-31' }, 'conditions.0.from', 'the calendar has no'],
    ['a negative size', { kind: 'amount', of: 'size', atLeastMinor: -1 }, 'conditions.0.atLeastMinor', 'not negative'],
    ['an amount of nothing', { kind: 'amount', of: 'size' }, 'conditions.0.atLeastMinor', 'Say how much'],
    ['an unknown kind', { kind: 'moon' } as never, 'conditions.0.kind', 'must be one of'],
  ])('refuses %s, naming the field', async (_name, condition, field, message) => {
    const attempt = ada.client.previewRule(
      { match: 'all', conditions: [condition], actions: [{ kind: 'mark-transfer' }] },
      ada.call,
    );
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid-input',
      details: { fields: { [field]: [expect.stringContaining(message)] } },
    });
  });

  it('refuses a rule that says nothing, or contradicts itself', async () => {
    const attempts: [RuleCondition[], RuleAction[], string][] = [
      [[], [{ kind: 'mark-transfer' }], 'conditions'],
      [[contains('x')], [], 'actions'],
      [[contains('x')], [{ kind: 'mark-transfer' }, { kind: 'mark-transfer' }], 'actions.1.kind'],
      [
        [contains('x')],
        [
          { kind: 'add-tags', tags: ['t'] },
          { kind: 'remove-tags', tags: ['t'] },
        ],
        'actions.1.tags',
      ],
      [[contains('x')], [{ kind: 'split', parts: [{ percent: 60 }, { percent: 30 }] }], 'actions.0.parts.1.percent'],
    ];
    for (const [conditions, actions, field] of attempts) {
      await expect(add(rule(conditions, actions))).rejects.toMatchObject({
        code: 'invalid-input',
        details: { fields: { [field]: expect.anything() } },
      });
    }
  });
});

describe('applying rules to the past', () => {
  it('changes what they find, and undoing brings back all that nobody changed since', async () => {
    const shops: Transaction[] = [];
    for (let n = 0; n < 4; n++) shops.push(await create(`shop ${n}`, { amountMinor: -1001 }));
    const other = await create('other');
    const corrected = await create('shop by hand', { categoryId: 'TRAVEL' });
    const before = await ada.rows();
    const { id } = await add(
      rule(
        [contains('shop')],
        [
          { kind: 'split', parts: [{ categoryId: GROCERIES, percent: 50 }, {}] },
          { kind: 'set-counterparty', counterparty: 'The Shop' },
          { kind: 'add-tags', tags: ['t'] },
          { kind: 'append-notes', notes: 'n' },
          { kind: 'mark-transfer' },
        ],
        { enabled: false },
      ),
    );
    const run = await apply({ ruleIds: [id] });
    expect(run).toMatchObject({ state: 'completed', changed: 5, rules: ['Rule'] });
    expect(await get(shops[0]!.id)).toMatchObject({
      isSplit: true,
      splits: [{ categoryId: GROCERIES, amountMinor: -501 }, { amountMinor: -500 }],
      counterparty: 'The Shop',
      tags: ['t'],
      notes: 'n',
      isTransfer: true,
    });
    expect(await get(corrected.id)).toMatchObject({ isSplit: false, categoryId: 'TRAVEL', counterparty: 'The Shop' });
    expect(await get(other.id)).toEqual(before.find((row) => row.id === other.id));

    await ada.client.updateTransaction({ id: shops[1]!.id, notes: 'edited' }, ada.call);
    await ada.client.deleteTransaction({ id: shops[2]!.id }, ada.call);
    expect(await undo(run.id)).toMatchObject({ state: 'undone', changed: 5, kept: 1 });
    const unlessTouched = (row: Transaction) => row.id !== shops[1]!.id && row.id !== shops[2]!.id;
    const withoutTime = ({ updatedAt: _, payee: __, ...row }: Transaction) => row;
    expect((await ada.rows()).filter(unlessTouched).map(withoutTime)).toEqual(before.filter(unlessTouched).map(withoutTime));
    expect(await get(shops[1]!.id)).toMatchObject({ isSplit: true, notes: 'edited', tags: ['t'] });
    await expect(ada.client.undoRuleRun({ id: run.id }, ada.call)).rejects.toMatchObject({ code: 'rules.run-undone' });
  });

  it('does the same as trying all rules one row at a time, over several batches, and nothing the second time', async () => {
    await imports.database.query(
      `insert into transactions.transaction (user_id, account_id, booked_on, amount_minor, currency, description, fingerprint, merchant_key)
       select $1, $2, date '2020-01-01' + n / 10, n, 'EUR', 'row ' || n, uuid_send(uuidv7()), 'row' from generate_series(1, 2500) n`,
      [ada.id, accountId],
    );
    await add(
      rule([{ kind: 'text', field: 'description', test: 'matches', text: '[05]$' }], [{ kind: 'set-notes', notes: 'five' }]),
    );
    await add(
      rule([contains('five'), { kind: 'amount', of: 'size', atLeastMinor: 1000 }], [{ kind: 'set-category', categoryId: RENT }]),
    );
    expect(await apply()).toMatchObject({ changed: 500 });
    const [counts]: [object] = await imports.database.query(
      `select count(*) filter (where notes = 'five' and amount_minor % 5 = 0)::int as noted, count(notes)::int as "all",
         count(*) filter (where category_id = $2 and category_source = 'rule' and amount_minor >= 1000 and amount_minor % 5 = 0)::int as rent,
         count(category_id)::int as categorised
       from transactions.transaction where user_id = $1`,
      [ada.id, RENT],
    );
    expect(counts).toEqual({ noted: 500, all: 500, rent: 301, categorised: 301 });
    expect(await apply()).toMatchObject({ changed: 0 });
  });

  it('leaves rows outside of the filter alone', async () => {
    const [inside, outside] = [
      await create('shop', { bookedOn: '2026-02-01' }),
      await create('shop', { bookedOn: '2026-01-01' }),
    ];
    await add(categoryRule('shop', GROCERIES));
    expect(await apply({ filter: { from: '2026-01-15' } })).toMatchObject({ changed: 1 });
    expect([(await get(inside.id)).categoryId, (await get(outside.id)).categoryId]).toEqual([GROCERIES, undefined]);
  });

  it('is refused without a rule', async () => {
    await expect(ada.client.applyRules({}, ada.call)).rejects.toMatchObject({ code: 'rules.none' });
  });
});

describe('a suggestion', () => {
  const correct = (id: string, categoryId: string) => ada.client.updateTransaction({ id, categoryId }, ada.call);
  const suggestions = async (input: object = {}) => (await ada.client.listRuleSuggestions(input, ada.call)).items;

  it('comes after the same correction of two transactions, and goes with its rule', async () => {
    const [first, second] = [await create('KIOSK AM MARKT 12'), await create('Kiosk am Markt 99')];
    await correct(first.id, GROCERIES);
    expect(await suggestions()).toEqual([]);
    await correct(first.id, GROCERIES);
    expect(await suggestions()).toEqual([]);
    await correct(second.id, GROCERIES);
    const expected = { contains: 'kiosk am markt', categoryId: GROCERIES, corrections: 2, merchant: 'Kiosk am Markt 99' };
    expect(await suggestions()).toMatchObject([expected]);
    expect(await suggestions({ transactionId: first.id })).toMatchObject([expected]);
    expect(await suggestions({ transactionId: (await create('elsewhere')).id })).toEqual([]);
    await add(categoryRule('kiosk am markt', GROCERIES));
    expect(await suggestions()).toEqual([]);
  });

  it('is not made where a person is of two minds, nor again after it was dismissed', async () => {
    const rows = [await create('Bazaar one'), await create('Bazaar two'), await create('Bazaar three')];
    const key = (id: string) =>
      imports.database.query(`update transactions.transaction set merchant_key = 'bazaar' where id = $1`, [id]);
    for (const { id } of rows) await key(id);
    await correct(rows[0]!.id, GROCERIES);
    await correct(rows[1]!.id, GROCERIES);
    await correct(rows[2]!.id, 'TRAVEL');
    expect(await suggestions()).toEqual([]);
    await correct(rows[2]!.id, GROCERIES);
    const [suggestion] = await suggestions();
    expect(suggestion).toMatchObject({ merchantKey: 'bazaar', corrections: 3, contains: 'bazaar' });
    await ada.client.dismissRuleSuggestion({ merchantKey: 'bazaar', categoryId: GROCERIES }, ada.call);
    expect(await suggestions()).toEqual([]);
  });
});
