import { AmountError } from '#money';

import { excerptOf, oneLine, shorten } from '../row-text.js';
import type { FailedRow, FailedRowCode, StatementRow, StatementWarning } from '../statement.js';
import { qifAmount, qifCategory, qifDate, type QifStyle } from './qif-fields.js';
import { qifAction } from './qif-investments.js';
import type { QifField, QifRecord } from './qif-records.js';
import { qifSplits } from './qif-splits.js';

type MovementRecord = Extract<QifRecord, { kind: 'record' }>;

/** How the rows of a file are made. */
export interface QifRowContext {
  style: QifStyle;
  /** Digits of the minor unit of the account's currency: the file names none. */
  exponent: number;
  warn: (warning: StatementWarning) => void;
}

class RowError extends Error {
  constructor(
    readonly code: FailedRowCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The rows of a record: one of a bank, cash, card, asset or liability account; of an investment account none for a movement of
 * securities alone, and two where money comes in and goes on at once (a reinvested dividend, a purchase paid from another
 * account), so that income, transfers and purchases each show and the balance is right.
 */
export function qifRows(record: MovementRecord, investments: boolean, context: QifRowContext): StatementRow[] | FailedRow {
  try {
    if (record.tooLong) throw new RowError('row.too-long', 'The record is far too long for a movement.');
    if (record.unended === 'in-line') assertLastLineWhole(record, context);
    return investments ? investmentRows(record, context) : [bankRow(record, context)];
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line: record.line, code: error.code, message: error.message, excerpt: qifExcerpt(record) };
  }
}

export function qifExcerpt({ fields }: MovementRecord): string {
  return excerptOf(fields.map(({ code, value }) => code + value).join(' '));
}

/** The first value of a code before the parts of the movement; empty where there is none. */
export function valueOf(fields: readonly QifField[], code: string): string {
  return fields.find((field) => field.code === code)?.value ?? '';
}

function bankRow(record: MovementRecord, context: QifRowContext): StatementRow {
  const { fields, line } = record;
  const row = basicRow(record, context, amountOf(fields, context));
  const payee = valueOf(fields, 'P');
  setTexts(row, payee, valueOf(fields, 'M'), context);
  const number = valueOf(fields, 'N').slice(0, 255);
  // ATM, EFT, DEP … say what kind of movement it is; figures are a cheque's or the bank's number.
  if (/\d/.test(number)) row.reference = number;
  else if (number) row.bankCode = number;
  setCategory(row, valueOf(fields, 'L'));
  if (row.category && row.description === '') row.description = row.category;
  const address = fields.flatMap(({ code, value }) => (code === 'A' && value ? [value] : []));
  const notes = shorten(oneLine(address.join(', ')), line, context.warn);
  if (notes) row.notes = notes;
  const splits = qifSplits(fields, row.amountMinor, context.style, context.exponent, line, context.warn);
  if (splits) row.splits = splits;
  return row;
}

function investmentRows(record: MovementRecord, context: QifRowContext): StatementRow[] {
  const { fields } = record;
  const name = valueOf(fields, 'N');
  const action = qifAction(name);
  if (!action) {
    throw new RowError('row.unknown-kind', `"${name.slice(0, 40)}" is no known action; it is open whether money came or went.`);
  }
  if (action.cash === 0) {
    basicRow(record, context, 0);
    return [];
  }
  const stated = amountOf(fields, context);
  // Quicken writes sizes, and a few programs the minus of a purchase too.
  const amount = action.cash === 'signed' || action.cash === 1 ? stated : -Math.abs(stated);
  const row = basicRow(record, context, amount === 0 ? 0 : amount);
  const security = valueOf(fields, 'Y');
  const units = valueOf(fields, 'Q');
  const price = valueOf(fields, 'I');
  const what = [action.words, security].filter(Boolean).join(' ');
  setTexts(row, valueOf(fields, 'P') || what, valueOf(fields, 'M'), context);
  if (name) row.bankCode = name.slice(0, 255);
  if (units) row.notes = `${units.slice(0, 40)} × ${price.slice(0, 40) || '?'}${security ? ` ${security.slice(0, 200)}` : ''}`;
  setCategory(row, valueOf(fields, 'L'));
  if (action.reinvests) return [row, { ...row, amountMinor: negative(row), description: text(`Reinvested in ${security}`) }];
  if (!action.passesThrough) return [row];
  // The other account's movement, and the one that it pays for or comes from.
  const { transferAccountRef, ...own } = row;
  const transfer = text(`Transfer for ${row.description}`);
  return [own, { ...row, amountMinor: negative(row), description: transfer, ...(transferAccountRef && { transferAccountRef }) }];

  function text(words: string): string {
    return shorten(oneLine(words), record.line, context.warn);
  }
}

function negative({ amountMinor }: StatementRow): number {
  return amountMinor === 0 ? 0 : -amountMinor;
}

function basicRow({ fields, line }: MovementRecord, { style }: QifRowContext, amountMinor: number): StatementRow {
  const dateText = valueOf(fields, 'D');
  if (dateText === '') throw new RowError('row.missing-date', 'The movement has no date (D).');
  const bookedOn = qifDate(dateText, style.dateOrder);
  if (bookedOn === undefined) {
    const order = { dmy: 'day, month, year', mdy: 'month, day, year', ymd: 'year, month, day' }[style.dateOrder];
    throw new RowError('row.bad-date', `"${dateText.slice(0, 40)}" is no day of the calendar (read as ${order}).`);
  }
  return { line, bookedOn, amountMinor, description: '', status: 'booked' };
}

/** T, or U where only that is there: the same amount, for which Quicken has room for more figures. */
function amountOf(fields: readonly QifField[], { style, exponent }: QifRowContext): number {
  const amount = valueOf(fields, 'T') || valueOf(fields, 'U');
  if (amount === '') throw new RowError('row.missing-amount', 'The movement has no amount (T or U).');
  try {
    return qifAmount(amount, style, exponent);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    throw new RowError(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
  }
}

function setTexts(row: StatementRow, payee: string, memo: string, { warn }: QifRowContext): void {
  const name = shorten(oneLine(payee), row.line, warn);
  const words = oneLine(memo);
  const both = words === '' || name.includes(words) ? name : words.startsWith(name) ? words : `${name} ${words}`;
  row.description = shorten(both, row.line, warn);
  if (name && name !== row.description) row.counterparty = name;
}

function setCategory(row: StatementRow, text: string): void {
  const { category, transferAccountRef, tags } = qifCategory(text);
  if (category) row.category = category;
  if (transferAccountRef) row.transferAccountRef = transferAccountRef;
  if (tags.length > 0) row.tags = tags;
}

/** The last line of a file that has no line end may be cut: an amount is believed if it has all its decimals, a date never. */
function assertLastLineWhole({ fields }: MovementRecord, { exponent }: QifRowContext): void {
  const last = fields.at(-1);
  if (!last || !'DTU$%'.includes(last.code)) return;
  const whole = exponent > 0 && new RegExp(`[.,]\\d{${exponent}}$`).test(last.value);
  if (last.code === 'D' || !whole) throw new RowError('row.cut-off', 'The file ends in the middle of this movement.');
}
