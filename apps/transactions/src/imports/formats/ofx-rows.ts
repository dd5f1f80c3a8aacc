import { AmountError, currencyOf, findCurrency } from '#money';

import { ofxAmount, ofxDate } from './ofx-fields.js';
import { excerptOf, oneLine, shorten } from './row-text.js';
import type { FailedRow, FailedRowCode, StatementRow, StatementWarning } from './statement.js';

type Values = ReadonlyMap<string, string>;

/** Rows of OFX movements (`STMTTRN`, and `STMTTRNP` for pending ones). */
export const OfxRows = {
  /** The row of a movement's values, or why there is none. `currency` is the statement's. */
  make(
    values: Values,
    line: number,
    pending: boolean,
    currency: string | undefined,
    accountCurrency: string,
    warn: (warning: StatementWarning) => void,
  ): StatementRow | FailedRow {
    const fail = (code: FailedRowCode, message: string): FailedRow => ({ line, code, message, excerpt: excerptOfValues(values) });

    const dateText = values.get('DTPOSTED') ?? (pending ? values.get('DTTRAN') : undefined);
    if (dateText === undefined) return fail('row.missing-date', 'The movement has no date (DTPOSTED).');
    const bookedOn = ofxDate(dateText);
    if (bookedOn === undefined) return fail('row.bad-date', `"${dateText.slice(0, 40)}" is no day of the calendar.`);

    const own = (values.get('CURRENCY.CURSYM') ?? values.get('CURRENCY'))?.toUpperCase();
    if (own !== undefined && !findCurrency(own)) return fail('row.bad-currency', `"${own.slice(0, 20)}" is not a currency code.`);
    const rowCurrency = own ?? currency;
    const amountText = values.get('TRNAMT');
    if (amountText === undefined) return fail('row.missing-amount', 'The movement has no amount (TRNAMT).');
    let amountMinor: number;
    try {
      amountMinor = ofxAmount(amountText, currencyOf(rowCurrency ?? accountCurrency).exponent);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      return fail(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
    }

    const row: StatementRow = { line, bookedOn, amountMinor, description: '', status: pending ? 'pending' : 'booked' };
    if (rowCurrency !== undefined) row.currency = rowCurrency;
    const valueOn = ofxDate(values.get('DTAVAIL') ?? values.get('DTUSER') ?? '');
    if (valueOn !== undefined) row.valueOn = valueOn;
    const name = shorten(oneLine(values.get('PAYEE.NAME') ?? values.get('NAME') ?? ''), line, warn);
    row.description = shorten(describe(name, oneLine(values.get('MEMO') ?? '')), line, warn);
    if (name && name !== row.description) row.counterparty = name;
    const bankId = values.get('FITID');
    if (bankId !== undefined) row.bankId = bankId.slice(0, 255);
    const type = values.get('TRNTYPE');
    if (type !== undefined) row.bankCode = type.slice(0, 255).toUpperCase();
    const reference = [values.get('CHECKNUM'), values.get('REFNUM')].find((each) => each && !/^0*$/.test(each));
    if (reference) row.reference = reference.slice(0, 255);
    const otherSide = values.get('BANKACCTTO.ACCTID');
    if (otherSide) row.counterpartyAccount = otherSide.slice(0, 255);
    const notes = notesOf(values);
    if (notes) row.notes = notes;
    return row;
  },

  /** The failed row for a movement in which the file ends. */
  cutOff(values: Values, line: number): FailedRow {
    return {
      line,
      code: 'row.cut-off',
      message: 'The file ends in the middle of this movement.',
      excerpt: excerptOfValues(values),
    };
  },
};

/** Name and memo as one text; many banks write the same, or the beginning of it, in both. */
export function describe(name: string, memo: string): string {
  if (memo === '' || name.includes(memo)) return name;
  return memo.startsWith(name) ? memo : `${name} ${memo}`;
}

function notesOf(values: Values): string {
  const notes: string[] = [];
  const check = values.get('CHECKNUM');
  if (check && !/^0*$/.test(check)) notes.push(`Check ${check.slice(0, 40)}`);
  const original = values.get('ORIGCURRENCY.CURSYM');
  if (original)
    notes.push(`Converted from ${original.slice(0, 10)} at ${(values.get('ORIGCURRENCY.CURRATE') ?? '?').slice(0, 30)}`);
  return notes.join('; ');
}

export function excerptOfValues(values: Values): string {
  return excerptOf([...values].map(([name, value]) => `<${name}>${value}`).join(''));
}
