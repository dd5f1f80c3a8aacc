import { AmountError, currencyOf, findCurrency } from '#money';

import { ofxAmount, ofxDate } from './ofx-fields.js';
import { describe, excerptOfValues } from './ofx-rows.js';
import { oneLine, shorten } from './row-text.js';
import type { FailedRow, FailedRowCode, StatementPosition, StatementRow, StatementWarning } from './statement.js';

type Values = ReadonlyMap<string, string>;

/**
 * What a movement of an investment account (OFX 2.3 §13.9.2.4.4) does to the cash in it: `out` and `in` whatever sign the broker
 * gives its total, `signed` as the total says, `reinvest` in and out at once, `none` for securities alone.
 */
type Cash = 'in' | 'out' | 'signed' | 'reinvest' | 'none';

const KINDS: Record<string, readonly [cash: Cash, words: string]> = {
  ...each('BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK', 'out', 'Purchase of'),
  ...each('SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK', 'signed', 'Sale of'),
  INCOME: ['signed', 'Income from'],
  RETOFCAP: ['signed', 'Return of capital from'],
  INVEXPENSE: ['out', 'Expense for'],
  MARGININTEREST: ['out', 'Margin interest'],
  REINVEST: ['reinvest', 'Income from'],
  // Only the cash for fractions of shares moves.
  SPLIT: ['none', 'Cash for fractions of'],
  ...each('CLOSUREOPT JRNLFUND JRNLSEC TRANSFER', 'none', ''),
};
const INCOMES: Record<string, string> = {
  DIV: 'Dividend of',
  INTEREST: 'Interest of',
  CGLONG: 'Long-term capital gain of',
  CGSHORT: 'Short-term capital gain of',
};
export const INVESTMENTS: ReadonlySet<string> = new Set(Object.keys(KINDS));
export const POSITIONS: ReadonlySet<string> = new Set('POSDEBT POSMF POSOPT POSOTHER POSSTOCK'.split(' '));

function each(names: string, cash: Cash, words: string): Record<string, readonly [Cash, string]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, [cash, words] as const]));
}

/** A row whose description still needs the security's name: the list of securities stands at a file's end. */
export interface InvestmentRow {
  row: StatementRow;
  /** What stands before the name. */
  words: string;
  securityId?: string;
  memo: string;
}

/** What is told of a security in the list of securities. */
export interface Security {
  name?: string;
  ticker?: string;
}

/**
 * The rows of a movement of an investment account: none where no money moves, two for income that is reinvested at once, so that it
 * counts as income and the balance stays right.
 */
export function investmentRows(
  kind: string,
  values: Values,
  line: number,
  currency: string | undefined,
  accountCurrency: string,
): InvestmentRow[] | FailedRow {
  const fail = (code: FailedRowCode, message: string): FailedRow => ({ line, code, message, excerpt: excerptOfValues(values) });
  const [cash, words] = KINDS[kind] as readonly [Cash, string];
  const total = cash === 'none' ? values.get('FRACCASH') : values.get('TOTAL');
  if (cash === 'none' && (total === undefined || /^[0.,]*$/.test(total))) return [];
  const dateText = values.get('DTTRADE');
  if (dateText === undefined) return fail('row.missing-date', 'The movement has no date (DTTRADE).');
  const bookedOn = ofxDate(dateText);
  if (bookedOn === undefined) return fail('row.bad-date', `"${dateText.slice(0, 40)}" is no day of the calendar.`);
  const own = values.get('CURRENCY.CURSYM')?.toUpperCase();
  if (own !== undefined && !findCurrency(own)) return fail('row.bad-currency', `"${own.slice(0, 20)}" is not a currency code.`);
  const rowCurrency = own ?? currency;
  if (total === undefined) return fail('row.missing-amount', 'The movement has no amount (TOTAL).');
  let amount: number;
  try {
    amount = roundedAmount(total, currencyOf(rowCurrency ?? accountCurrency).exponent);
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return fail(error.reason === 'too-large' ? 'row.amount-too-large' : 'row.bad-amount', `${error.message}.`);
  }
  const incomeType = values.get('INCOMETYPE')?.toUpperCase();
  const amountMinor = cash === 'out' ? -Math.abs(amount) : cash === 'signed' ? amount : Math.abs(amount);
  const row: StatementRow = {
    line,
    bookedOn,
    amountMinor: amountMinor === 0 ? 0 : amountMinor,
    description: '',
    status: 'booked',
  };
  if (rowCurrency !== undefined) row.currency = rowCurrency;
  const valueOn = ofxDate(values.get('DTSETTLE') ?? '');
  if (valueOn !== undefined) row.valueOn = valueOn;
  row.bankCode = incomeType ? `${kind}/${incomeType.slice(0, 40)}` : kind;
  const bankId = values.get('FITID')?.slice(0, 240);
  if (bankId !== undefined) row.bankId = bankId;
  const notes = notesOf(values);
  if (notes) row.notes = notes;
  const named = { securityId: values.get('UNIQUEID'), memo: oneLine(values.get('MEMO') ?? '') };
  const made: InvestmentRow = { row, words: (incomeType && INCOMES[incomeType]) ?? words, ...named };
  if (cash !== 'reinvest') return [made];
  const spent: StatementRow = { ...row, amountMinor: amountMinor === 0 ? 0 : -amountMinor };
  if (bankId !== undefined) spent.bankId = `${bankId}/reinvested`;
  return [made, { row: spent, words: 'Reinvested in', ...named }];
}

/** The description, once the names of securities are known. */
export function describeInvestment(
  { row, words, securityId, memo }: InvestmentRow,
  securities: ReadonlyMap<string, Security>,
  warn: (warning: StatementWarning) => void,
): StatementRow {
  const security = securityId === undefined ? '' : (securities.get(securityId)?.name ?? securityId);
  const what = security ? `${words} ${oneLine(security)}` : words.replace(/ (?:of|from|for|in)$/, '');
  row.description = shorten(describe(what, memo), row.line, warn);
  return row;
}

/** A position of the values of `POSMF` and its like; undefined without a security or its units. */
export function positionOf(
  values: Values,
  accountRef: string,
  currency: string | undefined,
  accountCurrency: string,
): StatementPosition | undefined {
  const securityId = values.get('UNIQUEID');
  const units = decimalText(values.get('UNITS'));
  if (securityId === undefined || units === undefined) return undefined;
  const position: StatementPosition = { accountRef, securityId: securityId.slice(0, 255), units };
  const unitPrice = decimalText(values.get('UNITPRICE'));
  if (unitPrice !== undefined) position.unitPrice = unitPrice;
  const own = values.get('CURRENCY.CURSYM')?.toUpperCase() ?? currency ?? accountCurrency;
  if (findCurrency(own)) {
    position.currency = own;
    try {
      position.marketValueMinor = roundedAmount(values.get('MKTVAL') ?? '', currencyOf(own).exponent);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
    }
  }
  const pricedOn = ofxDate(values.get('DTPRICEASOF') ?? '');
  if (pricedOn !== undefined) position.pricedOn = pricedOn;
  return position;
}

/** An amount whose decimals beyond the currency's are rounded half away from zero: brokers multiply units and prices. */
function roundedAmount(text: string, exponent: number): number {
  const match = /^([+-]?)(\d*)([.,])(\d+)$/.exec(text);
  const fraction = match?.[4] ?? '';
  if (!match || fraction.length <= exponent) return ofxAmount(text, exponent);
  const size = ofxAmount(`${match[2] || '0'}.${fraction.slice(0, exponent).padEnd(1, '0')}`, exponent);
  const rounded = size + ((fraction[exponent] as string) >= '5' ? 1 : 0);
  return match[1] === '-' && rounded !== 0 ? -rounded : rounded;
}

/** A plain decimal with a point, as it stands in the file otherwise. */
function decimalText(text: string | undefined): string | undefined {
  const plain = text?.replace(',', '.').replace(/^\+/, '');
  return plain !== undefined && plain.length <= 60 && /^-?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? plain : undefined;
}

function notesOf(values: Values): string {
  const notes: string[] = [];
  const units = decimalText(values.get('UNITS'));
  if (units !== undefined) notes.push(`${units} × ${decimalText(values.get('UNITPRICE')) ?? '?'}`);
  const source = values.get('INV401KSOURCE');
  if (source) notes.push(`401(k) source ${source.slice(0, 40)}`);
  return notes.join('; ');
}
