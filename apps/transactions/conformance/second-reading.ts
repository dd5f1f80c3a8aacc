import { parse } from 'csv-parse/sync';

import { findCurrency, toMinorUnits } from '#money';

import type { FailedRow, StatementRow } from '../src/imports/formats/index.js';
import type { Comparison } from './comparison.js';
import { dayAndAmount, takeOne, type DayAndAmount } from './day-and-amount.js';
import type { Reading } from './read-file.js';

/**
 * Second readings, for files that nobody wrote an expectation for: by other means (regular expressions, another library), of
 * what can be told without understanding the file. False where a format has none.
 */
export function readAgain(reading: Reading, text: string, result: Comparison): boolean {
  if (reading.format === 'ofx') readOfxAgain(reading, text, result);
  else if (reading.format === 'qif') readQifAgain(reading, text, result);
  else if (reading.format === 'csv') return readCsvAgain(reading, text, result);
  else return false;
  return true;
}

/** Every STMTTRN must be a row or a failed row; rows beside them must be totals of investment transactions. */
function readOfxAgain(reading: Reading, text: string, result: Comparison): void {
  const currency = /<CURDEF>\s*([A-Z]{3})/.exec(text)?.[1] ?? reading.rows[0]?.currency ?? 'USD';
  const value = (block: string, tag: string): string => new RegExp(`<${tag}>\\s*([^<\\r\\n]*)`).exec(block)?.[1]?.trim() ?? '';
  const left = [...reading.rows];
  let unreadable = 0;
  // The end of a movement is its closing tag or, where that is missing, the next one's beginning.
  for (const block of text.match(/<STMTTRN>[^]*?(?=<\/STMTTRN>|<STMTTRN>|$)/g) ?? []) {
    const movement = dayAndAmount(value(block, 'DTPOSTED').slice(0, 8), 'ymd', value(block, 'TRNAMT'), currency);
    const id = value(block, 'FITID');
    if (!movement) unreadable++;
    else if (takeOne(left, (row) => isOf(row, movement) && (id === '' || row.bankId === id))) result.compared.add('ids');
    else result.fail('amounts', `no row for ${movement.day} ${movement.amountMinor} with id "${id}"`);
  }
  for (const what of ['dates', 'amounts']) result.compared.add(what);
  result.same('count of failed rows', 'file', reading.failed.length, unreadable);
  const totals = [...text.matchAll(/<TOTAL>\s*(-?[\d.]+)/g)].map(([, total]) =>
    Math.abs(toMinorUnits(total as string, currency)),
  );
  for (const row of left)
    if (!takeOne(totals, (total) => total === Math.abs(row.amountMinor)))
      result.fail('count', `${row.bookedOn} ${row.amountMinor} stands nowhere in the file`);
  compareOfxBalances(reading, text, currency, value, result);
}

function compareOfxBalances(
  reading: Reading,
  text: string,
  currency: string,
  value: (block: string, tag: string) => string,
  result: Comparison,
): void {
  for (const block of text.match(/<(?:CC)?STMTRS>[^]*?<LEDGERBAL>[^]*?(?=<\/LEDGERBAL>|<AVAILBAL>|$)/g) ?? []) {
    const [account = '', balance = ''] = [value(block, 'ACCTID'), value(block.slice(block.indexOf('<LEDGERBAL>')), 'BALAMT')];
    if (balance === '') continue;
    const found = reading.accounts.find(({ ref }) => ref === account || ref.startsWith(`${account} `));
    result.same('closing balance', account, found?.balanceMinor, toMinorUnits(balance, currency));
  }
}

/** Every record with a date and an amount must be a row; the date by its numbers, whatever their order. */
function readQifAgain(reading: Reading, text: string, result: Comparison): void {
  const left = reading.rows.map((row) => ({ amountMinor: row.amountMinor, numbers: numbersOf(row.bookedOn) }));
  let count = 0;
  let section = '';
  for (const record of text.split(/^\^\s*$/m)) {
    section = [...record.matchAll(/^!(?:Type:)?(\w+)/gim)].at(-1)?.[1]?.toLowerCase() ?? section;
    const date = /^D(.+)$/m.exec(record)?.[1];
    const amount = /^[TU](\S+)\s*$/m.exec(record)?.[1];
    if (!/^(?:bank|cash|ccard|oth)/.test(section) || date === undefined || amount === undefined) continue;
    count++;
    const amountMinor = toMinorUnits(amount.replaceAll(',', ''), 'USD');
    if (!takeOne(left, (row) => row.amountMinor === amountMinor && row.numbers === numbersOf(date)))
      result.fail('amounts', `no row for ${date} ${amount}`);
  }
  for (const what of ['dates', 'amounts']) result.compared.add(what);
  result.same('count', 'file', reading.rows.length, count);
}

/** Every row's amount and day must stand in its own record, as csv-parse cuts the file; and no record may be left out. */
function readCsvAgain(reading: Reading, text: string, result: Comparison): boolean {
  const records = recordsOf(text);
  if (!records) return false;
  const left = [...records];
  for (const row of reading.rows)
    if (!takeOne(left, (cells) => hasAmount(cells, row) && hasDay(cells, row)))
      result.fail('amounts', `no record has ${row.bookedOn} and ${row.amountMinor} together`);
  for (const what of ['dates', 'amounts']) result.compared.add(what);
  const missed = left.filter((cells) => cells.some((cell) => DATE.test(cell)) && cells.some((cell) => AMOUNT.test(cell)));
  if (missed.length > reading.failed.length)
    result.fail('count', `${missed.length - reading.failed.length} records with a date and an amount became no row`);
  return true;
}

const DATE = /^\W*\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]{1,2}\d{2,4}/;
const AMOUNT = /^[^\w]*\d[\d.,' ]*[^\w]*$/;

/** The records by whichever delimiter gives most cells. */
function recordsOf(text: string): string[][] | undefined {
  const tries = [',', ';', '\t', '|'].flatMap((delimiter): string[][][] => {
    try {
      return [parse(text, { delimiter, bom: true, relaxColumnCount: true, relaxQuotes: true, trim: true, skipEmptyLines: true })];
    } catch {
      return [];
    }
  });
  const cells = (records: string[][]): number => records.reduce((sum, record) => sum + record.length, 0);
  return tries.sort((left, right) => cells(right) - cells(left))[0];
}

/** Whether a cell has the amount's figures, with any separators, sign or currency around them. */
function hasAmount(cells: readonly string[], { amountMinor, currency }: StatementRow): boolean {
  const wanted = String(Math.abs(amountMinor));
  const exponent = findCurrency(currency ?? '')?.exponent ?? 2;
  return cells.some((cell) => {
    const figures = cell.replace(/[^\d.,]/g, '');
    const mark = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','));
    // Three figures behind the last mark may be thousands or decimals: both ways count.
    const decimals = mark === -1 ? [0] : figures.length - mark === 4 ? [0, 3] : [figures.length - mark - 1];
    const digits = figures.replace(/\D/g, '');
    return decimals.some((count) => {
      const minor = count > exponent ? digits.slice(0, exponent - count) : digits + '0'.repeat(exponent - count);
      return digits !== '' && minor.replace(/^0+(?=\d)/, '') === wanted;
    });
  });
}

function hasDay(cells: readonly string[], { bookedOn }: StatementRow): boolean {
  const wanted = numbersOf(bookedOn);
  return cells.some((cell) => DATE.test(cell) && numbersOf(cell.replace(/[T ]\d{1,2}:\d\d.*$/, '')) === wanted);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The numbers of a date without their order: the year by its last two figures, a month by its name. */
function numbersOf(date: string): string {
  const parts = date.toLowerCase().match(/\d+|[a-z]{3,}/g) ?? [];
  return parts
    .map((part) => (/\d/.test(part) ? Number(part) % 100 : MONTHS.indexOf(part.slice(0, 3)) + 1))
    .filter((number, i) => i < 3 && number >= 0)
    .sort((left, right) => left - right)
    .join(' ');
}

function isOf(row: StatementRow, { day, amountMinor }: DayAndAmount): boolean {
  return row.bookedOn === day && row.amountMinor === amountMinor;
}

/** Failed rows in words: how many, and why. */
export function failedWords(failed: readonly FailedRow[]): string {
  const codes = [...new Set(failed.map(({ code }) => code))].join(', ');
  return failed.length === 0 ? '' : `${failed.length} rows refused (${codes})`;
}
