import iconv from 'iconv-lite';

import type { StatementFormat } from './statement.js';
import { StatementError } from './statement.js';
import { detectEncoding } from './text-encoding.js';

/** First bytes of files that are no statements, and what to do instead. */
const SIGNATURES: ReadonlyArray<readonly [signature: string, what: string]> = [
  ['%PDF', 'a PDF document'],
  ['PK\x05\x06', 'an empty ZIP archive'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Excel workbook (.xls)'],
  ['\x89PNG', 'a picture (PNG)'],
  ['\xff\xd8\xff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['RIFF', 'a picture, sound or film (RIFF)'],
  ['II*\0', 'a picture (TIFF)'],
  ['MM\0*', 'a picture (TIFF)'],
  ['\x1f\x8b', 'a compressed file (gzip)'],
  ['BZh', 'a compressed file (bzip2)'],
  ['7z\xbc\xaf\x27\x1c', 'a compressed archive (7z)'],
  ['Rar!', 'a compressed archive (RAR)'],
  ['\xfd7zXZ', 'a compressed file (xz)'],
  ['{\\rtf', 'a text document (RTF)'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['SQLite format 3', 'a database'],
];

/** Text formats by what they begin with; the first that fits holds. */
const TEXT_FORMATS: ReadonlyArray<readonly [test: RegExp, format: StatementFormat]> = [
  // Before all others, for its texts may hold anything.
  [/^\s*\{\s*"kind"\s*:\s*"/, 'jsonl'],
  [/^\s*OFXHEADER\s*[:=]|<\?OFX\b|<OFX>/i, 'ofx'],
  [/<(?:[\w.-]+:)?(?:BkToCstmr(?:AcctRpt|Stmt|DbtCdtNtfctn)|Document\b[^>]*\bcamt\.05[234])/, 'camt'],
  // A section of a QIF file; or, where the header is lost, a dated record with its end.
  [/^\s*!(?:Type:|Account|Option:|Clear:)/im, 'qif'],
  [/^D[ ]?\d[\d /.'-]{4,10}\r?\n(?:[A-Z$%].*\r?\n){1,20}\^\s*$/m, 'qif'],
  // A field of a SWIFT message at the beginning of a line; perhaps behind the blocks of its envelope.
  [/^\W{0,8}(?:\{[^\n]{0,200}\{4:\s*)?:(?:2[015]P?|28C?|6[024][FM]?|61|NS|34F|13D?):\S/m, 'mt940'],
];

/** Text formats that are told apart but not read here. */
const OTHER_TEXT: ReadonlyArray<readonly [test: RegExp, what: string]> = [
  [/^\s*(?:<!doctype html|<html|<head|<body|<table)/i, 'a web page, perhaps the sign-in page of the bank'],
];

/**
 * The format of the file that begins with `head`, by its content; the name only settles what
 * the content leaves open.
 *
 * @throws StatementError import.empty-file; import.not-a-statement, saying what the file is
 */
export function detectFormat(head: Uint8Array, filename = ''): StatementFormat {
  if (head.length === 0) throw new StatementError('import.empty-file', 'The file is empty.');
  const start = Buffer.from(head.subarray(0, 64))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  // A workbook is a ZIP archive; what is in another one, its reader tells.
  if (start.startsWith('PK\x03\x04')) return 'xlsx';
  const signature = SIGNATURES.find(([bytes]) => start.startsWith(bytes));
  if (signature) throw notAStatement(signature[1], filename);

  const { encoding } = detectEncoding(head);
  const text = iconv.decode(Buffer.from(head.subarray(0, 16_384)), encoding);
  if (text.replace(/[\s\0\ufeff]/g, '') === '') throw new StatementError('import.empty-file', 'The file has no text in it.');
  if (isBinary(text)) throw notAStatement('binary data, not text', filename);
  const found = TEXT_FORMATS.find(([test]) => test.test(text));
  if (found) return found[1];
  const other = OTHER_TEXT.find(([test]) => test.test(text));
  if (other) throw notAStatement(other[1], filename);
  if (/^\s*<\?xml|^\s*<!DOCTYPE|^\s*<[a-z][\w.:-]*>/i.test(text)) {
    if (/\.(ofx|qfx|qbo)$/i.test(filename)) return 'ofx';
    throw notAStatement('an XML file, but neither a CAMT nor an OFX statement', filename);
  }
  if (/^\s*[[{]\s*["{[]/.test(text)) throw notAStatement('a JSON file', filename);
  return /\.(?:sta|mt94[02]|94[02])$/i.test(filename) ? 'mt940' : 'csv';
}

/** More than one control character in fifty; a few NULs in a damaged text are not binary. */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 26) controls++;
    else if (code === 0xfffd) controls++;
  }
  return controls * 50 > text.length;
}

function notAStatement(what: string, filename: string): StatementError {
  const name = filename ? `"${filename.slice(0, 80)}"` : 'The file';
  return new StatementError(
    'import.not-a-statement',
    `${name} is ${what}. Export the transactions as CAMT, MT940, OFX/QFX or CSV at your bank and drop that file here.`,
  );
}
