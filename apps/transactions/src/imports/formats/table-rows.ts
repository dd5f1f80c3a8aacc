import type { CalendarDate } from '#money';
import { AmountError, currencyOf, findCurrency, parseDate } from '#money';

import { parseAmount } from './amount-text.js';
import type { ColumnRole, CsvMapping } from './csv-mapping.js';
import type { CsvRecord } from './csv-splitter.js';
import { currenciesBeside } from './currency-signs.js';
import { formulaOf } from './formula-text.js';
import { excerptOf, oneLine, shorten } from './row-text.js';
import { directionOf, statusOf } from './row-words.js';
import type { FailedRow, FailedRowCode, StatementRow, StatementWarning } from './statement.js';

/** Why a row fails; caught where the row is. */
class RowError extends Error {
  constructor(
    readonly code: FailedRowCode,
    message: string,
  ) {
    super(message);
  }
}

const MONEY = new Set<ColumnRole | undefined>(['amount', 'debit', 'credit', 'balance']);

/** Makes rows of the records of a table, by a mapping of its columns. */
export class TableRows {
  private readonly at: Partial<Record<ColumnRole, number>> = {};
  private readonly descriptions: number[];
  private readonly notes: number[];
  private readonly needed: number;
  private readonly exponent: number;
  /** The fewest columns that a row has had so far. */
  private narrowest = Number.POSITIVE_INFINITY;
  /** The number of decimals that the money in the last column has had in every row so far; -1 where they differ. */
  private lastDecimals: number | undefined;
  private rowsSeen = 0;
  private toldCurrency = false;
  private readonly dates = new Map<string, CalendarDate | null>();

  constructor(
    private readonly mapping: CsvMapping,
    private readonly accountCurrency: string,
  ) {
    mapping.roles.forEach((role, index) => (this.at[role] ??= index));
    const all = (role: ColumnRole): number[] => mapping.roles.flatMap((each, index) => (each === role ? [index] : []));
    this.descriptions = all('description');
    this.notes = all('notes');
    const { bookedOn = 0, amount = 0, debit, credit } = this.at;
    // Of a debit and a credit column the later one may be cut off where it is empty.
    this.needed = 1 + Math.max(bookedOn, amount, Math.min(debit ?? credit ?? 0, credit ?? debit ?? 0));
    this.exponent = currencyOf(mapping.currency ?? accountCurrency).exponent;
  }

  /** The row of a record, why it fails, or undefined for a record without any value. */
  read(record: CsvRecord, warn: (warning: StatementWarning) => void): StatementRow | FailedRow | undefined {
    try {
      return record.problem ? this.refuse(record) : this.toRow(record, warn);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      return { line: record.line, code: error.code, message: error.message, excerpt: excerptOf(record.raw) };
    }
  }

  private refuse(record: CsvRecord): never {
    if (record.problem === 'too-long') throw new RowError('row.too-long', 'The line is far too long for a transaction.');
    throw new RowError(
      'row.cut-off',
      'A quotation mark opens on this line and does not close: the line is damaged or the file is cut off.',
    );
  }

  private toRow(record: CsvRecord, warn: (warning: StatementWarning) => void): StatementRow | undefined {
    const { fields, line } = record;
    const { at, mapping } = this;
    // The last line of a file that ends without a line end, and has fewer columns than any before it, or than the header.
    const fewest = this.narrowest === Number.POSITIVE_INFINITY ? mapping.header.length : this.narrowest;
    const isCut = record.unended === true && fields.length < fewest;
    const cutInFigures = record.unended ? this.cutInFigures(fields) : undefined;
    if ((isCut && !fields.every(isBlank)) || cutInFigures === 'surely')
      throw new RowError('row.cut-off', 'The file ends in the middle of this row.');
    if (fields.length < this.needed) {
      if (fields.every(isBlank)) return undefined;
      throw new RowError(
        'row.too-few-columns',
        `The row has ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}; the amount or the date is in column ${this.needed}.`,
      );
    }
    if (fields.length > mapping.roles.length && !fields.slice(mapping.roles.length).every(isBlank)) {
      throw new RowError(
        'row.too-many-columns',
        `The row has ${fields.length} columns instead of ${mapping.roles.length}: perhaps a text or an amount contains the separator.`,
      );
    }
    const dateText = (fields[at.bookedOn as number] as string).trim();
    if (dateText === '' && fields.every(isBlank)) return undefined;
    const currency = this.currencyOf(fields);
    const exponent = currency === undefined ? this.exponent : currencyOf(currency).exponent;
    const status = at.status === undefined ? 'booked' : statusOf(fields[at.status] ?? '');
    if (status === 'not-carried-out')
      throw new RowError(
        'row.not-carried-out',
        `The bank marks this row as "${fields[at.status as number]?.trim()}": no money moved.`,
      );
    if (!this.toldCurrency) this.checkSigns(fields, currency, line, warn);
    const row: StatementRow = {
      line,
      bookedOn: this.date(dateText, line),
      amountMinor: this.amount(fields, exponent),
      description: '',
      status,
    };
    if (currency !== undefined) row.currency = currency;
    const valueText = this.text(fields, at.valueOn);
    const valueOn = valueText === '' ? undefined : this.dateOrNothing(valueText);
    if (valueOn !== undefined) row.valueOn = valueOn;
    const balance = this.text(fields, at.balance);
    if (balance !== '') row.balanceMinor = this.amountOrNothing(balance, exponent);
    this.addTexts(row, fields, warn);
    if (fields.length < this.narrowest) this.narrowest = fields.length;
    this.noteDecimals(fields);
    if (cutInFigures)
      warn({
        code: 'file.cut-off',
        line,
        message: `The file ends with the figures of line ${line}, which have fewer decimals than those before: perhaps they go on, and rows are missing. Check them.`,
      });
    return row;
  }

  /** Amounts that are marked as another currency's than the account's: told once. */
  private checkSigns(
    fields: readonly string[],
    currency: string | undefined,
    line: number,
    warn: (warning: StatementWarning) => void,
  ): void {
    const expected = currency ?? this.accountCurrency;
    for (const column of [this.at.amount, this.at.debit, this.at.credit]) {
      const text = this.text(fields, column);
      const codes = /[^\d.,+\-\s]/.test(text) ? currenciesBeside(text) : undefined;
      if (!codes || codes.includes(expected)) continue;
      this.toldCurrency = true;
      warn({
        code: 'file.other-currency',
        line,
        message: `Line ${line} has "${text.slice(0, 40)}", but the amounts are taken as ${expected}. Check the account's currency.`,
      });
      return;
    }
  }

  /** Whether the file ends in the middle of an amount: fewer decimals than in every row before. */
  private cutInFigures(fields: readonly string[]): 'surely' | 'perhaps' | undefined {
    if (!this.lastDecimals || this.lastDecimals < 0) return undefined;
    const decimals = this.decimalsInLast(fields);
    if (decimals === undefined || decimals >= this.lastDecimals) return undefined;
    // One row does not show that all have decimals; two do, if they have as many as the currency.
    const asCurrency = this.lastDecimals === this.exponent;
    const isSure = this.rowsSeen === 1 ? decimals > 0 && asCurrency : this.rowsSeen > 2 || asCurrency;
    return isSure ? 'surely' : 'perhaps';
  }

  private noteDecimals(fields: readonly string[]): void {
    this.rowsSeen++;
    const decimals = this.decimalsInLast(fields);
    if (decimals === undefined) return;
    this.lastDecimals = this.lastDecimals === undefined || this.lastDecimals === decimals ? decimals : -1;
  }

  /** Decimals of the money in a row's last column, -1 for none at all; undefined where that column is not money. */
  private decimalsInLast(fields: readonly string[]): number | undefined {
    if (fields.length !== this.mapping.roles.length || !MONEY.has(this.mapping.roles.at(-1))) return undefined;
    const text = (fields.at(-1) ?? '').trim();
    if (!/\d/.test(text)) return -1;
    const at = text.lastIndexOf(this.mapping.decimal);
    return at === -1 ? 0 : (/^\d*/.exec(text.slice(at + 1))?.[0].length ?? 0);
  }

  private addTexts(row: StatementRow, fields: readonly string[], warn: (warning: StatementWarning) => void): void {
    const { at } = this;
    const tidy = (value: string): string => shorten(oneLine(value), row.line, warn);
    const counterparty = tidy(this.text(fields, at.counterparty));
    const described =
      this.descriptions.length === 1
        ? formulaOf(fields[this.descriptions[0] as number] ?? '')
        : this.joined(fields, this.descriptions);
    row.description = tidy(described) || counterparty;
    if (counterparty) row.counterparty = counterparty;
    const bankId = this.text(fields, at.bankId);
    if (bankId) row.bankId = bankId.slice(0, 255);
    const category = this.text(fields, at.category);
    if (category) row.category = category.slice(0, 255);
    const account = this.text(fields, at.account);
    if (account) row.accountRef = account.slice(0, 255);
    if (this.notes.length > 0) {
      const notes = tidy(this.joined(fields, this.notes));
      if (notes) row.notes = notes;
    }
  }

  private date(text: string, line: number): CalendarDate {
    if (text === '') throw new RowError('row.missing-date', 'The row has no date.');
    const date = this.dateOrNothing(text);
    if (date === undefined) {
      const order = { dmy: 'day, month, year', mdy: 'month, day, year', ymd: 'year, month, day' }[this.mapping.dateOrder];
      throw new RowError('row.bad-date', `"${text.slice(0, 40)}" on line ${line} is no day of the calendar (read as ${order}).`);
    }
    return date;
  }

  /** Dates come again and again; each is read once. Long texts would keep their piece of the file alive. */
  private dateOrNothing(text: string): CalendarDate | undefined {
    const known = this.dates.get(text);
    if (known !== undefined) return known ?? undefined;
    const date = parseDate(text, this.mapping.dateOrder);
    if (text.length <= 12 && this.dates.size < 10_000) this.dates.set(text, date ?? null);
    return date;
  }

  private amount(fields: readonly string[], exponent: number): number {
    const { at, mapping } = this;
    let amount: number;
    if (at.amount !== undefined) {
      const text = this.text(fields, at.amount);
      if (text === '') throw new RowError('row.missing-amount', 'The row has no amount.');
      amount = this.parse(text, exponent) * this.direction(fields);
    } else {
      const debit = this.text(fields, at.debit);
      const credit = this.text(fields, at.credit);
      if (debit === '' && credit === '') throw new RowError('row.missing-amount', 'The row has neither a debit nor a credit.');
      const out = debit === '' ? 0 : this.parse(debit, exponent);
      amount = (credit === '' ? 0 : this.parse(credit, exponent)) + (mapping.debitsAreNegative ? out : -out);
    }
    if (!Number.isSafeInteger(amount))
      throw new RowError('row.amount-too-large', 'The amount is larger than any that can be kept.');
    if (amount === 0) return 0;
    return mapping.invertAmounts ? -amount : amount;
  }

  private direction(fields: readonly string[]): 1 | -1 {
    if (this.at.direction === undefined) return 1;
    const text = this.text(fields, this.at.direction);
    const direction = directionOf(text);
    if (direction === undefined) throw new RowError('row.bad-amount', `"${text.slice(0, 40)}" says neither debit nor credit.`);
    return direction;
  }

  private parse(text: string, exponent: number): number {
    try {
      return parseAmount(text, this.mapping.decimal, exponent);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new RowError(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
    }
  }

  private amountOrNothing(text: string, exponent: number): number | undefined {
    try {
      return parseAmount(text, this.mapping.decimal, exponent);
    } catch {
      return undefined;
    }
  }

  private currencyOf(fields: readonly string[]): string | undefined {
    if (this.at.currency === undefined) return this.mapping.currency;
    const code = this.text(fields, this.at.currency).toUpperCase();
    if (code === '') return this.mapping.currency;
    if (!findCurrency(code)) throw new RowError('row.bad-currency', `"${code.slice(0, 20)}" is not a currency code.`);
    return code;
  }

  private text(fields: readonly string[], index: number | undefined): string {
    return index === undefined ? '' : formulaOf((fields[index] ?? '').trim());
  }

  private joined(fields: readonly string[], columns: readonly number[]): string {
    return columns
      .map((index) => this.text(fields, index))
      .filter(Boolean)
      .join(' ');
  }
}

function isBlank(field: string): boolean {
  return field.trim() === '';
}
