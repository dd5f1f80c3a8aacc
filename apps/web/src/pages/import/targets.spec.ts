import { accountType, fileTargets } from './targets';

const row = { line: 2, bookedOn: '2026-01-02', amountMinor: -100, currency: 'CHF', description: 'X' };

describe('the accounts a file belongs to', () => {
  it('is one, named after the file, where the file names none', () => {
    expect(fileTargets({ accounts: [], rows: [row] }, 'everyday_account-2026.csv')).toEqual([
      { ref: '', name: 'everyday account 2026', currency: 'CHF' },
    ]);
  });

  it('are those of the file, told apart by the end of their numbers', () => {
    const accounts = [
      { ref: '000111', currency: 'USD' },
      { ref: '000222', name: 'Card', accountId: 'ours' },
    ];
    expect(fileTargets({ accounts, rows: [] }, 'all.ofx')).toEqual([
      { ref: '000111', name: 'Account 0111', currency: 'USD' },
      { ref: '000222', name: 'Card', accountId: 'ours' },
    ]);
  });

  it('have a type from the words of OFX', () => {
    expect(['CHECKING', 'SAVINGS', 'CREDITCARD', 'CREDITLINE', 'MONEYMRKT', undefined].map(accountType)).toEqual([
      'checking',
      'savings',
      'credit-card',
      'loan',
      'savings',
      'checking',
    ]);
  });
});
