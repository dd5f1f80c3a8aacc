import type { FailedRow, StatementAccount, StatementRow } from '../src/imports/formats/index.js';
import type { Comparison } from './comparison.js';
import type { Reading } from './read-file.js';

/**
 * Expected results as genkgo/camt writes them beside a CAMT file (FILE.json): its objects with the class in `__CLASS__`, and
 * `"__RECURSIVITY__"` where an object has been written before. So every object stands in the file once, and reading them in the
 * file's order gives them in the statement's.
 */
type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Whether a JSON text is such an expectation. */
export function isGenkgoJson(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && String((json as JsonObject).__CLASS__).startsWith('Genkgo\\Camt\\');
}

/** Whether the expectation has any movement. */
export function hasEntries(json: JsonObject): boolean {
  return entriesOf(json).length > 0;
}

export function compareWithGenkgo(reading: Reading, json: JsonObject, result: Comparison): void {
  const items = [...reading.rows, ...reading.failed].sort((left, right) => left.line - right.line);
  for (const [index, entry] of entriesOf(json).entries()) compareEntry(items, entry, `entry ${index + 1}`, result);
  result.same('count', 'file', items.length, 0);
  compareBalances(reading, json, result);
}

/** Takes the row of an entry, or the rows of its payments, from the beginning of `items` and compares them. */
function compareEntry(
  items: Array<StatementRow | FailedRow>,
  { entry, record }: RecordEntry,
  where: string,
  result: Comparison,
): void {
  const amount = moneyOf(entry.getAmount);
  // The first payment stands under a name of its own, and under the name of all only its repetition does.
  const details = objectsOf([entry.getTransactionDetail ?? null, entry.getTransactionDetails ?? null], 'EntryTransactionDetail');
  const account = textOf(accountOf(record)?.getIdentification);
  const first = items[0];
  if (first && 'code' in first && statusOf(entry) === 'INFO') {
    items.shift();
    result.allow('INFO entries moved no money and are told as failed rows');
    return;
  }
  const rows = takeRows(items, amount?.minor ?? 0, details.length);
  if (rows.length === 0) return result.fail('count', `${where}: no row`);
  const sum = rows.reduce((total, row) => total + row.amountMinor, 0);
  result.same('amount', where, sum, amount?.minor);
  rows.forEach((row, i) => {
    const at = rows.length > 1 ? `${where}, payment ${i + 1}` : where;
    result.same('currency', at, row.currency, amount?.currency);
    if (account !== undefined) result.same('account', at, row.accountRef?.slice(0, account.length), account);
    result.same('status', at, row.status, statusOf(entry) === 'PDNG' ? 'pending' : 'booked');
    compareDay('booking date', at, row.bookedOn, entry.getBookingDate ?? entry.getValueDate ?? null, result);
    if (entry.getValueDate) compareDay('value date', at, row.valueOn, entry.getValueDate, result);
    const reference = textOf(entry.getAccountServicerReference);
    if (reference !== undefined)
      result.same('bank reference', at, rows.length > 1 ? row.bankId?.slice(0, reference.length) : row.bankId, reference);
    compareReference(at, row, details[rows.length > 1 ? i : details.length === 1 ? 0 : -1], result);
  });
}

/** The rows at the beginning of `items` that come to the amount: one, or as many as the entry has payments. */
function takeRows(items: Array<StatementRow | FailedRow>, amountMinor: number, payments: number): StatementRow[] {
  const first = items[0];
  if (!first || 'code' in first) return [];
  const several = items.slice(0, payments).filter((item): item is StatementRow => !('code' in item));
  const isDivided =
    payments > 1 &&
    several.length === payments &&
    several.every(({ line }) => line === first.line) &&
    several.reduce((sum, row) => sum + row.amountMinor, 0) === amountMinor;
  const rows = isDivided ? several : [first];
  items.splice(0, rows.length);
  return rows;
}

function compareReference(where: string, row: StatementRow, detail: JsonObject | undefined, result: Comparison): void {
  const references = objectsOf(detail?.getReference ?? null, 'Reference')[0];
  const endToEnd = textOf(references?.getEndToEndId);
  if (endToEnd !== undefined && !/^not ?provided$/i.test(endToEnd)) result.same('reference', where, row.reference, endToEnd);
}

/** The first opening and the last closing balance of each account. */
function compareBalances(reading: Reading, json: JsonObject, result: Comparison): void {
  const records = objectsOf(json, ...RECORDS);
  const ids = new Set(records.map((record) => textOf(accountOf(record)?.getIdentification)).filter((id) => id !== undefined));
  for (const id of ids) {
    const account = reading.accounts.find(({ ref }) => ref === id || ref.startsWith(`${id} `));
    result.same('account', 'file', account?.ref.slice(0, id.length), id);
    if (!account) continue;
    const own = records.filter((record) => textOf(accountOf(record)?.getIdentification) === id);
    const balances = own.flatMap((record) => objectsOf(record.getBalances ?? null, 'Balance'));
    const openings = edge(balances, ['opening'], -1);
    const closings = edge(balances, ['closing'], 1);
    compareBalance('opening balance', account, account.openingBalanceMinor, openings, reading, result);
    compareBalance(
      'closing balance',
      account,
      account.balanceMinor,
      closings.length > 0 ? closings : edge(balances, ['interim'], 1),
      reading,
      result,
    );
  }
}

function compareBalance(
  what: string,
  account: StatementAccount,
  found: number | undefined,
  expected: JsonObject[],
  reading: Reading,
  result: Comparison,
): void {
  if (expected.length === 0) return;
  const amounts = expected.map((balance) => moneyOf(balance.getAmount)).filter((amount) => amount !== undefined);
  const own = amounts.filter(({ currency }) => currency === account.currency);
  if (own.length === 0) {
    const isTold = reading.warnings.some(({ code }) => code === 'file.unreadable-balance');
    if (isTold && found === undefined)
      return result.allow('a balance in another currency than the account’s is left out with a warning');
    return result.fail(what, `${account.ref}: ${what} in a currency that is not the account's`);
  }
  // A booked opening and the previous closing are one type here; they are one day's, and either may be taken.
  const match = own.find(({ minor }) => minor === found) ?? own[0];
  result.same(what, account.ref, found, match?.minor);
}

/** The balances of these types on their first (-1) or last (1) day. */
function edge(balances: JsonObject[], types: string[], direction: -1 | 1): JsonObject[] {
  const some = balances.filter((balance) => types.includes(String(balance.getType)));
  const days = some.map((balance) => instantOf(balance.getDate)?.slice(0, 10) ?? '').sort();
  const day = direction === -1 ? days[0] : days.at(-1);
  return some.filter((balance) => (instantOf(balance.getDate)?.slice(0, 10) ?? '') === day);
}

/**
 * A day against an expected instant. The expectations turn every time into UTC; the statement's day is the bank's, as written.
 * So a time other than midnight may be of the day before or after, within the zones that there are (UTC−12 to UTC+14).
 */
function compareDay(what: string, where: string, found: string | undefined, expected: Json, result: Comparison): void {
  const instant = instantOf(expected);
  if (instant === undefined) return;
  const day = instant.slice(0, 10);
  if (found !== day && found !== undefined && !instant.includes('T00:00:00')) {
    const hours = (Date.parse(instant) - Date.parse(`${found}T00:00:00Z`)) / 3_600_000;
    if (hours >= -14 && hours < 24 + 12) {
      result.compared.add(what);
      return result.allow('expected times are in UTC, days are the bank’s');
    }
  }
  result.same(what, where, found, day);
}

/** An entry and the statement, report or notification that it belongs to. */
interface RecordEntry {
  entry: JsonObject;
  record?: JsonObject;
}

const RECORDS = ['Statement', 'Report', 'Notification'];

/** The entries in the statement's order: an entry holds its record, which holds the entries after it. */
function entriesOf(json: Json): RecordEntry[] {
  const found: RecordEntry[] = [];
  walk(json, (value, around) => {
    if (!isOf(value, ['Entry'])) return;
    const own = value.getRecord;
    const record = isObject(own) ? own : around.findLast((each) => isOf(each, RECORDS));
    found.push({ entry: value, record });
  });
  return found;
}

/** Objects of a class in the order of the file, each once. */
function objectsOf(json: Json, ...names: string[]): JsonObject[] {
  const found: JsonObject[] = [];
  walk(json, (value) => {
    if (isOf(value, names)) found.push(value);
  });
  return found;
}

/** Shows every object to `see`, with the objects around it. */
function walk(
  json: Json,
  see: (value: JsonObject, around: readonly JsonObject[]) => void,
  around: readonly JsonObject[] = [],
): void {
  if (Array.isArray(json)) for (const item of json) walk(item, see, around);
  else if (isObject(json)) {
    see(json, around);
    for (const value of Object.values(json)) walk(value, see, [...around, json]);
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object is of one of these classes of genkgo/camt. */
function isOf(value: JsonObject, names: readonly string[]): boolean {
  const path = String(value.__CLASS__ ?? '').split('\\');
  return path.includes('DTO') && names.includes(path.at(-1) as string);
}

function accountOf(record: JsonObject | undefined): JsonObject | undefined {
  const account = record?.getAccount;
  return isObject(account) ? account : undefined;
}

function moneyOf(value: Json | undefined): { minor: number; currency: string } | undefined {
  const money = value as { getAmount?: string; getCurrency?: { getCode?: string } } | null | undefined;
  const minor = Number(money?.getAmount);
  const currency = money?.getCurrency?.getCode;
  return money && currency !== undefined && Number.isSafeInteger(minor) ? { minor, currency } : undefined;
}

function instantOf(value: Json | undefined): string | undefined {
  return textOf((value as JsonObject | null | undefined)?.['0']);
}

function statusOf(entry: JsonObject): string | undefined {
  return textOf(entry.getStatus);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
