import { randomUUID } from 'node:crypto';
import type { TransactionPage } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import { ledgerVersion } from '../src/ledger/ledger-version.js';
import { Ledger } from './ledger.harness.js';

describe('a change of the ledger', () => {
  let ledger: Ledger;
  let call: CallContext;
  let accountId: string;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(async () => {
    call = ledger.newUser();
    accountId = await ledger.newAccount(call, 'EUR');
  });

  const version = () => ledgerVersion(ledger.database.manager, call.user!.id);
  const all = async (filter = {}): Promise<TransactionPage> => ledger.client.listTransactions({ order: 'asc', ...filter }, call);
  const columns = async (id: string): Promise<Record<string, unknown>> =>
    (await ledger.database.query('select * from transactions.transaction where id = $1', [id]))[0];
  const insert = (description: string, more: object = {}) =>
    ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: -100, description, ...more });

  describe('by hand', () => {
    it('writes what was given, in the currency of the account', async () => {
      const made = await ledger.client.createTransaction(
        {
          accountId,
          bookedOn: '2026-03-14',
          valueOn: '2026-03-15',
          amountMinor: -1599,
          description: ' NETFLIX ',
          counterparty: 'Netflix',
          categoryId: 'ENTERTAINMENT_TV_AND_MOVIES',
          notes: 'shared',
          tags: ['b', 'a'],
        },
        call,
      );
      expect(made).toEqual({
        id: expect.any(String),
        accountId,
        bookedOn: '2026-03-14',
        valueOn: '2026-03-15',
        amountMinor: -1599,
        currency: 'EUR',
        description: 'NETFLIX',
        counterparty: 'Netflix',
        payee: { id: expect.any(String), name: 'Netflix' },
        attachmentCount: 0,
        categoryId: 'ENTERTAINMENT_TV_AND_MOVIES',
        categorySource: 'user',
        confidence: 1,
        notes: 'shared',
        tags: ['b', 'a'],
        isTransfer: false,
        isSplit: false,
        status: 'booked',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      });
      expect(await ledger.client.getTransaction({ id: made.id }, call)).toEqual(made);
    });

    it('asks for a category where none is given', async () => {
      const base = { accountId, bookedOn: '2026-03-14', amountMinor: -1 };
      expect(await ledger.client.createTransaction({ ...base, description: 'corner shop' }, call)).toMatchObject({
        categoryId: 'FOOD_AND_DRINK_GROCERIES',
        categorySource: 'model',
        confidence: 0.75,
      });
      const unknown = await ledger.client.createTransaction({ ...base, description: '????' }, call);
      expect(unknown).toMatchObject({ categorySource: 'none' });
      expect(unknown).not.toHaveProperty('categoryId');
    });

    it('may be made twice alike', async () => {
      const row = { accountId, bookedOn: '2026-03-14', amountMinor: -300, description: 'coffee' };
      await ledger.client.createTransaction(row, call);
      await ledger.client.createTransaction(row, call);
      expect((await all()).total).toBe(2);
    });

    it('carries amounts exactly to the last safe integer', async () => {
      for (const amountMinor of [9007199254740991, -9007199254740991, 9007199254740990]) {
        const { id } = await ledger.client.createTransaction(
          { accountId, bookedOn: '2026-03-14', amountMinor, description: 'x' },
          call,
        );
        expect((await ledger.client.getTransaction({ id }, call)).amountMinor).toBe(amountMinor);
        expect((await columns(id))['amount_minor']).toBe(String(amountMinor));
      }
      for (const amountMinor of [9007199254740992, -9007199254740992, 0.5, 1e300]) {
        const attempt = ledger.client.createTransaction(
          { accountId, bookedOn: '2026-03-14', amountMinor, description: 'x' },
          call,
        );
        await expect(attempt).rejects.toMatchObject({ code: 'invalid-input' });
      }
    });

    it.each<[string, object, string]>([
      ['31 February', { bookedOn: '2026-02-31' }, 'invalid-input'],
      ['a value date that is none', { valueOn: '2026-13-01' }, 'invalid-input'],
      ['a blank description', { description: '  ' }, 'invalid-input'],
      ['a NUL character', { description: 'a\0b' }, 'invalid-input'],
      ['a NUL character within a list', { tags: ['a', '\0'] }, 'invalid-input'],
      ['a description of 10,000 characters', { description: 'x'.repeat(10_000) }, 'invalid-input'],
      ['an unknown category', { categoryId: 'FOOD' }, 'categories.not-found'],
      ['an unknown own category', { categoryId: randomUUID() }, 'categories.not-found'],
      ['an unknown account', { accountId: randomUUID() }, 'accounts.not-found'],
    ])('refuses %s', async (_name, fields, code) => {
      const attempt = ledger.client.createTransaction(
        { accountId, bookedOn: '2026-03-14', amountMinor: 1, description: 'x', ...fields },
        call,
      );
      await expect(attempt).rejects.toMatchObject({ code });
      expect((await all()).total).toBe(0);
    });
  });

  describe('of one transaction', () => {
    it('touches only the fields that are given, and notes that a person made it', async () => {
      const id = await insert('REWE', { categoryId: 'TRAVEL', confidence: 0.3, counterparty: 'Rewe', tags: ['a'] });
      expect((await columns(id))['edited_at']).toBeNull();
      const before = await ledger.client.getTransaction({ id }, call);
      const after = await ledger.client.updateTransaction({ id, categoryId: 'FOOD_AND_DRINK_GROCERIES' }, call);
      expect(after).toEqual({
        ...before,
        categoryId: 'FOOD_AND_DRINK_GROCERIES',
        categorySource: 'user',
        confidence: 1,
        updatedAt: expect.any(String),
      });
      expect((await columns(id))['edited_at']).toBeInstanceOf(Date);
    });

    it('empties with null', async () => {
      const id = await insert('REWE', { categoryId: 'TRAVEL', confidence: 0.3, counterparty: 'Rewe', notes: 'n' });
      await ledger.client.updateTransaction({ id, valueOn: '2026-01-02' }, call);
      const after = await ledger.client.updateTransaction(
        { id, categoryId: null, counterparty: null, notes: null, valueOn: null, tags: [] },
        call,
      );
      expect(after).toEqual({
        id,
        accountId,
        bookedOn: '2026-01-01',
        amountMinor: -100,
        currency: 'EUR',
        description: 'REWE',
        payee: { id: expect.any(String), name: 'REWE' },
        attachmentCount: 0,
        categorySource: 'none',
        tags: [],
        isTransfer: false,
        isSplit: false,
        status: 'booked',
        createdAt: after.createdAt,
        updatedAt: after.updatedAt,
      });
    });

    it('finds the new words and no longer the old', async () => {
      const id = await insert('REWE Berlin');
      await ledger.client.updateTransaction({ id, description: 'EDEKA Hamburg', notes: 'birthday' }, call);
      expect(await ledger.found(call, { text: 'edeka birth' })).toEqual(['EDEKA Hamburg']);
      expect(await ledger.found(call, { text: 'rewe' })).toEqual([]);
      expect((await columns(id))['merchant_key']).not.toBe('rewe berlin');
    });

    it('changes nothing at all when nothing is given', async () => {
      const id = await insert('x');
      const before = await version();
      await ledger.client.updateTransaction({ id }, call);
      expect(await version()).toBe(before);
      expect((await columns(id))['edited_at']).toBeNull();
    });

    it('moves between accounts of one currency only', async () => {
      const id = await insert('x');
      const other = await ledger.newAccount(call, 'EUR');
      const dollars = await ledger.newAccount(call, 'USD');
      expect(await ledger.client.updateTransaction({ id, accountId: other }, call)).toMatchObject({ accountId: other });
      await expect(ledger.client.updateTransaction({ id, accountId: dollars }, call)).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringMatching(/in EUR and that account in USD/),
      });
      expect(await ledger.client.getTransaction({ id }, call)).toMatchObject({ accountId: other, currency: 'EUR' });
    });

    it('moves beside a row with the same fingerprint', async () => {
      const other = await ledger.newAccount(call, 'EUR');
      const [here, there] = [await insert('x'), await insert('x', { accountId: other })];
      await ledger.database.query('update transactions.transaction set fingerprint = $2 where id = any($1::uuid[])', [
        [here, there],
        Buffer.from('same'),
      ]);
      expect(await ledger.client.updateTransaction({ id: here, accountId: other }, call)).toMatchObject({ accountId: other });
      expect([(await columns(there))['occurrence'], (await columns(here))['occurrence']]).toEqual([0, 1]);
    });

    it('is refused for unknown ids, days and categories, and then changes nothing', async () => {
      const id = await insert('x');
      await expect(ledger.client.updateTransaction({ id: randomUUID(), notes: 'x' }, call)).rejects.toMatchObject({
        code: 'transactions.not-found',
      });
      await expect(ledger.client.updateTransaction({ id, notes: 'x', categoryId: 'NOPE' }, call)).rejects.toMatchObject({
        code: 'categories.not-found',
      });
      await expect(ledger.client.updateTransaction({ id, notes: 'x', bookedOn: '2026-06-31' }, call)).rejects.toMatchObject({
        code: 'invalid-input',
      });
      expect(await ledger.client.getTransaction({ id }, call)).not.toHaveProperty('notes');
      await ledger.client.deleteTransaction({ id }, call);
      await expect(ledger.client.deleteTransaction({ id }, call)).rejects.toMatchObject({ code: 'transactions.not-found' });
    });
  });

  describe('of many transactions', () => {
    beforeEach(async () => {
      await insert('coffee one', { tags: ['old', 'keep'], categoryId: 'TRAVEL', confidence: 0.2 });
      await insert('coffee two', { tags: ['keep'] });
      await insert('tea', { tags: ['old'], amountMinor: -900 });
    });

    it('reaches all that a filter finds and no others', async () => {
      expect(
        await ledger.client.bulkEdit(
          { filter: { text: 'coffee' }, changes: { categoryId: 'FOOD_AND_DRINK_COFFEE', notes: 'n' } },
          call,
        ),
      ).toEqual({ affected: 2 });
      const { items } = await all({ sort: 'description' });
      expect(
        items.map(({ categoryId, categorySource, confidence, notes }) => ({ categoryId, categorySource, confidence, notes })),
      ).toEqual([
        { categoryId: 'FOOD_AND_DRINK_COFFEE', categorySource: 'user', confidence: 1, notes: 'n' },
        { categoryId: 'FOOD_AND_DRINK_COFFEE', categorySource: 'user', confidence: 1, notes: 'n' },
        { categorySource: 'none' },
      ]);
    });

    it('reaches the ids it names', async () => {
      const [first] = (await all({ sort: 'description' })).items;
      expect(await ledger.client.bulkEdit({ ids: [first!.id, randomUUID()], changes: { categoryId: null } }, call)).toEqual({
        affected: 1,
      });
      expect((await all({ uncategorised: true })).total).toBe(3);
      expect(await ledger.client.bulkDelete({ ids: [first!.id] }, call)).toEqual({ affected: 1 });
      expect(await ledger.found(call, {})).toEqual(['coffee two', 'tea']);
    });

    it('adds and removes tags, keeping the order and never twice', async () => {
      await ledger.client.bulkEdit({ filter: {}, changes: { addTags: ['new', 'keep', 'new'], removeTags: ['old'] } }, call);
      const { items } = await all({ sort: 'description' });
      expect(items.map(({ tags }) => tags)).toEqual([
        ['keep', 'new'],
        ['keep', 'new'],
        ['new', 'keep'],
      ]);
    });

    it('deletes by filter', async () => {
      expect(await ledger.client.bulkDelete({ filter: { maxAmountMinor: -900 } }, call)).toEqual({ affected: 1 });
      expect(await ledger.found(call, {})).toEqual(['coffee one', 'coffee two']);
    });

    it('is refused unless it says which and what', async () => {
      const changes = { notes: 'x' };
      const attempts = [
        ledger.client.bulkEdit({ changes }, call),
        ledger.client.bulkEdit({ ids: [randomUUID()], filter: {}, changes }, call),
        ledger.client.bulkEdit({ ids: [], changes }, call),
        ledger.client.bulkEdit({ filter: {}, changes: {} }, call),
        ledger.client.bulkEdit({ filter: { from: '2026-02-31' }, changes }, call),
        ledger.client.bulkEdit({ filter: [] as never, changes }, call),
        ledger.client.bulkDelete({}, call),
        ledger.client.bulkDelete({ filter: [] as never }, call),
        ledger.client.bulkDelete({ filter: null as never }, call),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'invalid-input' });
      await expect(
        ledger.client.bulkEdit({ filter: {}, changes: { categoryId: 'NOPE', notes: 'x' } }, call),
      ).rejects.toMatchObject({ code: 'categories.not-found' });
      expect((await all()).items.some(({ notes }) => notes)).toBe(false);
      expect((await all()).total).toBe(3);
    });
  });

  it('raises the version of this ledger once each time, and of no other', async () => {
    const other = ledger.newUser();
    await ledger.newAccount(other);
    const seen = [await version()];
    const changed = async (change: Promise<unknown>) => {
      await change;
      seen.push(await version());
    };
    const { id } = await ledger.client.createTransaction(
      { accountId, bookedOn: '2026-01-01', amountMinor: 1, description: 'x' },
      call,
    );
    seen.push(await version());
    await changed(ledger.client.updateTransaction({ id, notes: 'n' }, call));
    await changed(ledger.client.bulkEdit({ filter: {}, changes: { notes: 'm' } }, call));
    await changed(ledger.client.updateAccount({ id: accountId, name: 'n' }, call));
    await changed(ledger.client.createCategory({ name: 'c' }, call));
    await changed(ledger.client.bulkDelete({ filter: {} }, call));
    await changed(ledger.client.deleteAccount({ id: accountId }, call));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await ledger.client.bulkDelete({ filter: {} }, call); // finds nothing, changes nothing
    expect(await version()).toBe(8);
    expect(await ledgerVersion(ledger.database.manager, other.user!.id)).toBe(1);
  });

  it('loses no version when changes come at once', async () => {
    const before = await version();
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        ledger.client.createTransaction({ accountId, bookedOn: '2026-01-01', amountMinor: n, description: 'x' }, call),
      ),
    );
    expect(await version()).toBe(before + 12);
  });
});
