import fc from 'fast-check';
import type { Counterparty } from '#contracts/transactions';
import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

describe('counterparties', () => {
  let ledger: Ledger;
  let call: CallContext;
  let euros: string;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(async () => {
    call = ledger.newUser();
    euros = await ledger.newAccount(call, 'EUR');
  });

  const pay = (description: string, amountMinor: number, more: object = {}) =>
    ledger.client.createTransaction({ accountId: euros, bookedOn: '2026-03-14', amountMinor, description, ...more }, call);
  const list = async (input: object = {}) => (await ledger.client.listCounterparties({ sort: 'name', ...input }, call)).items;
  const names = async (input: object = {}) => (await list(input)).map(({ name }) => name);
  const named = async (name: string): Promise<Counterparty> => (await list()).find((item) => item.name === name)!;

  it('are there under a clean name as soon as there is a transaction with them', async () => {
    const made = await pay('TESCO STORES 3217 LONDON', -500);
    expect(made.payee).toEqual({ id: expect.any(String), name: 'Tesco Stores' });
    await pay('Card purchase TESCO STORES 0042', -700, { bookedOn: '2026-04-01' });
    await pay('TESCO STORES 1 REFUND', 200, { bookedOn: '2026-01-01' });
    expect(await list()).toEqual([
      {
        id: made.payee.id,
        name: 'Tesco Stores',
        namedByUser: false,
        merchantCount: 1,
        transactionCount: 3,
        lastBookedOn: '2026-04-01',
        sums: [{ currency: 'EUR', inMinor: 200, outMinor: -1200 }],
      },
    ]);
  });

  it('are noted for rows that came in another way when they are first asked for', async () => {
    await ledger.insert(call, { accountId: euros, bookedOn: '2026-01-01', amountMinor: -1, description: 'BLUE BOTTLE' });
    const [before] = (await ledger.client.listTransactions({}, call)).items;
    expect(before!.payee).toEqual({ name: 'Blue Bottle' });
    const [noted] = await list();
    const [after] = (await ledger.client.listTransactions({}, call)).items;
    expect(after!.payee).toEqual({ id: noted!.id, name: 'Blue Bottle' });
  });

  it('of one name are one', async () => {
    const [a, b] = [await pay('SAINSBURYS 1', -1), await pay("SAINSBURY'S 2", -1)];
    const c = await pay('Sainsbury 3', -1);
    expect([b.payee.id, c.payee.id]).toEqual([a.payee.id, a.payee.id]);
    expect(await list()).toMatchObject([{ name: "Sainsbury's", merchantCount: 2, transactionCount: 3 }]);
  });

  it('leave transfers out of their sums, and keep currencies apart', async () => {
    const dollars = await ledger.newAccount(call, 'USD');
    await pay('ACME 1', -100);
    await pay('ACME 1', -900, { accountId: dollars });
    const { id } = await pay('ACME 1', -5000);
    await ledger.database.query('update transactions.transaction set is_transfer = true where id = $1', [id]);
    expect(await list()).toMatchObject([
      {
        transactionCount: 3,
        sums: [
          { currency: 'USD', inMinor: 0, outMinor: -900 },
          { currency: 'EUR', inMinor: 0, outMinor: -100 },
        ],
      },
    ]);
  });

  it('are sorted and searched, page by page', async () => {
    for (const [name, amounts] of Object.entries({ Apple: [-5], Banana: [-1, -1, -1], 'Apple Pie': [-9, 100], Cherry: [7] })) {
      for (const amount of amounts) await pay(name, amount);
    }
    expect(await names()).toEqual(['Apple', 'Apple Pie', 'Banana', 'Cherry']);
    expect(await names({ sort: 'count' })).toEqual(['Banana', 'Apple Pie', expect.any(String), expect.any(String)]);
    expect(await names({ sort: 'spent' })).toEqual(['Apple Pie', 'Apple', 'Banana', 'Cherry']);
    expect(await names({ text: 'pie APP' })).toEqual(['Apple Pie']);
    expect(await names({ text: '%' })).toEqual([]);
    for (const sort of ['name', 'count', 'spent'] as const) {
      const whole = await names({ sort });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await ledger.client.listCounterparties({ sort, limit: 1, cursor }, call);
        expect(page.total).toBe(cursor === undefined ? 4 : undefined);
        seen.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole);
    }
    const { nextCursor } = await ledger.client.listCounterparties({ sort: 'name', limit: 1 }, call);
    await expect(ledger.client.listCounterparties({ sort: 'count', cursor: nextCursor }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('find their transactions', async () => {
    const { payee } = await pay('Apple', -5);
    await pay('Banana', -5);
    expect(await ledger.found(call, { counterpartyId: payee.id })).toEqual(['Apple']);
    expect(await ledger.client.bulkEdit({ filter: { counterpartyId: payee.id }, changes: { notes: 'n' } }, call)).toEqual({
      affected: 1,
    });
  });

  it('are renamed, everywhere at once', async () => {
    const { id, payee } = await pay('TESCO STORES 3217', -5);
    const renamed = await ledger.client.renameCounterparty({ id: payee.id!, name: ' Corner shop ' }, call);
    expect(renamed).toMatchObject({ name: 'Corner shop', namedByUser: true });
    expect((await ledger.client.getTransaction({ id }, call)).payee.name).toBe('Corner shop');
    expect((await pay('TESCO STORES 99', -5)).payee).toEqual({ id: payee.id, name: 'Corner shop' });
    await expect(ledger.client.renameCounterparty({ id: payee.id!, name: '  ' }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('are merged and split off again, and no transaction changes', async () => {
    const stores = await pay('TESCO STORES 3217', -5);
    const express = await pay('TESCO EXPRESS 4', -7);
    await pay('BOOTS 1', -1);
    const merged = await ledger.client.mergeCounterparties({ id: stores.payee.id!, ids: [express.payee.id!] }, call);
    expect(merged).toMatchObject({
      name: 'Tesco Stores',
      merchantCount: 2,
      transactionCount: 2,
      sums: [{ outMinor: -12 }],
      merchants: [
        { key: 'tesco express', example: 'TESCO EXPRESS 4', transactionCount: 1 },
        { key: 'tesco stores', example: 'TESCO STORES 3217', transactionCount: 1 },
      ],
    });
    expect(await names()).toEqual(['Boots', 'Tesco Stores']);
    expect((await ledger.client.getTransaction({ id: express.id }, call)).payee).toEqual({ id: merged.id, name: 'Tesco Stores' });
    // What comes later follows.
    expect((await pay('TESCO EXPRESS 5', -1)).payee.id).toBe(merged.id);

    const { updatedAt } = await ledger.client.getTransaction({ id: express.id }, call);
    expect(updatedAt).toBe(express.updatedAt);
    await ledger.client.splitOffCounterparty({ id: merged.id, merchantKeys: ['tesco express'] }, call);
    expect(await names()).toEqual(['Boots', 'Tesco Express', 'Tesco Stores']);
    expect(await named('Tesco Express')).toMatchObject({ transactionCount: 2 });
  });

  it.each<[string, (id: string) => Promise<unknown>, string]>([
    ['a merge into itself', (id) => ledger.client.mergeCounterparties({ id, ids: [id] }, call), 'invalid-input'],
    [
      'a merge with one that is not there',
      (id) => ledger.client.mergeCounterparties({ id, ids: ['0198a000-0000-7000-8000-000000000000'] }, call),
      'counterparties.not-found',
    ],
    ['a merchant of another', (id) => ledger.client.splitOffCounterparty({ id, merchantKeys: ['boots'] }, call), 'invalid-input'],
    ['the last merchant', (id) => ledger.client.splitOffCounterparty({ id, merchantKeys: ['tesco'] }, call), 'invalid-input'],
  ])('refuse %s', async (_name, attempt, code) => {
    const { payee } = await pay('TESCO 1', -5);
    await pay('BOOTS 1', -5);
    await expect(attempt(payee.id!)).rejects.toMatchObject({ code });
    expect(await names()).toEqual(['Boots', 'Tesco']);
  });

  it('of like names are suggested to be merged', async () => {
    for (const line of ['TESCO STORES 1', 'TESCO STORES 2', 'TESCO EXPRESS 1', 'BOOTS 1', 'Bank Fee', 'Bank Interest'])
      await pay(line, -1);
    const { items } = await ledger.client.suggestMerges({}, call);
    expect(items.map(({ counterparties }) => counterparties.map(({ name }) => name))).toEqual([
      ['Tesco Stores', 'Tesco Express'],
    ]);
  });

  it('are not listed any more when their transactions are gone, but keep their name', async () => {
    const { id, payee } = await pay('TESCO 1', -5);
    await ledger.client.renameCounterparty({ id: payee.id!, name: 'Mine' }, call);
    await ledger.client.deleteTransaction({ id }, call);
    expect(await list()).toEqual([]);
    expect(await ledger.client.getCounterparty({ id: payee.id! }, call)).toMatchObject({
      name: 'Mine',
      transactionCount: 0,
      sums: [],
    });
    expect((await pay('TESCO 2', -5)).payee).toEqual({ id: payee.id, name: 'Mine' });
  });

  it('have the sums of their transactions, whatever is done to these', async () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('add' as const),
        name: fc.constantFrom('Apple', 'Banana'),
        amount: fc.integer({ min: -50, max: 50 }),
      }),
      fc.record({
        kind: fc.constantFrom('delete' as const, 'rename' as const, 'transfer' as const, 'amount' as const),
        at: fc.nat(9),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        call = ledger.newUser();
        euros = await ledger.newAccount(call);
        const ids: string[] = [];
        for (const step of changes) {
          if (step.kind === 'add') ids.push((await pay(step.name, step.amount)).id);
          else if (ids.length) {
            const id = ids[step.at % ids.length]!;
            if (step.kind === 'delete') {
              await ledger.client.deleteTransaction({ id }, call);
              ids.splice(step.at % ids.length, 1);
            } else if (step.kind === 'rename') await ledger.client.updateTransaction({ id, description: 'Cherry' }, call);
            else if (step.kind === 'amount') await ledger.client.updateTransaction({ id, amountMinor: step.at }, call);
            else
              await ledger.database.query('update transactions.transaction set is_transfer = not is_transfer where id = $1', [
                id,
              ]);
          }
        }
        const kept = await ledger.database.query(
          `select merchant_key, in_minor::int, out_minor::int, count::int from transactions.merchant_total where user_id = $1 order by 1`,
          [call.user!.id],
        );
        const summed = await ledger.database.query(
          `select merchant_key, coalesce(sum(amount_minor) filter (where amount_minor > 0 and not is_transfer), 0)::int as in_minor,
             coalesce(sum(amount_minor) filter (where amount_minor < 0 and not is_transfer), 0)::int as out_minor, count(*)::int
           from transactions.transaction where user_id = $1 group by 1 order by 1`,
          [call.user!.id],
        );
        expect(kept).toEqual(summed);
      }),
      { numRuns: 25 },
    );
  });
});
