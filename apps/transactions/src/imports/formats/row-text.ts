import type { StatementWarning } from './statement.js';
import { MAX_EXCERPT, MAX_TEXT } from './statement.js';

/** As many as the ledger keeps of an id. */
const MAX_REFERENCE = 255;

/** Text on one line, spaces and line ends in a row made one space. */
export function oneLine(text: string): string {
  return /[\s\p{Cc}]{2}|[^\S ]|\p{Cc}|^ | $/u.test(text) ? text.replace(/[\s\p{Cc}]+/gu, ' ').trim() : text;
}

/** Text of at most {@link MAX_TEXT} characters; what is beyond is dropped with a warning. */
export function shorten(text: string, line: number, warn: (warning: StatementWarning) => void): string {
  if (text.length <= MAX_TEXT) return text;
  warn({
    code: 'row.text-shortened',
    line,
    message: `A text of ${text.length} characters on line ${line} was shortened to ${MAX_TEXT}.`,
  });
  return beginningOf(text, MAX_TEXT);
}

/** At most `length` characters of a text; not half of one outside the basic plane, which no database takes. */
export function beginningOf(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** An id or reference: on one line, of at most {@link MAX_REFERENCE} characters. */
export function referenceText(text: string): string {
  return beginningOf(oneLine(text), MAX_REFERENCE);
}

/** The beginning of a row as it stands in the file; copied, so that it does not keep the file's text in memory. */
export function excerptOf(raw: string): string {
  return Buffer.from(beginningOf(raw, MAX_EXCERPT)).toString();
}
