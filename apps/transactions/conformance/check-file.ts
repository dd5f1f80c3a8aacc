import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

import iconv from 'iconv-lite';

import { StatementError } from '../src/imports/formats/index.js';
import { detectEncoding } from '../src/imports/formats/text-encoding.js';
import { Comparison } from './comparison.js';
import { expectationsFor, type Expectation } from './expectations.js';
import { readFile, type Reading } from './read-file.js';
import { failedWords, readAgain } from './second-reading.js';

export type Verdict = 'right' | 'wrong' | 'refused' | 'no expectation';

/** What came of one file. */
export interface FileReport {
  file: string;
  format: string;
  rows: number;
  verdict: Verdict;
  /** What was compared, and with what. */
  compared: string;
  /** Why it is wrong or refused; the rules by which differences are the expectation's; rows that could not be read. */
  reason: string;
}

/** Reads a file and compares it with all that is known of it. */
export async function checkFile(path: string, root: string): Promise<FileReport> {
  const file = relative(root, path);
  const expectations = expectationsFor(path, root);
  let reading: Reading;
  try {
    reading = await readFile(path, expectations.find(({ currency }) => currency !== undefined)?.currency ?? 'USD');
  } catch (error) {
    return { file, format: '', rows: 0, compared: '', ...refusal(error, expectations) };
  }
  const { format, rows, failed } = reading;
  const base = { file, format, rows: rows.length };
  const results: Array<readonly [name: string, result: Comparison]> = [];
  for (const expectation of expectations) {
    const result = new Comparison();
    await expectation.compare(reading, result);
    if (expectation.isOfVariant && result.wrong.length > 0) continue;
    results.push([expectation.name, result]);
  }
  if (results.length === 0 || format === 'csv') {
    const result = new Comparison();
    if (readAgain(reading, decode(path), result)) results.push(['a second reading', result]);
  }
  const wrong = results.flatMap(([, result]) => result.wrong);
  const told = [...new Set([...results.flatMap(([, result]) => [...result.allowed]), failedWords(failed)])].filter(Boolean);
  const compared = results.map(([name, result]) => `${name}: ${[...result.compared].join(', ')}`).join('; ');
  if (wrong.length > 0) return { ...base, verdict: 'wrong', compared, reason: wrong.slice(0, 5).join('; ') };
  if (rows.length === 0 && failed.length > 0) return { ...base, verdict: 'refused', compared, reason: told.join('; ') };
  return { ...base, verdict: results.length > 0 ? 'right' : 'no expectation', compared, reason: told.join('; ') };
}

/** A refused file is right to be refused only where nobody expects movements in it. */
function refusal(error: unknown, expectations: readonly Expectation[]): Pick<FileReport, 'verdict' | 'reason'> {
  if (!(error instanceof StatementError)) return { verdict: 'wrong', reason: `The reader failed: ${String(error)}` };
  const reason = `${error.code}: ${error.message}`;
  if (expectations.some(({ hasMovements, isOfVariant }) => hasMovements && !isOfVariant))
    return { verdict: 'wrong', reason: `refused, though movements are expected (${reason})` };
  return { verdict: 'refused', reason };
}

function decode(path: string): string {
  const bytes = readFileSync(path);
  return iconv.decode(bytes, detectEncoding(bytes).encoding).replace(/\r\n?/g, '\n');
}
