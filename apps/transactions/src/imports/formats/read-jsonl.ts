import { findCurrency, isCalendarDate } from '#money';

import { JsonlAccounts, type JsonObject } from './jsonl-accounts.js';
import { excerptOf, oneLine, shorten } from './row-text.js';
import { StatementCollector } from './statement-collector.js';
import type {
  ByteSource,
  FailedRow,
  FailedRowCode,
  ReadOptions,
  StatementBatch,
  StatementRow,
  StatementSplit,
  StatementWarning,
} from './statement.js';
import { BATCH_ROWS, StatementError } from './statement.js';
import { readText } from './text-source.js';

/** Longer lines are no records of ours. In UTF-16 units. */
const MAX_LINE = 4_000_000;

/**
 * The transactions of a file in Steward's own JSON lines (docs/formats/json-lines.md), also of one that another program wrote: a
 * JSON object a line, of which `{"kind": "transaction", "bookedOn": …, "amountMinor": …, "description": …}` are read, together
 * with the accounts and categories that stand before them. Records of other kinds are passed over: only restoring reads those.
 *
 * @throws StatementError import.no-rows where no line is a transaction; those of {@link readText}
 */
export async function* readJsonl(source: ByteSource, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const batchRows = options.batchRows ?? BATCH_ROWS;
  const out = new StatementCollector();
  const records = new RecordReader(out);
  let pending = '';
  let line = 0;
  let bytesRead = 0;
  for await (const piece of readText(source, 'utf-8', out.warn, options.maxBytes)) {
    bytesRead = piece.bytesRead;
    const lines = (pending + piece.text).split('\n');
    pending = lines.pop()!;
    for (const text of lines) records.take(text, ++line, false);
    if (pending.length > MAX_LINE) {
      records.refuse(line + 1, 'row.too-long', 'The line is far too long for a transaction.', pending);
      pending = '';
    }
    yield* out.take(batchRows, false, bytesRead);
  }
  if (pending.trim() && !options.partial) records.take(pending, line + 1, true);
  if (!options.partial) records.end();
  if (!out.found && !options.partial) throw new StatementError('import.no-rows', 'The file has no transactions in it.');
  yield* out.take(batchRows, true, bytesRead);
}

/** Why a record fails; caught where the record is. */
class RecordError extends Error {
  constructor(
    readonly code: FailedRowCode,
    message: string,
  ) {
    super(message);
  }
}

/** Makes rows of lines. */
class RecordReader {
  private readonly accounts = new JsonlAccounts();
  private hasHeader = false;
  private hasEnd = false;

  constructor(private readonly out: StatementCollector) {}

  take(text: string, line: number, unended: boolean): void {
    if (!text.trim()) return;
    const record = parse(text);
    if (!record) {
      const [code, message] = unended
        ? (['row.cut-off', 'The file ends in the middle of this line.'] as const)
        : (['row.malformed', 'The line is not a JSON object.'] as const);
      return this.refuse(line, code, message, text);
    }
    switch (record['kind']) {
      case 'steward':
        this.hasHeader = true;
        break;
      case 'end':
        this.hasEnd = true;
        break;
      case 'account': {
        const account = this.accounts.addAccount(record);
        if (account) this.out.addAccount(account);
        break;
      }
      case 'category':
        this.accounts.addCategory(record);
        break;
      case 'transaction':
        this.transaction(record, line, text);
    }
  }

  refuse(line: number, code: FailedRowCode, message: string, raw: string): void {
    this.out.addFailed({ line, code, message, excerpt: excerptOf(raw) } satisfies FailedRow);
  }

  /** A file that has our header has our end, too, unless something is missing. */
  end(): void {
    if (this.hasHeader && !this.hasEnd)
      this.out.warn({
        code: 'file.cut-off',
        message: 'The end of the file is missing: it was not exported, or not sent, whole.',
      });
  }

  private transaction(record: JsonObject, line: number, raw: string): void {
    try {
      this.out.addRow(this.toRow(record, line, this.out.warn));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      this.refuse(line, error.code, error.message, raw);
    }
  }

  private toRow(record: JsonObject, line: number, warn: (warning: StatementWarning) => void): StatementRow {
    const text = (key: string): string | undefined => {
      const value = record[key];
      return typeof value === 'string' ? shorten(oneLine(value), line, warn) || undefined : undefined;
    };
    const currency = currencyOf(record['currency']);
    const originalCurrency = currencyOf(record['originalCurrency']);
    const row: StatementRow = {
      line,
      bookedOn: day(record['bookedOn']),
      amountMinor: minor(record['amountMinor'], 'amountMinor'),
      description: text('description') ?? '',
      status: record['status'] === 'pending' ? 'pending' : 'booked',
      ...defined({
        accountRef: this.accounts.refOf(record['accountId']),
        valueOn: record['valueOn'] == null ? undefined : day(record['valueOn']),
        currency,
        counterparty: text('counterparty'),
        counterpartyAccount: text('counterpartyAccount'),
        bankId: text('bankId')?.slice(0, 255),
        reference: text('reference'),
        notes: text('notes'),
        category: this.accounts.categoryOf(record),
        tags: tagsOf(record['tags']),
        splits: this.splitsOf(record['splits']),
      }),
    };
    if (originalCurrency !== undefined) {
      row.original = { amountMinor: minor(record['originalAmountMinor'], 'originalAmountMinor'), currency: originalCurrency };
    }
    return row;
  }

  private splitsOf(value: unknown): StatementSplit[] | undefined {
    if (!Array.isArray(value) || !value.length) return undefined;
    return (value as JsonObject[]).map((part) => ({
      amountMinor: minor(part?.['amountMinor'], 'splits.amountMinor'),
      ...defined({
        category: this.accounts.categoryOf(part),
        notes: typeof part['notes'] === 'string' ? oneLine(part['notes']) : undefined,
      }),
    }));
  }
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function day(value: unknown): string {
  if (value === undefined || value === null) throw new RecordError('row.missing-date', 'The transaction has no bookedOn.');
  if (typeof value !== 'string' || !isCalendarDate(value))
    throw new RecordError('row.bad-date', `"${String(value).slice(0, 40)}" is no day of the calendar; days are YYYY-MM-DD.`);
  return value;
}

function minor(value: unknown, key: string): number {
  if (value === undefined || value === null) throw new RecordError('row.missing-amount', `The transaction has no ${key}.`);
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new RecordError('row.bad-amount', `${key} must be a whole number of minor units, as in -1599 for -15.99.`);
  if (!Number.isSafeInteger(value))
    throw new RecordError('row.amount-too-large', 'The amount is larger than any that can be kept.');
  return value;
}

function currencyOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const code = String(value).toUpperCase();
  if (!findCurrency(code)) throw new RecordError('row.bad-currency', `"${code.slice(0, 20)}" is not a currency code.`);
  return code;
}

function tagsOf(value: unknown): string[] | undefined {
  const tags = Array.isArray(value) ? value.filter((tag): tag is string => typeof tag === 'string' && tag.trim() !== '') : [];
  return tags.length ? tags.map((tag) => oneLine(tag).slice(0, 50)) : undefined;
}

/** Without the fields that are not there. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
