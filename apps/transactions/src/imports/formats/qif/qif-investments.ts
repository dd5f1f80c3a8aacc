/** What an action of an investment account does to its cash. */
export interface QifAction {
  /** 1 money comes in, -1 it goes out, 0 none moves; `signed` where the amount says it itself. */
  cash: 1 | -1 | 0 | 'signed';
  /** The money comes from another account, or goes there at once, and so does not stay here. */
  passesThrough: boolean;
  /** The income is spent on the same security at once. */
  reinvests: boolean;
  /** In words, for the description. */
  words: string;
}

const INCOME = {
  Div: 'Dividend',
  IntInc: 'Interest',
  CGLong: 'Long-term capital gain',
  CGMid: 'Mid-term capital gain',
  CGShort: 'Short-term capital gain',
  MiscInc: 'Income',
  RtrnCap: 'Return of capital',
  Sell: 'Sale of',
  ShtSell: 'Short sale of',
};
const EXPENSE = { Buy: 'Purchase of', CvrShrt: 'Cover short of', MiscExp: 'Expense', MargInt: 'Margin interest' };
const REINVESTED = {
  ReinvDiv: 'Dividend',
  ReinvInt: 'Interest',
  ReinvLg: 'Long-term capital gain',
  ReinvMd: 'Mid-term capital gain',
  ReinvSh: 'Short-term capital gain',
};
const WITHOUT_CASH = 'ShrsIn ShrsOut StkSplit Grant Vest Expire Reminder';

const ACTIONS = new Map<string, QifAction>();
for (const [name, words] of Object.entries(INCOME)) add(name, { cash: 1, words });
for (const [name, words] of Object.entries(EXPENSE)) add(name, { cash: -1, words });
for (const [name, words] of Object.entries(REINVESTED)) add(name, { cash: 1, words, reinvests: true });
for (const name of WITHOUT_CASH.split(' ')) add(name, { cash: 0, words: name });
add('Cash', { cash: 'signed', words: '' });
add('XIn', { cash: 1, words: 'Transfer in' });
add('ContribX', { cash: 1, words: 'Contribution' });
add('XOut', { cash: -1, words: 'Transfer out' });
add('WithdrwX', { cash: -1, words: 'Withdrawal' });

/**
 * The action that an `N` line names (Quicken's list of actions); an `X` at its end means that the money passes through. Undefined
 * for one that is not known.
 */
export function qifAction(name: string): QifAction | undefined {
  if (name === '') return ACTIONS.get('cash');
  const key = name.toLowerCase();
  const known = ACTIONS.get(key);
  if (known) return known;
  const base = key.endsWith('x') ? ACTIONS.get(key.slice(0, -1)) : undefined;
  return base && base.cash !== 0 ? { ...base, passesThrough: true } : undefined;
}

function add(name: string, action: Pick<QifAction, 'cash' | 'words'> & Partial<QifAction>): void {
  ACTIONS.set(name.toLowerCase(), { passesThrough: false, reinvests: false, ...action });
}
