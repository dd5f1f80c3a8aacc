import type { ReviewGroup } from '#contracts/transactions';
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

/** Rows whose merchant key is their description in lower case, as the harness makes it. */
async function insert(description: string, confidence: number | undefined, over: Partial<RowToInsert> = {}): Promise<string> {
  return ledger.insert(call, {
    accountId,
    bookedOn: '2026-03-01',
    amountMinor: -100,
    description,
    ...(confidence === undefined ? {} : { categoryId: 'TRAVEL', confidence }),
    ...over,
  });
}

const queue = async (over: object = {}) => ledger.client.listReview(over, call);
const names = (items: ReviewGroup[]) => items.map(({ merchantKey, direction }) => `${direction} ${merchantKey}`);
const row = (id: string) => ledger.client.getTransaction({ id }, call);
const decide = (merchantKey: string, categoryId: string, direction: 'in' | 'out' = 'out') =>
  ledger.client.decideReview({ decisions: [{ merchantKey, direction, categoryId }] }, call);

describe('the review queue', () => {
  it('groups doubtful rows by merchant and direction, the most rows that an answer would put right first', async () => {
    // Worth: bakery 3 × 0.3 = 0.9, cinema 1 (uncategorised), dentist 2 × 0.25 = 0.5; refund of the bakery 0.3.
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03']) await insert('bakery', 0.7, { bookedOn: day });
    await insert('bakery', 0.7, { amountMinor: 100 });
    await insert('cinema', undefined);
    await insert('dentist', 0.75);
    await insert('dentist', 0.75);
    await insert('sure thing', 0.8);
    await insert('said by me', 0.1, { categorySource: 'user' });
    const { items, groups, rows, more, nextCursor } = await queue();
    expect(names(items)).toEqual(['out cinema', 'out bakery', 'out dentist', 'in bakery']);
    expect(items.map(({ value }) => value)).toEqual([1, 0.9, 0.5, 0.3]);
    expect({ groups, rows, more, nextCursor }).toEqual({ groups: 4, rows: 7, more: false, nextCursor: undefined });
    expect(items[1]).toMatchObject({ count: 3, sums: [{ currency: 'EUR', amountMinor: -300 }] });
    expect(items[1]!.samples.map(({ bookedOn }) => bookedOn)).toEqual(['2026-03-03', '2026-03-02', '2026-03-01']);
    expect(await ledger.client.countReview({}, call)).toEqual({ groups: 4 });
  });

  it('decides by the money between equals, and turns pages without a gap or a repetition', async () => {
    for (const [name, amountMinor] of [
      ['a', -1],
      ['b', -300],
      ['c', -20],
      ['d', -20],
      ['e', 20],
    ] as const) {
      await insert(name, undefined, { amountMinor });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queue({ limit: 2, cursor });
      expect(page.groups).toBe(5);
      seen.push(...names(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['out b', 'out c', 'out d', 'in e', 'out a']);
    await expect(queue({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('leaves out transfers and divided transactions', async () => {
    const moved = await insert('moved', undefined);
    const divided = await insert('divided', undefined);
    await ledger.database.query('update transactions.transaction set is_transfer = true where id = $1', [moved]);
    await ledger.database.query('update transactions.transaction set is_split = true where id = $1', [divided]);
    await insert('left', undefined);
    expect(names((await queue()).items)).toEqual(['out left']);
  });

  it('proposes what Steward would choose now, for it may have learned since', async () => {
    await insert('corner shop', undefined);
    const guess = async () => (await queue()).items.find(({ merchantKey }) => merchantKey === 'corner shop')!.guesses[0];
    expect(await guess()).toEqual({ categoryId: 'FOOD_AND_DRINK_GROCERIES', confidence: 0.75 });
    const other = await insert('corner shop', 0.9);
    await ledger.client.updateTransaction({ id: other, categoryId: 'TRAVEL_FLIGHTS' }, call);
    expect((await guess())!.categoryId).toBe('TRAVEL_FLIGHTS');
  });
});

describe('an answer', () => {
  it('settles all open rows of the merchant in that direction, counts as the own choice, and can be taken back', async () => {
    const open = [await insert('kiosk', undefined), await insert('kiosk', 0.5, { amountMinor: -900 })];
    const refund = await insert('kiosk', 0.5, { amountMinor: 100 });
    const mine = await insert('kiosk', 1, { categorySource: 'user' });
    const version = async () =>
      Number(
        (await ledger.database.query('select version from transactions.ledger where user_id = $1', [call.user!.id]))[0].version,
      );
    const before = await version();
    const { id, affected } = await decide('kiosk', 'ENTERTAINMENT');
    expect(affected).toBe(2);
    expect(await version()).toBe(before + 1);
    for (const one of open) {
      expect(await row(one)).toMatchObject({ categoryId: 'ENTERTAINMENT', categorySource: 'user', confidence: 1 });
    }
    expect(await row(refund)).toMatchObject({ categoryId: 'TRAVEL', categorySource: 'model' });
    expect(await row(mine)).toMatchObject({ categoryId: 'TRAVEL' });
    expect(names((await queue()).items)).toEqual(['in kiosk']);

    expect(await ledger.client.undoReview({ id }, call)).toEqual({ affected: 2 });
    expect(await row(open[0]!)).toMatchObject({ categorySource: 'none' });
    expect((await row(open[0]!)).categoryId).toBeUndefined();
    expect(await row(open[1]!)).toMatchObject({ categoryId: 'TRAVEL', categorySource: 'model', confidence: 0.5 });
    await expect(ledger.client.undoReview({ id }, call)).rejects.toMatchObject({ code: 'review.not-found' });
  });

  it('that is taken back leaves alone what was changed after it', async () => {
    const [kept, restored] = [await insert('kiosk', undefined), await insert('kiosk', undefined)];
    const { id } = await decide('kiosk', 'ENTERTAINMENT');
    await ledger.client.updateTransaction({ id: kept, categoryId: 'TRAVEL' }, call);
    expect(await ledger.client.undoReview({ id }, call)).toEqual({ affected: 1 });
    expect((await row(kept)).categoryId).toBe('TRAVEL');
    expect((await row(restored)).categoryId).toBeUndefined();
  });

  it('teaches at once, and taking it back unteaches', async () => {
    await insert('qwx kiosk', undefined);
    const next = async () => {
      const created = await ledger.client.createTransaction(
        { accountId, bookedOn: '2026-03-05', amountMinor: -100, description: 'QWX KIOSK 77' },
        call,
      );
      await ledger.client.deleteTransaction({ id: created.id }, call);
      return created;
    };
    expect((await next()).categorySource).toBe('none');
    const { id } = await decide('qwx kiosk', 'ENTERTAINMENT');
    const learned = await next();
    expect(learned).toMatchObject({ categoryId: 'ENTERTAINMENT', categorySource: 'history' });
    // One correction four days away: its weight 2^(−4/730) against the 0.1 of everything else.
    expect(learned.confidence).toBeCloseTo(0.9962 / (0.9962 + 0.1), 3);
    await ledger.client.undoReview({ id }, call);
    expect((await next()).categorySource).toBe('none');
  });

  it('is refused for a category that is not there, and then changes nothing', async () => {
    const id = await insert('kiosk', undefined);
    await expect(
      ledger.client.decideReview(
        {
          decisions: [
            { merchantKey: 'kiosk', direction: 'out', categoryId: 'TRAVEL' },
            { merchantKey: 'other', direction: 'out', categoryId: 'NO_SUCH' },
          ],
        },
        call,
      ),
    ).rejects.toMatchObject({ code: 'categories.not-found' });
    expect((await row(id)).categorySource).toBe('none');
  });

  it('neither reaches nor teaches another person', async () => {
    const stranger = ledger.newUser();
    const theirs = await ledger.insert(stranger, {
      accountId: await ledger.newAccount(stranger),
      bookedOn: '2026-03-01',
      amountMinor: -100,
      description: 'qwx kiosk',
    });
    await insert('qwx kiosk', undefined);
    expect((await decide('qwx kiosk', 'ENTERTAINMENT')).affected).toBe(1);
    expect((await ledger.client.getTransaction({ id: theirs }, stranger)).categorySource).toBe('none');
    const { items } = await ledger.client.listReview({}, stranger);
    expect(items.map(({ guesses }) => guesses.some(({ categoryId }) => categoryId === 'ENTERTAINMENT'))).toEqual([false]);
  });
});

describe('rows like one that was corrected', () => {
  it('are counted and follow it, but for those of a person, a rule or the other direction', async () => {
    const example = await insert('kiosk', undefined);
    const follows = [await insert('kiosk', 0.95), await insert('kiosk', undefined)];
    const stays = [
      await insert('kiosk', 1, { categorySource: 'user' }),
      await insert('kiosk', 1, { categorySource: 'rule' }),
      await insert('kiosk', 0.95, { amountMinor: 100 }),
      await insert('bakery', undefined),
    ];
    await expect(ledger.client.decideAlike({ id: example }, call)).rejects.toMatchObject({ code: 'review.no-category' });
    await ledger.client.updateTransaction({ id: example, categoryId: 'ENTERTAINMENT' }, call);
    expect(await ledger.client.countAlike({ id: example }, call)).toEqual({ rows: 2 });
    const before = await Promise.all(stays.map(row));
    const { id, affected } = await ledger.client.decideAlike({ id: example }, call);
    expect(affected).toBe(2);
    for (const one of follows) expect((await row(one)).categoryId).toBe('ENTERTAINMENT');
    expect(await Promise.all(stays.map(row))).toEqual(before);
    expect(await ledger.client.countAlike({ id: example }, call)).toEqual({ rows: 0 });
    await ledger.client.undoReview({ id }, call);
    expect(await row(follows[0]!)).toMatchObject({ categoryId: 'TRAVEL', categorySource: 'model' });
    expect((await row(example)).categoryId).toBe('ENTERTAINMENT');
  });
});

describe('a group that is skipped', () => {
  it('waits a month, and comes back when that is undone', async () => {
    await insert('kiosk', undefined);
    await insert('bakery', 0.5);
    const { id, affected } = await ledger.client.skipReview({ groups: [{ merchantKey: 'kiosk', direction: 'out' }] }, call);
    expect(affected).toBe(1);
    expect(names((await queue()).items)).toEqual(['out bakery']);
    await ledger.client.undoReview({ id }, call);
    expect(names((await queue()).items)).toEqual(['out kiosk', 'out bakery']);

    await ledger.client.skipReview({ groups: [{ merchantKey: 'kiosk', direction: 'out' }] }, call);
    await ledger.database.query(
      `update transactions.review_skip set skipped_at = now() - interval '31 days' where user_id = $1`,
      [call.user!.id],
    );
    expect(names((await queue()).items)).toEqual(['out kiosk', 'out bakery']);
  });
});

describe('learning', () => {
  const ended = async ({ jobId }: { jobId: string }) => {
    let last;
    for await (const job of ledger.jobs.watch(jobId, call.user!.id)) last = job;
    return last!;
  };

  it('is applied to open rows on demand; what a person decided stays', async () => {
    const doubtful = await insert('qwx kiosk', 0.3);
    const mine = await insert('qwx kiosk', 1, { categorySource: 'user', categoryId: 'ENTERTAINMENT' });
    const other = await insert('unknown', undefined);
    const job = await ended(await ledger.client.recategoriseOpen({}, call));
    expect(job).toMatchObject({ state: 'completed', result: { changed: 1 } });
    expect(await row(doubtful)).toMatchObject({ categoryId: 'ENTERTAINMENT', categorySource: 'history' });
    expect(await row(mine)).toMatchObject({ categoryId: 'ENTERTAINMENT', categorySource: 'user' });
    expect((await row(other)).categorySource).toBe('none');
  });

  it('is tuned to the person in versions, of which the better one serves', async () => {
    // The model takes every shop for groceries; this person calls the shops of one chain something else.
    for (let i = 0; i < 30; i++) {
      const name = String.fromCharCode(97 + (i % 10)).repeat(4);
      await insert(`${name} shop`, 1, {
        categorySource: 'user',
        categoryId: i % 10 < 5 ? 'HOME_IMPROVEMENT_FURNITURE' : 'FOOD_AND_DRINK_GROCERIES',
        bookedOn: `2026-03-${String(i + 1).padStart(2, '0')}`,
      });
    }
    const job = await ended(await ledger.client.retrainCategories({}, call));
    expect(job.state).toBe('completed');
    const status = await ledger.client.getLearning({}, call);
    expect(status).toMatchObject({ corrections: 30, merchants: 10 });
    const [version] = status.versions;
    expect(version).toMatchObject({ version: 1, corrections: 30, heldOut: 15 });
    expect(version!.before.accuracy).toBeGreaterThan(version!.coldStart.accuracy);
    expect(version!.after.accuracy).toBeGreaterThanOrEqual(version!.before.accuracy);
    expect(version!.promoted).toBe(version!.after.logLoss < version!.before.logLoss);
    expect(status.serving).toBe(version!.promoted ? 1 : undefined);

    await ended(await ledger.client.retrainCategories({}, call));
    expect((await ledger.client.getLearning({}, call)).versions.map((one) => one.version)).toEqual([2, 1]);
  });

  it('starts by itself after twenty steps, however many rows they changed', async () => {
    const version = async () => (await ledger.client.getLearning({}, call)).versions[0]?.version;
    for (let i = 0; i < 20; i++) {
      await insert(`m${String.fromCharCode(97 + i)}`, undefined);
      await insert(`m${String.fromCharCode(97 + i)}`, undefined);
    }
    for (let i = 0; i < 19; i++) await decide(`m${String.fromCharCode(97 + i)}`, 'TRAVEL');
    const waiting = (): Promise<{ n: number }[]> =>
      ledger.database.query(
        `select count(*)::int as n from jobs.job where kind = 'transactions.retrain-categories' and user_id = $1`,
        [call.user!.id],
      );
    expect(await waiting()).toEqual([{ n: 0 }]);
    await decide('mt', 'TRAVEL');
    expect(await waiting()).toEqual([{ n: 1 }]);
    const until = Date.now() + 20_000;
    while ((await version()) === undefined && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await version()).toBe(1);
  });
});
