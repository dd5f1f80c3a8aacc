import type { CallContext } from '#rpc';
import { Ledger } from './ledger.harness.js';

describe('accounts', () => {
  let ledger: Ledger;
  let call: CallContext;
  beforeAll(async () => {
    ledger = await Ledger.start();
  });
  afterAll(() => ledger.stop());
  beforeEach(() => {
    call = ledger.newUser();
  });

  it('have as balance what they opened with and what is booked, a currency each', async () => {
    const giro = await ledger.newAccount(call, 'EUR', 100_00);
    const card = await ledger.newAccount(call, 'EUR', -50_00);
    const yen = await ledger.newAccount(call, 'JPY');
    const rows: [string, string, number, string?][] = [
      [giro, '2026-01-10', -30_00],
      [giro, '2026-02-01', 200_50],
      [giro, '2026-02-02', -1, 'pending'],
      [card, '2026-02-01', -19_99],
      [yen, '2026-01-31', 5000],
      [yen, '2026-03-01', -1200],
    ];
    for (const [accountId, bookedOn, amountMinor, status] of rows) {
      await ledger.insert(call, { accountId, bookedOn, amountMinor, status, description: 'x' });
    }
    // 100.00 − 30.00 + 200.50 = 270.50; −50.00 − 19.99 = −69.99; together 200.51. 5000 − 1200 = 3800.
    expect(await ledger.client.balances({}, call)).toEqual({
      accounts: [
        { accountId: giro, currency: 'EUR', balanceMinor: 270_50 },
        { accountId: card, currency: 'EUR', balanceMinor: -69_99 },
        { accountId: yen, currency: 'JPY', balanceMinor: 3800 },
      ],
      totals: [
        { currency: 'EUR', balanceMinor: 200_51 },
        { currency: 'JPY', balanceMinor: 3800 },
      ],
      // No rate of the yen is known, so it is named and left out.
      reporting: { currency: 'EUR', totalMinor: 200_51, missing: ['JPY'] },
    });
    // At the end of 31 January: 70.00 and −50.00; 5000.
    expect((await ledger.client.balances({ on: '2026-01-31' }, call)).totals).toEqual([
      { currency: 'EUR', balanceMinor: 20_00 },
      { currency: 'JPY', balanceMinor: 5000 },
    ]);
    expect((await ledger.client.balances({ on: '2026-02-01' }, call)).totals[0]).toEqual({
      currency: 'EUR',
      balanceMinor: 200_51,
    });
    await expect(ledger.client.balances({ on: '2026-02-30' }, call)).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await ledger.client.listAccounts({}, call)).items).toMatchObject([
      { id: giro, openingBalanceMinor: 100_00, balanceMinor: 270_50, transactionCount: 3, lastBookedOn: '2026-02-02' },
      { id: card, openingBalanceMinor: -50_00, balanceMinor: -69_99, transactionCount: 1, lastBookedOn: '2026-02-01' },
      { id: yen, openingBalanceMinor: 0, balanceMinor: 3800, transactionCount: 2, lastBookedOn: '2026-03-01' },
    ]);
  });

  it('are exact up to the last safe integer, and refuse to round a sum beyond it', async () => {
    const max = Number.MAX_SAFE_INTEGER;
    const accountId = await ledger.newAccount(call, 'EUR', max);
    expect((await ledger.client.balances({}, call)).totals).toEqual([{ currency: 'EUR', balanceMinor: 9007199254740991 }]);
    await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: -max, description: 'all' });
    await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: -max, description: 'again' });
    expect((await ledger.client.getAccount({ id: accountId }, call)).balanceMinor).toBe(-9007199254740991);
    await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: -1, description: 'one too many' });
    await expect(ledger.client.balances({}, call)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('-9007199254740992'),
    });
    await expect(
      ledger.client.createAccount({ name: 'x', type: 'cash', currency: 'EUR', openingBalanceMinor: max + 1 }, call),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(
      ledger.database.query(`update transactions.transaction set amount_minor = 9007199254740992 where account_id = $1`, [
        accountId,
      ]),
    ).rejects.toThrow(/transaction_amount_safe/);
  });

  it('are made, changed field by field, and deleted', async () => {
    const made = await ledger.client.createAccount({ name: ' Purse ', type: 'cash', currency: 'chf', institution: ' ' }, call);
    expect(made).toMatchObject({
      name: 'Purse',
      type: 'cash',
      currency: 'CHF',
      balanceMinor: 0,
      transactionCount: 0,
      archived: false,
    });
    expect(made).not.toHaveProperty('institution');
    const { id } = made;
    await ledger.client.updateAccount({ id, bankRef: 'CH93', institution: 'First Bank', openingBalanceMinor: 500 }, call);
    await ledger.client.updateAccount({ id, archived: true, institution: null as never }, call);
    const { institution: _none, ...rest } = {
      ...made,
      bankRef: 'CH93',
      archived: true,
      openingBalanceMinor: 500,
      balanceMinor: 500,
    };
    expect(await ledger.client.getAccount({ id }, call)).toEqual(rest);
    expect(await ledger.client.deleteAccount({ id }, call)).toEqual({ affected: 1 });
    await expect(ledger.client.getAccount({ id }, call)).rejects.toMatchObject({ code: 'accounts.not-found' });
  });

  it('refuse blank names and currencies that ISO 4217 does not have', async () => {
    await expect(ledger.client.createAccount({ name: '  ', type: 'cash', currency: 'EUR' }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(ledger.client.createAccount({ name: 'x', type: 'cash', currency: 'ZZZ' }, call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(ledger.client.createAccount({ name: 'x', type: 'vault' as never, currency: 'EUR' }, call)).rejects.toMatchObject(
      { code: 'invalid-input' },
    );
  });

  it('change their currency only while they are empty', async () => {
    const id = await ledger.newAccount(call, 'EUR');
    expect(await ledger.client.updateAccount({ id, currency: 'USD' }, call)).toMatchObject({ currency: 'USD' });
    await ledger.insert(call, { accountId: id, bookedOn: '2026-01-01', amountMinor: 1, description: 'x' });
    await expect(ledger.client.updateAccount({ id, currency: 'EUR' }, call)).rejects.toMatchObject({
      code: 'accounts.currency-in-use',
    });
    expect(await ledger.client.updateAccount({ id, currency: 'USD', name: 'Dollars' }, call)).toMatchObject({
      name: 'Dollars',
      currency: 'USD',
    });
    await expect(
      ledger.database.query(`update transactions.transaction set currency = 'EUR' where account_id = $1`, [id]),
    ).rejects.toThrow(/foreign key/);
  });

  it('go with their transactions only when told so', async () => {
    const id = await ledger.newAccount(call, 'EUR');
    const other = await ledger.newAccount(call, 'EUR');
    for (const accountId of [id, id, other])
      await ledger.insert(call, { accountId, bookedOn: '2026-01-01', amountMinor: 1, description: 'x' });
    await expect(ledger.client.deleteAccount({ id }, call)).rejects.toMatchObject({ code: 'accounts.not-empty' });
    expect(await ledger.client.deleteAccount({ id, withTransactions: true }, call)).toEqual({ affected: 3 });
    expect((await ledger.client.listTransactions({}, call)).items).toMatchObject([{ accountId: other }]);
  });
});
