import type { CalendarDate } from '#money';
import { calendarDate, parseDate } from '#money';
import iconv from 'iconv-lite';

import { parseAmount } from './amount-text.js';
import { detectEncoding } from './text-encoding.js';

/**
 * The calendar date of an OFX date-time (OFX 2.3 §3.2.8.2), `YYYYMMDDHHMMSS.XXX[gmt offset:tz name]`
 * or a beginning of it: the day as it is written, that is, in the bank's own zone. Undefined for none.
 */
export function ofxDate(text: string): CalendarDate | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?!\d{1,3}$)/.exec(text);
  return match ? calendarDate(+(match[1] as string), +(match[2] as string), +(match[3] as string)) : parseDate(text, 'ymd');
}

/**
 * The amount of an OFX value (§3.2.9.2) in minor units: a point or a comma before the decimals,
 * no thousands separators by the standard; where a bank puts them, the last mark parts the
 * decimals and one that repeats parts thousands. Throws AmountError.
 */
export function ofxAmount(text: string, exponent: number): number {
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  let decimal: '.' | ',' = comma > point ? ',' : '.';
  if (text.indexOf(decimal) !== text.lastIndexOf(decimal)) decimal = decimal === '.' ? ',' : '.';
  return parseAmount(text, decimal, exponent);
}

/**
 * The encoding of an OFX file: what its bytes prove, else what its header declares
 * (`ENCODING`/`CHARSET` of OFX 1, the XML declaration of OFX 2), else the likeliest.
 * Banks declare Windows-1252 and write UTF-8 often enough that the bytes come first.
 */
export function ofxEncoding(head: Uint8Array): string {
  const detected = detectEncoding(head);
  const isAscii = detected.encoding === 'utf-8' && head.every((byte) => byte < 0x80);
  if (detected.certain && !isAscii) return detected.encoding;
  const declared = declaredEncoding(Buffer.from(head.subarray(0, 2_000)).toString('latin1'), isAscii);
  // Programs of any country write the western default into their header; another script disproves it.
  if (!declared || (WESTERN.test(declared) && OTHER_SCRIPTS.test(detected.encoding))) return detected.encoding;
  return declared;
}

const WESTERN = /^(?:windows-1252|cp1252|iso-8859-1|us-?ascii)$/;
const OTHER_SCRIPTS = /^(?:gb18030|big5|euc-|shift_jis|windows-125[1347]|iso-8859-[57]|koi8)/;

function declaredEncoding(start: string, isAscii: boolean): string | undefined {
  const xml = /<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/i.exec(start)?.[1];
  const charset = /\bCHARSET\s*[:=]\s*["']?([\w.-]+)/i.exec(start)?.[1];
  const encoding = /\bENCODING\s*:\s*([\w.-]+)/i.exec(start)?.[1];
  const isUtf8 = /^utf-?8$/i.test(xml ?? encoding ?? '');
  // Bytes that are not UTF-8 disprove a header which says so.
  if (isUtf8) return isAscii ? 'utf-8' : undefined;
  for (const name of [xml, charset]) {
    if (!name || /^none$/i.test(name)) continue;
    const known = /^\d{3,4}$/.test(name) ? (CODE_PAGES[name] ?? `cp${name}`) : name.replace(/^8859/, 'iso-8859');
    if (iconv.encodingExists(known)) return known.toLowerCase();
  }
  return undefined;
}

const CODE_PAGES: Record<string, string> = {
  '1250': 'windows-1250',
  '1252': 'windows-1252',
  '932': 'shift_jis',
  '936': 'gb18030',
  '949': 'euc-kr',
};
