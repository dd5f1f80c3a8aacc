import type { StatementWarning } from './statement.js';
import { MAX_EXCERPT, MAX_TEXT } from './statement.js';

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
  // Not in the middle of a character outside the basic plane.
  return text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '');
}

/** The beginning of a row as it stands in the file; copied, so that it does not keep the file's text in memory. */
export function excerptOf(raw: string): string {
  return Buffer.from(raw.slice(0, MAX_EXCERPT)).toString();
}
