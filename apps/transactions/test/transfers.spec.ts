import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { addDays } from '#money';
import type { CallContext } from '#rpc';
import type { FindTransfersInput, Transfer } from '#contracts/transactions';
import { Ledger } from './ledger.harness.js';

describe('transfers', () => {
  let ledger: Ledger;
  let call: CallContext;
  let checking: string;
  let savings: string;

  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());

  beforeEach(async () => {
    call = ledger.newUser();
    checking = await account('Joint account', 'EUR', 'DE02 1203 0000 0000 2020 51');
    savings = await account('Rainy day savings', 'EUR', 'DE02500105170137075030');
  });

  const account = async (name: string, currency = 'EUR', bankRef?: string) =>
    (await ledger.client.createAccount({ name, type: 'checking', currency, bankRef }, call)).id;

  /** A row with the fields that an import fills. */
  async function row(
    accountId: string,
    bookedOn: string,
    amountMinor: number,
    description = 'x',
    more: Record<string, unknown> = {},
  ) {
    const id = await ledger.insert(call, { accountId, bookedOn, amountMinor, description });
    const columns = Object.keys(more).map((column, i) => `${column} = $${i + 2}`);
    if (columns.length) {
      await ledger.database.query(`update transactions.transaction set ${columns.join(', ')} where id = $1`, [
        id,
        ...Object.values(more),
      ]);
    }
    return id;
  }

  async function find(input: FindTransfersInput = {}): Promise<object> {
    const { jobId } = await ledger.client.findTransfers(input, call);
    for await (const job of ledger.jobs.watch(jobId, call.user!.id)) {
      if (job.state === 'completed') return job.result as object;
      if (job.state === 'failed') throw new Error(JSON.stringify(job.error));
    }
    throw new Error('The job did not end');
  }

  const listed = async (state: 'suggested' | 'confirmed' | 'rejected') =>
    (await ledger.client.listTransfers({ state }, call)).items;
  const pairs = (items: Transfer[]) => items.map((item) => [item.out.id, item.in.id]).sort();
  const isTransfer = async (id: string) => (await ledger.client.getTransaction({ id }, call)).isTransfer;
  /** What counts as spent and earned in all. */
  async function flow(): Promise<[number, number]> {
    const { items } = await ledger.client.monthTotals({}, call);
    return items.reduce(([into, out], item) => [into + item.inMinor, out + item.outMinor], [0, 0]);
  }

  it('are found where money left one account and came to another on the same day, and leave spending and income', async () => {
    const out = await row(checking, '2026-03-02', -40_000, 'TRANSFER TO SAVINGS');
    const into = await row(savings, '2026-03-02', 40_000, 'TRANSFER FROM JOINT ACCOUNT');
    await row(checking, '2026-03-02', -1_250, 'SHOP');
    expect(await flow()).toEqual([40_000, -41_250]);
    expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
    const [found] = await listed('confirmed');
    expect(found).toMatchObject({ state: 'confirmed', source: 'auto', out: { id: out, isTransfer: true }, in: { id: into } });
    expect(found!.reasons).toEqual(expect.arrayContaining(['same-amount', 'same-day', 'words', 'account-name', 'only-match']));
    expect(found!.confidence).toBeGreaterThanOrEqual(0.9);
    expect(await flow()).toEqual([0, -1_250]);
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
  });

  it('are only suggested where nothing but the amount speaks for them', async () => {
    const out = await row(checking, '2026-03-06', -12_345, 'ONLINE 1');
    const into = await row(savings, '2026-03-09', 12_345, 'CREDIT 2'); // over a weekend
    await row(savings, '2026-03-20', 12_345, 'CREDIT 3');
    expect(await find()).toEqual({ confirmed: 0, suggested: 1 });
    expect(pairs(await listed('suggested'))).toEqual([[out, into]]);
    expect(await isTransfer(out)).toBe(false);
    expect(await find({ days: 2 })).toEqual({ confirmed: 0, suggested: 0 });
    expect(await listed('suggested')).toEqual([]);
  });

  it('are sure where the bank names the other account, and improbable where it names a third', async () => {
    const third = await account('Third', 'EUR', 'FR7630006000011234567890189');
    const out = await row(checking, '2026-03-02', -5_000, 'a', { counterparty_account: 'DE02500105170137075030' });
    const wrong = await row(third, '2026-03-02', 5_000, 'b');
    const right = await row(savings, '2026-03-04', 5_000, 'c');
    expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
    expect(pairs(await listed('confirmed'))).toEqual([[out, right]]);
    expect(await isTransfer(wrong)).toBe(false);
  });

  it('pair a series of equal amounts in its order, also when all of it arrives a day late', async () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-04'];
    const outs: string[] = [];
    const ins: string[] = [];
    for (const day of days) {
      outs.push(await row(checking, day, -999, 'TRANSFER'));
      ins.push(await row(savings, addDays(day, 1), 999, 'TRANSFER'));
    }
    await find();
    const found = [...(await listed('confirmed')), ...(await listed('suggested'))];
    expect(pairs(found)).toEqual(outs.map((out, i) => [out, ins[i]]).sort());
  });

  it('never join two legs of one account, nor one leg twice', async () => {
    await row(checking, '2026-03-02', -700, 'TRANSFER');
    await row(checking, '2026-03-02', 700, 'TRANSFER');
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    await row(savings, '2026-03-02', 700, 'TRANSFER');
    await row(savings, '2026-03-02', 700, 'TRANSFER');
    const { confirmed, suggested } = (await find()) as { confirmed: number; suggested: number };
    expect(confirmed + suggested).toBe(1);
  });

  it('are not sure where two accounts could have got the money', async () => {
    const third = await account('Third');
    await row(checking, '2026-03-02', -5_000, 'TRANSFER');
    await row(savings, '2026-03-02', 5_000, 'TRANSFER');
    await row(third, '2026-03-02', 5_000, 'TRANSFER');
    expect(await find()).toEqual({ confirmed: 0, suggested: 1 });
  });

  describe('across currencies', () => {
    let travel: string;
    beforeEach(async () => {
      travel = await account('Travel', 'GBP');
    });
    const rate = (currency: string, day: string, value: string) =>
      ledger.client.putExchangeRate({ currency, day, rate: value }, call);

    it('fit by the rate of the day, within the tolerance', async () => {
      await rate('GBP', '2026-03-01', '0.8000');
      const out = await row(checking, '2026-03-02', -10_000, 'x');
      const into = await row(travel, '2026-03-03', 7_880, 'y'); // 80.00 less 1.5 %
      await row(travel, '2026-03-03', 7_600, 'z'); // 5 % less
      expect(await find({ tolerance: 0.01 })).toEqual({ confirmed: 0, suggested: 0 });
      expect(await find()).toEqual({ confirmed: 0, suggested: 1 });
      const [found] = await listed('suggested');
      expect([found!.out.id, found!.in.id]).toEqual([out, into]);
      expect(found!.reasons).toContain('exchange-rate');
    });

    it('fit by what the bank says the amount was before', async () => {
      const out = await row(checking, '2026-03-02', -11_731, 'FX', { original_amount_minor: -10_000, original_currency: 'GBP' });
      const into = await row(travel, '2026-03-02', 10_000, 'IN');
      expect(await find()).toMatchObject({ suggested: 1 });
      const [found] = await listed('suggested');
      expect([found!.out.id, found!.in.id, found!.reasons.includes('original-amount')]).toEqual([out, into, true]);
    });

    it('fit by a common reference, also without any rate', async () => {
      const out = await row(checking, '2026-03-02', -11_731, 'HERON TOP UP GBP 100.00 REF 48151623');
      const into = await row(travel, '2026-03-02', 10_000, 'TOP UP FROM EUR ACCOUNT REF 48151623');
      expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
      expect(pairs(await listed('confirmed'))).toEqual([[out, into]]);
    });
  });

  it('may lose a fee on the way where both sides look like transfers', async () => {
    const out = await row(checking, '2026-03-02', -100_000, 'WIRE TRANSFER 1');
    const into = await row(savings, '2026-03-04', 98_500, 'INCOMING TRANSFER');
    await row(savings, '2026-03-04', 98_400, 'SALARY');
    expect(await find()).toEqual({ confirmed: 0, suggested: 1 });
    const [found] = await listed('suggested');
    expect([found!.out.id, found!.in.id, found!.reasons.includes('after-fee')]).toEqual([out, into, true]);
  });

  it('stay rejected, and stay confirmed, whatever is found later', async () => {
    const out = await row(checking, '2026-03-02', -40_000, 'TRANSFER TO SAVINGS');
    const into = await row(savings, '2026-03-02', 40_000, 'TRANSFER FROM JOINT');
    await find();
    const [found] = await listed('confirmed');
    expect(await ledger.client.unlinkTransfer({ id: found!.id }, call)).toEqual({ affected: 1 });
    expect([await isTransfer(out), await isTransfer(into)]).toEqual([false, false]);
    await expect(ledger.client.unlinkTransfer({ id: found!.id }, call)).rejects.toMatchObject({ code: 'transfers.not-found' });
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    expect(pairs(await listed('rejected'))).toEqual([[out, into]]);

    // Another arrival is another pair.
    const later = await row(savings, '2026-03-03', 40_000, 'TRANSFER FROM JOINT');
    expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
    expect(pairs(await listed('confirmed'))).toEqual([[out, later]]);
    // A change of mind is possible once the other pair is undone.
    expect(await ledger.client.confirmTransfers({ ids: [found!.id] }, call)).toEqual({ affected: 0 });
    await ledger.client.unlinkTransfer({ id: (await listed('confirmed'))[0]!.id }, call);
    expect(await ledger.client.confirmTransfers({ ids: [found!.id] }, call)).toEqual({ affected: 1 });
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    expect(pairs(await listed('confirmed'))).toEqual([[out, into]]);
  });

  it('can be decided all at once from a confidence on', async () => {
    for (const day of ['2026-03-02', '2026-03-12', '2026-03-22']) {
      await row(checking, day, -5_000, 'A');
      await row(savings, day, 5_000, 'B');
    }
    await row(checking, '2026-04-02', -7_000, 'A');
    await row(savings, '2026-04-06', 7_000, 'B');
    await find();
    const suggestions = await listed('suggested');
    expect(suggestions.map(({ confidence }) => confidence)).toEqual(
      [...suggestions.map(({ confidence }) => confidence)].sort((a, b) => b - a),
    );
    const [most, least] = [suggestions[0]!.confidence, suggestions.at(-1)!.confidence];
    expect(most).toBeGreaterThan(least);
    expect(await ledger.client.confirmTransfers({ minConfidence: 0.99 }, call)).toEqual({ affected: 0 });
    expect(await ledger.client.confirmTransfers({ minConfidence: most - 0.001 }, call)).toEqual({ affected: 3 });
    expect(await ledger.client.rejectTransfers({ minConfidence: 0 }, call)).toEqual({ affected: 1 });
    expect(await flow()).toEqual([7_000, -7_000]);
    await expect(ledger.client.confirmTransfers({}, call)).rejects.toMatchObject({ code: 'invalid-input' });
    const page = await ledger.client.listTransfers({ state: 'confirmed', limit: 2 }, call);
    expect([page.total, page.items.map((item) => item.in.bookedOn)]).toEqual([3, ['2026-03-22', '2026-03-12']]);
    const rest = await ledger.client.listTransfers({ state: 'confirmed', limit: 2, cursor: page.nextCursor }, call);
    expect(rest.items.map((item) => item.in.bookedOn)).toEqual(['2026-03-02']);
    expect(rest.nextCursor).toBeUndefined();
  });

  it('dissolve when a leg is deleted, an import undone or an account closed', async () => {
    const make = async (day: string, importId?: string) => {
      const out = await row(checking, day, -3_000, 'TRANSFER', importId ? { import_id: importId } : {});
      const into = await row(savings, day, 3_000, 'TRANSFER');
      return [out, into] as const;
    };
    const importId = randomUUID();
    await ledger.database.query(
      `insert into transactions.import (id, user_id, file_name, upload_key, format, state) values ($1, $2, 'f', 'k', 'csv', 'completed')`,
      [importId, call.user!.id],
    );
    const deleted = await make('2026-01-02');
    const imported = await make('2026-02-02', importId);
    const kept = await make('2026-03-02');
    // A leg that a person had marked before stays marked without its pair.
    await ledger.client.markTransfer({ ids: [deleted[1]], isTransfer: true }, call);
    expect(await find()).toEqual({ confirmed: 3, suggested: 0 });
    await ledger.client.deleteTransaction({ id: deleted[0] }, call);
    await ledger.client.undoImport({ id: importId }, call);
    expect([await isTransfer(deleted[1]), await isTransfer(imported[1])]).toEqual([true, false]);
    expect(pairs(await listed('confirmed'))).toEqual([[...kept]]);
    await ledger.client.deleteAccount({ id: savings, withTransactions: true }, call);
    expect(await isTransfer(kept[0])).toBe(false);
    expect(await ledger.database.query('select 1 from transactions.transfer where user_id = $1', [call.user!.id])).toEqual([]);
  });

  it('can be made and marked by hand', async () => {
    const out = await row(checking, '2026-03-02', -3_000, 'a');
    const into = await row(savings, '2026-05-02', 2_900, 'b');
    const other = await row(savings, '2026-03-02', 3_000, 'c');
    const link = (...transactionIds: string[]) => ledger.client.linkTransfer({ transactionIds }, call);
    const invalid = { code: 'invalid-input' };
    await expect(link(into, other)).rejects.toMatchObject(invalid);
    await expect(link(out, out)).rejects.toMatchObject(invalid);
    await expect(link(out, randomUUID())).rejects.toMatchObject({ code: 'transactions.not-found' });
    await expect(link(out)).rejects.toMatchObject(invalid);
    await find();
    expect(pairs(await listed('suggested'))).toEqual([[out, other]]);

    const made = await link(into, out);
    expect(made).toMatchObject({ state: 'confirmed', source: 'user', confidence: 1, out: { id: out }, in: { id: into } });
    expect(await listed('suggested')).toEqual([]);
    await expect(link(out, other)).rejects.toMatchObject({ code: 'transfers.already-paired' });
    expect((await ledger.client.getTransferOf({ id: into }, call)).transfer).toMatchObject({ id: made.id });
    expect(await ledger.client.getTransferOf({ id: other }, call)).toEqual({});

    expect(await ledger.client.markTransfer({ ids: [other, into], isTransfer: true }, call)).toEqual({ affected: 1 });
    expect(await flow()).toEqual([0, 0]);
    expect(await ledger.client.markTransfer({ ids: [into], isTransfer: false }, call)).toEqual({ affected: 1 });
    expect([await isTransfer(out), await isTransfer(into), await isTransfer(other)]).toEqual([false, false, true]);
    expect(pairs(await listed('rejected'))).toEqual([[out, into]]);
  });

  it('are not looked for where a person has said that there is none, until they say otherwise', async () => {
    const out = await row(checking, '2026-03-02', -40_000, 'TRANSFER TO SAVINGS');
    const into = await row(savings, '2026-03-02', 40_000, 'TRANSFER FROM JOINT ACCOUNT');
    const mark = (id: string, isTransfer: boolean) => ledger.client.markTransfer({ ids: [id], isTransfer }, call);
    const version = async (): Promise<number> =>
      (await ledger.database.query('select version::int from transactions.ledger where user_id = $1', [call.user!.id]))[0]
        .version;
    await find();
    const before = await version();
    expect(await mark(out, false)).toEqual({ affected: 1 });
    expect(await version()).toBe(before + 1);
    expect(await mark(out, false)).toEqual({ affected: 0 });
    // Neither the pair that was, nor another with that row; the other row is free.
    const later = await row(savings, '2026-03-03', 40_000, 'TRANSFER FROM JOINT ACCOUNT');
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    await ledger.client.deleteTransaction({ id: later }, call);
    const second = await row(checking, '2026-03-02', -40_000, 'TRANSFER TO SAVINGS');
    expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
    expect(pairs(await listed('confirmed'))).toEqual([[second, into]]);
    expect(await isTransfer(out)).toBe(false);

    // Said of a row that was none in the first place, it counts as well.
    const shop = await row(checking, '2026-04-02', -900, 'TRANSFER');
    const refund = await row(savings, '2026-04-02', 900, 'TRANSFER');
    expect(await mark(shop, false)).toEqual({ affected: 1 });
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    expect(await mark(shop, true)).toEqual({ affected: 1 });
    expect(await find()).toEqual({ confirmed: 1, suggested: 0 });
    expect(pairs(await listed('confirmed'))).toEqual(
      [
        [second, into],
        [shop, refund],
      ].sort(),
    );
  });

  it('can be unmarked by a filter, also by one that asks for transfers', async () => {
    const out = await row(checking, '2026-03-02', -40_000, 'TRANSFER TO SAVINGS');
    await row(savings, '2026-03-02', 40_000, 'TRANSFER FROM JOINT ACCOUNT');
    const alone = await row(checking, '2026-03-09', -700, 'FEE', { is_transfer: true });
    await find();
    expect(await ledger.client.markTransfer({ filter: { transfer: true }, isTransfer: false }, call)).toEqual({ affected: 3 });
    expect([await listed('confirmed'), await isTransfer(out), await isTransfer(alone)]).toEqual([[], false, false]);
    expect(await find()).toEqual({ confirmed: 0, suggested: 0 });
    await expect(ledger.client.markTransfer({ isTransfer: true }, call)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('can be filtered by in the list', async () => {
    await row(checking, '2026-03-02', -3_000, 'moved', { is_transfer: true });
    await row(checking, '2026-03-02', -3_000, 'spent');
    expect(await ledger.found(call, { transfer: true })).toEqual(['moved']);
    expect(await ledger.found(call, { transfer: false })).toEqual(['spent']);
  });

  it('keep each leg in one pair and the sums right, whatever is done in any order or at once', async () => {
    const third = await account('Third');
    const change = fc.oneof(
      { weight: 5, arbitrary: fc.tuple(fc.constant('row'), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 5 })) },
      fc.tuple(fc.constantFrom('find', 'confirm', 'reject', 'unlink', 'delete'), fc.integer({ min: 0, max: 9 }), fc.constant(0)),
    );
    const apply = async ([kind, n, day]: [string, number, number]): Promise<unknown> => {
      if (kind === 'row') {
        const amount = n % 2 ? 500 : 900;
        return row(
          [checking, savings, third][n % 3]!,
          addDays('2026-01-10', day),
          n < 6 ? amount : -amount,
          n % 4 ? 'TRANSFER' : 'x',
        );
      }
      if (kind === 'find') return find({ days: n });
      const items = [...(await listed('suggested')), ...(await listed('confirmed'))];
      const item = items[n % Math.max(items.length, 1)];
      if (!item) return undefined;
      const ids = [item.id];
      if (kind === 'confirm') return ledger.client.confirmTransfers({ ids }, call);
      if (kind === 'reject') return ledger.client.rejectTransfers({ ids }, call);
      if (kind === 'delete') return ledger.client.deleteTransaction({ id: item.out.id }, call).catch(() => undefined);
      return ledger.client.unlinkTransfer({ id: item.id }, call).catch(() => undefined);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), fc.boolean(), async (changes, atOnce) => {
        if (atOnce) await Promise.all(changes.map(apply));
        else for (const one of changes) await apply(one);
        const [kept, suggested] = [await listed('confirmed'), await listed('suggested')];
        const legs = [...kept, ...suggested].flatMap((item) => [item.out.id, item.in.id]);
        expect(new Set(legs).size).toBe(legs.length);
        for (const { out, in: into } of [...kept, ...suggested]) {
          expect([Math.sign(out.amountMinor), Math.sign(into.amountMinor)]).toEqual([-1, 1]);
          expect(out.accountId).not.toBe(into.accountId);
        }
        const marked = await ledger.client.listTransactions({ transfer: true, limit: 500 }, call);
        expect(marked.items.map(({ id }) => id).sort()).toEqual(kept.flatMap((item) => [item.out.id, item.in.id]).sort());
      }),
      { numRuns: 12, seed: 11 },
    );
  });
});
