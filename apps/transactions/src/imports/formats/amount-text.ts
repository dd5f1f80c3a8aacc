import { AmountError, decimalToInteger } from '#money';

export type DecimalMark = '.' | ',';

/** A sign of either kind of minus, or a plus. */
const SIGN = '[-+−–]?';
/** A currency's sign, code or short name: $, R$, EUR, kr, zł, Fr., Rs. */
const UNIT = '(?:[\\p{L}\\p{Sc}]{1,5}\\.?)?';
/** (sign)(unit)(sign)(figures)(sign)(unit)(sign), all of it perhaps in parentheses. */
const SHAPE = new RegExp(
  `^(\\()?\\s*(${SIGN})\\s*(${UNIT})\\s*(${SIGN})\\s*(\\d[\\d.,'’\\s]*|[.,]\\d+)(${SIGN})\\s*(${UNIT})\\s*(${SIGN})\\s*(\\))?$`,
  'u',
);
/** Characters of the longest amount anybody writes; what is longer is not tried. */
const MAX_AMOUNT = 60;
const PLAIN = { '.': /^-?\d+(?:\.\d+)?$/, ',': /^-?\d+(?:,\d+)?$/ };
const MINUS = /[-−–]/;
/** Letters after an amount that make it a debit: DR, DB, D (debit), S (Soll). */
const DEBIT = /^(?:dr|db|d|s|soll|debit)\.?$/i;
/** Western grouping (1,234,567) by one separator throughout, or Indian (12,34,567), which is by commas. */
const GROUPED = /^(?:\d{1,3}([.,'’\s])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/u;

/** The parts of an amount as it is written; figures still have their separators. */
interface AmountParts {
  negative: boolean;
  figures: string;
}

/**
 * The amount that `text` writes with `decimal` before its decimals, as an integer of minor units
 * with `exponent` decimals. Understands thousands separators (point, comma, apostrophe, any
 * space), a currency's sign or code on either side, and as negative: a minus on either side,
 * parentheses, and DR, DB, D or S (Soll) after the figures.
 *
 * Separators must stand where thousands stand: with a decimal comma `12.34` is refused, for it
 * would otherwise become 1234.
 *
 * @throws AmountError
 */
export function parseAmount(text: string, decimal: DecimalMark, exponent: number): number {
  if (PLAIN[decimal].test(text)) return decimalToInteger(decimal === '.' ? text : text.replace(',', '.'), exponent);
  const parts = amountParts(text);
  if (!parts) throw notAnAmount(text);
  const at = parts.figures.indexOf(decimal);
  let whole = at === -1 ? parts.figures : parts.figures.slice(0, at);
  const fraction = at === -1 ? '' : parts.figures.slice(at + 1);
  if (GROUPED.test(whole)) whole = whole.replace(/\D/g, '');
  if (!/^\d*$/.test(whole) || !/^\d*$/.test(fraction)) throw notAnAmount(text, decimal);
  const size = decimalToInteger(fraction ? `${whole}.${fraction}` : whole, exponent);
  return parts.negative && size !== 0 ? -size : size;
}

/** Whether `text` looks like an amount, whichever its decimal mark; long ids and account numbers do not. */
export function looksLikeAmount(text: string): boolean {
  const parts = amountParts(text);
  if (!parts) return false;
  const { figures } = parts;
  if (/^\d+$/.test(figures)) return figures.length <= 9 && !/^0\d/.test(figures) && !/\p{L}\d|\d\p{L}/u.test(text);
  const last = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','));
  const whole = figures.slice(0, last);
  return GROUPED.test(figures) || ((GROUPED.test(whole) || /^\d*$/.test(whole)) && /^\d*$/.test(figures.slice(last + 1)));
}

/** Whether `text` is an amount written as negative. */
export function isWrittenNegative(text: string): boolean {
  return amountParts(text)?.negative === true;
}

/**
 * The decimal mark that `values` are written with, and whether anything in them shows it.
 * `1,234.50` and `12.5` tell; `1,234` and `17` do not.
 */
export function detectDecimalMark(values: readonly string[]): { mark?: DecimalMark; contradicted: boolean } {
  let points = 0;
  let commas = 0;
  for (const value of values) {
    const figures = amountParts(value)?.figures;
    if (!figures) continue;
    const point = figures.lastIndexOf('.');
    const comma = figures.lastIndexOf(',');
    const last = Math.max(point, comma);
    if (last === -1) continue;
    const mark = figures[last];
    const several = figures.indexOf(mark as string) !== last;
    const decimals = figures.length - last - 1;
    if (several) continue; // a mark that comes twice parts thousands; what parts decimals is not shown
    if (decimals === 3 && (point === -1 || comma === -1) && !figures.startsWith('0')) continue;
    if (mark === '.') points++;
    else commas++;
  }
  if (points === 0 && commas === 0) return { contradicted: false };
  return { mark: points >= commas ? '.' : ',', contradicted: Math.min(points, commas) * 10 > Math.max(points, commas) };
}

function amountParts(text: string): AmountParts | undefined {
  if (text.length > MAX_AMOUNT) return undefined;
  const match = SHAPE.exec(text.trim());
  if (!match || (match[1] === undefined) !== (match[9] === undefined)) return undefined;
  const signs = `${match[2]}${match[4]}${match[6]}${match[8]}`;
  if (signs.length > 1) return undefined;
  const negative = match[1] !== undefined || MINUS.test(signs) || DEBIT.test(match[7] ?? '');
  return { negative, figures: (match[5] as string).trim() };
}

function notAnAmount(text: string, decimal?: DecimalMark): AmountError {
  const how = decimal === undefined ? '' : ` written with a decimal ${decimal === '.' ? 'point' : 'comma'}`;
  return new AmountError('not-a-number', `"${text.slice(0, 40)}" is not an amount${how}`);
}
