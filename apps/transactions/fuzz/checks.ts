import { findCurrency, isCalendarDate } from '#money';

import type { StatementBatch, StatementFormat, StatementRow, StatementWarningCode } from '../src/imports/formats/index.js';
import type { Mutant } from './mutations.js';
import type { Outcome } from './read-all.js';

/** Warnings that say nothing of rows which are missing. */
const HARMLESS = new Set<StatementWarningCode>([
  'file.ambiguous-dates',
  'file.guessed-encoding',
  'file.no-header',
  'file.unsure-columns',
  'file.other-currency',
  'row.text-shortened',
  'row.odd-splits',
]);

/** What is wrong with rows by themselves; undefined for nothing. */
export function wrongRow(rows: readonly StatementRow[]): string | undefined {
  for (const row of rows) {
    const amounts = [row.amountMinor, row.balanceMinor ?? 0, row.chargesMinor ?? 0, row.original?.amountMinor ?? 0];
    if (!amounts.every((amount) => Number.isSafeInteger(amount) && !Object.is(amount, -0))) return `amounts ${amounts.join()}`;
    if (!isCalendarDate(row.bookedOn)) return `bookedOn ${row.bookedOn}`;
    if (row.valueOn !== undefined && !isCalendarDate(row.valueOn)) return `valueOn ${row.valueOn}`;
    if (row.currency !== undefined && !findCurrency(row.currency)) return `currency ${row.currency}`;
    if (!Number.isInteger(row.line) || row.line < 1) return `line ${row.line}`;
    for (const text of [row.description, row.counterparty ?? '', row.notes ?? '']) {
      if (text.length > 2_000) return 'a text that was not shortened';
      if (/[\n\r\0]/.test(text)) return `a text on several lines: ${JSON.stringify(text.slice(0, 80))}`;
    }
    const parts = row.splits?.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (parts !== undefined && row.splits!.length > 0 && parts !== row.amountMinor) return `parts ${parts} of ${row.amountMinor}`;
  }
  return undefined;
}

/** Whether anything tells a person that not everything was read. */
function isTold({ refused, read, step }: Outcome, known?: StatementBatch): boolean {
  if (refused || step !== 'done' || !read) return true;
  if (read.failed.length > (known?.failed.length ?? 0)) return true;
  // The last thing in the file that was read is told to be no row.
  const lastLine = (rows: readonly { line: number }[]): number => rows.reduce((last, { line }) => Math.max(last, line), 0);
  if (known && read.failed.length > 0 && lastLine(read.failed) > lastLine(read.rows)) return true;
  const before = new Set(known?.warnings?.map(({ code }) => code));
  // That the file has no end is told anew of each piece of it, even if the whole had none either.
  return read.warnings.some(({ code }) => code === 'file.cut-off' || (!HARMLESS.has(code) && !before.has(code)));
}

/**
 * Of a file that was only cut off: the rows before the cut are there, and if any are missing at its end, something says so.
 * Where a format has no end mark, a cut between two records cannot be seen; then all records before it must be there.
 */
export function silentCut(whole: Outcome, cut: Outcome, mutant: Mutant): string | undefined {
  const { read: good } = whole;
  if (!good || mutant.cutAt === undefined || isTold(cut, good)) return undefined;
  const missing = good.rows.length + good.failed.length - cut.read!.rows.length - cut.read!.failed.length;
  if (missing <= 0) return undefined;
  const format = whole.format as StatementFormat;
  if (format === cut.format && endsBetweenRecords(cut, mutant, whole)) return undefined;
  return `${missing} rows are missing after the cut at ${mutant.cutAt}, and nothing says so`;
}

/** Whether a cut file is itself a whole one, for its format has no mark of the end. */
function endsBetweenRecords({ format, preview, read }: Outcome, { bytes, rest }: Mutant, whole: Outcome): boolean {
  const text = bytes.toString('latin1').replaceAll('\0', '');
  if (format === 'qif') return /(?:^|\n)\^\s*$/.test(text) || /\n![^\n]*\s*$/.test(text) || !/\n[DTU$][^^]*$/.test(text);
  if (/^\s*[\r\n]/.test(rest ?? '')) return true;
  if (format === 'jsonl') return /\n\s*$/.test(text);
  // In the last column, only money shows that it was cut.
  if (format === 'csv') {
    const delimiter = whole.preview?.mapping?.delimiter ?? ',';
    const width = (preview?.mapping?.roles.length ?? 0) - 1;
    const isLast = (text.split('\n').at(-1) ?? '').split(delimiter).length > width;
    // Without a row before, nothing shows how figures are written.
    if (isLast && read!.rows.length <= 1) return true;
    return /[\r\n]\s*$/.test(text) || (isLast && !/^(?:amount|debit|credit|balance)$/.test(preview?.mapping?.roles.at(-1) ?? ''));
  }
  // The closing balance is the last field of a statement.
  if (format === 'mt940') return !/:61:(?![\s\S]*:62[FM]:)/.test(text);
  return false;
}

const TEXT_RECORDS: Partial<Record<StatementFormat, (text: string) => number>> = {
  ofx: (text) => Math.max(count(markup(text), /<STMTTRN>/gi), count(markup(text), /<\/STMTTRN>/gi)),
  camt: (text) => count(markup(text), /<(?:\w+:)?Ntry>/g),
  mt940: (text) => count(text, /^:61:/gm),
  qif: countQif,
  jsonl: (text) => count(text, /^\{"kind":"transaction",[^\n]*\}$/gm),
};

/** Records counted by a regular expression, against rows, failed rows and what is told. */
export function silentLoss(outcome: Outcome, bytes: Buffer): string | undefined {
  const { format, read } = outcome;
  if (!read || outcome.refused || outcome.step !== 'done' || bytes.includes(0)) return undefined;
  const text = bytes.toString('latin1').replace(/\r\n?/g, '\n');
  const counted = format === 'csv' ? countLines(text, outcome) : TEXT_RECORDS[format as StatementFormat]?.(text);
  if (counted === undefined) return undefined;
  const openings = new Set(
    read.accounts.flatMap(({ ref, openingBalanceMinor }) => (openingBalanceMinor === undefined ? [] : [ref])),
  );
  const found = read.rows.length + read.failed.length + (format === 'qif' ? openings.size : 0);
  if (found >= counted || isTold({ ...outcome, read: { ...read, failed: [] } })) return undefined;
  return `${counted} records by their marks, but ${read.rows.length} rows and ${read.failed.length} failed rows`;
}

/** Lines below the header that have anything in them; undefined where quotes may join lines. */
function countLines(text: string, { preview }: Outcome): number | undefined {
  const { mapping } = preview ?? {};
  if (!mapping || mapping.header.length === 0 || (mapping.quote && text.includes(mapping.quote))) return undefined;
  const lines = text.split('\n');
  const header = lines[mapping.skipLines]?.trim();
  const blank = new RegExp(`[\\s${mapping.delimiter}]`, 'g');
  return lines.slice(mapping.skipLines + 1).filter((line) => line.replace(blank, '') !== '' && line.trim() !== header).length;
}

/** XML without what is no markup. */
function markup(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, '');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Records between `^` that have a date, outside lists. */
function countQif(text: string): number {
  let records = 0;
  let open = false;
  let counts = true;
  for (const line of text.split('\n')) {
    if (line.startsWith('!')) {
      if (!/^!(?:Option|Clear):/i.test(line)) {
        counts =
          /^!type:/i.test(line) &&
          !/^!type:\s*(?:cat|class|memorized|security|securities|prices|budget|tag|bill|invitem|template|category)\b/i.test(line);
      }
      open = false;
    } else if (line.startsWith('^')) open = false;
    else if (line.startsWith('D') && counts && !open) {
      records++;
      open = true;
    }
  }
  return records;
}
