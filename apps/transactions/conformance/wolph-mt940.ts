import { Buffer } from 'node:buffer';

import { findCurrency, toMinorUnits } from '#money';

import { StatementError, type StatementAccount, type StatementRow } from '../src/imports/formats/index.js';
import type { Comparison } from './comparison.js';
import { readAll, type Reading } from './read-file.js';

/** Expected results of wolph/mt940, as `expected.json` lists them by file. */
export interface WolphExpectation {
  account: string | null;
  final_opening_balance?: string;
  final_closing_balance?: string;
  transactions: WolphTransaction[];
}

interface WolphTransaction {
  /** The value date. */
  date: string;
  entry_date: string | null;
  /** Decimal; negative for the mark D. */
  amount: string;
  currency: string | null;
  /** The mark: C, D, RC, RD. */
  status: string;
  /** Kind of movement, as written. */
  id: string;
  customer_reference: string | null;
}

/** Characters of an account number by the standard; that is what the expectations keep of a longer one. */
const ACCOUNT_LENGTH = 35;

/** Whether a JSON value maps files to such expectations. */
export function isWolphJson(json: unknown): json is Record<string, WolphExpectation> {
  const values = typeof json === 'object' && json !== null ? Object.values(json) : [];
  return values.length > 0 && values.every((value) => Array.isArray((value as WolphExpectation | null)?.transactions));
}

export async function compareWithWolph(
  reading: Reading,
  expected: WolphExpectation,
  file: Buffer,
  result: Comparison,
): Promise<void> {
  result.same('count', 'file', reading.rows.length + reading.failed.length, expected.transactions.length);
  expected.transactions.forEach((transaction, i) => {
    const row = reading.rows[i];
    if (row) compareRow(row, transaction, `movement ${i + 1}`, result);
  });
  compareAccount(reading.accounts.at(-1), expected.account, result);
  await compareBalances(expected, file, result);
}

function compareRow(row: StatementRow, expected: WolphTransaction, where: string, result: Comparison): void {
  const currency = expected.currency ?? row.currency;
  if (expected.currency !== null) result.same('currency', where, row.currency, expected.currency);
  if (currency !== undefined && findCurrency(currency))
    result.same('amount', where, row.amountMinor, signed(expected, currency, result));
  result.same('value date', where, row.valueOn, expected.date);
  result.same('booking date', where, row.bookedOn, expected.entry_date ?? expected.date);
  result.same('kind', where, row.bankCode, expected.id.trim() || undefined);
  compareReference(row, expected, where, result);
}

/**
 * The amount with its sign by the standard. The expectations make only D negative; RC takes a credit back, so it is negative too:
 * the balances around such movements add up that way only.
 */
function signed({ amount, status }: WolphTransaction, currency: string, result: Comparison): number {
  const minor = toMinorUnits(amount, currency);
  if (status !== 'RC' || minor < 0) return minor;
  result.allow('RC (a credit taken back) is negative by the standard, positive in the expectation');
  return -minor;
}

/**
 * The reference for the account owner. Not compared where the expectation has none or one that says so (NONREF, a single sign).
 * Where it was taken from the details (KREF+), its text runs on into what follows there.
 */
function compareReference(row: StatementRow, expected: WolphTransaction, where: string, result: Comparison): void {
  const text = expected.customer_reference?.replace(/^KREF\+\s*/, '').trim() ?? '';
  if (text.length < 2 || text === 'NONREF') return;
  const found = row.reference ?? '';
  const isFromDetails = expected.customer_reference?.startsWith('KREF+') === true;
  const plain = (words: string): string => words.replace(/\s/g, '');
  if (isFromDetails && found !== '' && plain(text).startsWith(plain(found))) result.compared.add('reference');
  else result.same('reference', where, found, text);
}

function compareAccount(account: StatementAccount | undefined, expected: string | null, result: Comparison): void {
  if (expected === null) return;
  const ref = account?.ref ?? '';
  const ways = [ref, `${ref}${account?.currency ?? ''}`, `${ref}/${account?.currency ?? ''}`].map((way) =>
    way.slice(0, ACCOUNT_LENGTH),
  );
  if (ways.includes(expected.slice(0, ACCOUNT_LENGTH))) result.compared.add('account');
  else result.same('account', 'file', ref, expected);
}

/**
 * The final balances are those of the file's last :60F: and :62F:; an account's are the first and last of all its statements. So
 * the message that has them is read alone.
 */
async function compareBalances(expected: WolphExpectation, file: Buffer, result: Comparison): Promise<void> {
  const messages = file.toString('latin1').split(/^(?=:20:)/m);
  for (const [what, tag, text] of [
    ['opening balance', ':60F:', expected.final_opening_balance],
    ['closing balance', ':62F:', expected.final_closing_balance],
  ] as const) {
    const message = messages.findLast((each) => each.includes(`\n${tag}`) || each.startsWith(tag));
    if (text === undefined || message === undefined) continue;
    const [account] = (await accountsOf(message)) ?? [];
    if (!account) continue;
    const currency = account.currency ?? 'EUR';
    const found = what === 'opening balance' ? account.openingBalanceMinor : account.balanceMinor;
    const minor = toMinorUnits(text, currency);
    if (new RegExp(`^${tag}[CD]\\d{6}[\\d,]+\\s*$`, 'm').test(message) && minor === 0) {
      result.allow('a balance without a currency is nothing in the expectation');
      continue;
    }
    result.same(what, 'file', found, minor);
  }
}

async function accountsOf(message: string): Promise<StatementAccount[] | undefined> {
  const source = (async function* () {
    yield Buffer.from(message, 'latin1');
  })();
  try {
    return (await readAll(source, 'mt940', 'EUR')).accounts;
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}
