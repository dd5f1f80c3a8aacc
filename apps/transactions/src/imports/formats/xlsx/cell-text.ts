import { addDays } from '#money';

/** A cell of a sheet as a person sees it, but for number formats: `12.3`, `2024-01-31`, `Groceries`. */
export interface Cell {
  text: string;
  /** It is a number in the file, not a text that looks like one; its decimal mark is a point. */
  isNumber?: true;
}

/** Ids of Excel's own formats that show a day (ECMA-376 part 1, §18.8.30; 27–36 and 50–58 are those of East Asia). */
const DAY_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const LAST_DAY = 2_958_465; // 9999-12-31

/** Whether a number format shows a day: by its id, or for one of the workbook's own by its code (`dd.mm.yyyy`, not `[h]:mm`). */
export function showsDay(formatId: number, code: string | undefined): boolean {
  if (code === undefined) return DAY_FORMATS.has(formatId);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';', 1)[0] as string;
  return /[yd]/i.test(bare) && !/general/i.test(bare);
}

/**
 * The calendar date of a day's number in a workbook; times of day are dropped. Days are counted from 1900-01-01 as 1, with the 29
 * February 1900 that never was (Lotus 1-2-3 had it), or from 1904-01-01 as 0 in workbooks of old Macs. Undefined outside 1900–9999.
 */
export function serialDate(serial: number, from1904: boolean): string | undefined {
  // Half a second is what is lost by counting in days.
  const day = Math.floor(serial + 0.5 / 86_400);
  if (!(day >= 0 && day <= LAST_DAY)) return undefined;
  if (from1904) return addDays('1904-01-01', day);
  return day === 0 || day === 60 ? undefined : addDays(day < 60 ? '1899-12-31' : '1899-12-30', day);
}

/** The number of a cell as plain decimals, without the noise of binary fractions: 15 figures, which is what Excel itself shows. */
export function plainNumber(text: string): string {
  if (/^-?\d{1,15}$/.test(text)) return text;
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return text;
  const short = Number(number.toPrecision(15));
  if (Number.isInteger(short)) return Math.abs(short) < 1e21 ? BigInt(short).toString() : text;
  const plain = String(short);
  return plain.includes('e') ? short.toFixed(20).replace(/0+$/, '') : plain;
}

/** The column of a cell's name, from 0: `A1` is 0, `AB7` 27. Undefined for what is no name of a cell. */
export function columnOf(name: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(name)?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Text as Excel stores it, with `_x000D_` for a character that XML cannot hold. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
}
