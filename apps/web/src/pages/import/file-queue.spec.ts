import { isClear, type QueuedFile } from './file-queue';

const row = { line: 2, bookedOn: '2026-01-02', amountMinor: -100, currency: 'EUR', description: 'X' };
const file = (accounts: object[], rows: object[] = [row]): QueuedFile =>
  ({ id: 0, fileName: 'a', bytes: 1, share: 1, state: 'looked-at', preview: { accounts, rows } }) as unknown as QueuedFile;

describe('a file of several can be imported unseen', () => {
  it('when every account in it is known, or it has one and an account was chosen', () => {
    expect(isClear(file([{ ref: '1', accountId: 'a' }]), undefined)).toBe(true);
    expect(isClear(file([]), 'b')).toBe(true);
    expect(isClear(file([{ ref: '1' }]), 'b')).toBe(true);
  });

  it('not when an account is open, several are unknown, or nothing can be read yet', () => {
    expect(isClear(file([]), undefined)).toBe(false);
    expect(isClear(file([{ ref: '1', accountId: 'a' }, { ref: '2' }]), 'b')).toBe(false);
    expect(isClear(file([], []), 'b')).toBe(false);
    expect(isClear({ ...file([]), state: 'sending' }, 'b')).toBe(false);
  });
});
