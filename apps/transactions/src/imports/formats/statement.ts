/**
 * What every reader of a bank file gives back, whatever the format: a stream of batches of
 * rows, with the rows that could not be read beside them and named by line.
 *
 * A reader never holds the whole file, never drops a row silently, and throws a
 * {@link StatementError} only when the file as a whole is of no use.
 */

/**
 * The file formats that can be read. OFX covers OFX 1.x (SGML), OFX 2.x (XML) and QFX; CAMT the messages 052, 053 and 054 in every
 * version; MT940 also MT942; JSON lines are our own export. XLSX is a table, read by a mapping as CSV is.
 */
export type StatementFormat = 'csv' | 'xlsx' | 'ofx' | 'qif' | 'camt' | 'mt940' | 'jsonl';

/** One movement on an account, as the bank states it. */
export interface StatementRow {
  /** 1-based line of the file on which the row begins. */
  line: number;
  /** The account inside the file, {@link StatementAccount.ref}; absent where a file has only one. */
  accountRef?: string;
  /** Calendar date `YYYY-MM-DD`, as the bank states it, never moved by a time zone. */
  bookedOn: string;
  /** Calendar date `YYYY-MM-DD` from which the money counts. */
  valueOn?: string;
  /** Signed safe integer in minor units of the row's currency; money that leaves the account is negative. */
  amountMinor: number;
  /** ISO 4217 code, where the file names one for the row; otherwise the account's currency holds. */
  currency?: string;
  /** The bank's words on one line, at most {@link MAX_TEXT} characters; may be empty. */
  description: string;
  counterparty?: string;
  /** Account number of the other side: an IBAN, or what the bank uses in its place. */
  counterpartyAccount?: string;
  /** The bank's own id for the movement (OFX FITID, CAMT AcctSvcrRef, a CSV's reference column); only what is meant to be unique. */
  bankId?: string;
  /** What the parties call the movement: CAMT EndToEndId, MT940 reference for the account owner, a cheque's number. */
  reference?: string;
  /** The bank's code for the kind of movement: `PMNT/RCDT/ESCT` (ISO 20022), `NTRF` (SWIFT), `DEBIT` (OFX TRNTYPE). */
  bankCode?: string;
  /** The amount in the currency in which the movement was made, where the file states one beside the account's. */
  original?: StatementOriginalAmount;
  /** Charges of the bank that {@link amountMinor} already includes, as a positive amount in its currency. */
  chargesMinor?: number;
  /** Parts of the movement as the file divides it (QIF splits); they add up to {@link amountMinor}. */
  splits?: StatementSplit[];
  /** The file's name of the own account on the other side of a transfer (QIF `[Savings]`). */
  transferAccountRef?: string;
  tags?: string[];
  /** The category as the file gives it, in the file's words. */
  category?: string;
  notes?: string;
  /** Balance after the movement in minor units, where the file has one a row. */
  balanceMinor?: number;
  status: 'booked' | 'pending';
}

/** One part of a divided movement. */
export interface StatementSplit {
  /** Signed, in minor units of the row's currency. */
  amountMinor: number;
  /** In the file's words. */
  category?: string;
  notes?: string;
}

/** What a movement was before the bank exchanged it. */
export interface StatementOriginalAmount {
  /** Signed as the row's amount, in minor units of {@link currency}. */
  amountMinor: number;
  /** ISO 4217 code. */
  currency: string;
  /** As the file states it, a decimal number. */
  exchangeRate?: string;
}

/** Something held in an investment account, as a statement lists it. */
export interface StatementPosition {
  accountRef: string;
  /** CUSIP, ISIN or the ticker by which the file names the security. */
  securityId: string;
  securityName?: string;
  ticker?: string;
  /** Decimal text: units may have many decimals. */
  units: string;
  unitPrice?: string;
  /** Minor units of {@link currency}. */
  marketValueMinor?: number;
  currency?: string;
  /** Calendar date `YYYY-MM-DD` of the price. */
  pricedOn?: string;
}

/** A row that could not be read. The rest of the file is read nevertheless. */
export interface FailedRow {
  /** 1-based line of the file on which the row begins. */
  line: number;
  code: FailedRowCode;
  /** For a person: what is wrong with the row and, where it is known, what would be right. */
  message: string;
  /** The beginning of the row as it stands in the file, at most {@link MAX_EXCERPT} characters. */
  excerpt: string;
}

export type FailedRowCode =
  | 'row.missing-date'
  | 'row.bad-date'
  | 'row.missing-amount'
  | 'row.bad-amount'
  | 'row.amount-too-large'
  | 'row.bad-currency'
  | 'row.too-few-columns'
  | 'row.too-many-columns'
  | 'row.not-carried-out'
  | 'row.unknown-kind'
  | 'row.malformed'
  | 'row.cut-off'
  | 'row.too-long';

/** An account that the file says its rows belong to. */
export interface StatementAccount {
  /** The account's name or number inside the file; unique in it. */
  ref: string;
  /** ISO 4217 code. */
  currency?: string;
  kind?: 'checking' | 'savings' | 'credit-card' | 'loan' | 'investment' | 'cash';
  name?: string;
  /** Balance as the bank states it, minor units of {@link currency}, on the day {@link balanceOn}. */
  balanceMinor?: number;
  balanceOn?: string;
  /** Balance before the file's first row, as the bank states it, and the day of that balance. */
  openingBalanceMinor?: number;
  openingBalanceOn?: string;
}

/** Something a person should know about the file or a row that was nevertheless read. */
export interface StatementWarning {
  code: StatementWarningCode;
  message: string;
  line?: number;
}

export type StatementWarningCode =
  | 'file.ambiguous-dates'
  | 'file.guessed-encoding'
  | 'file.undecodable-bytes'
  | 'file.nul-bytes'
  | 'file.cut-off'
  | 'file.no-header'
  | 'file.unsure-columns'
  | 'file.other-currency'
  | 'file.investments-skipped'
  | 'file.unreadable-balance'
  | 'file.unknown-section'
  | 'file.other-sheets'
  | 'file.unnamed-account'
  | 'file.unbalanced'
  | 'file.floor-limit'
  | 'row.batch-not-divided'
  | 'row.date-moved'
  | 'row.odd-splits'
  | 'row.text-shortened';

/** Some rows of a file, in the file's order (at most {@link BATCH_ROWS}). */
export interface StatementBatch {
  rows: StatementRow[];
  failed: FailedRow[];
  /** Accounts first met, or with a balance newly learnt, in this part of the file. */
  accounts?: StatementAccount[];
  positions?: StatementPosition[];
  warnings?: StatementWarning[];
  /** Bytes of the file taken in so far; for progress against the file's size. */
  bytesRead: number;
}

/** What a reader needs to know besides the bytes. */
export interface ReadOptions {
  /** ISO 4217 code of the account that is imported into; decides the minor unit where the file names none. */
  currency: string;
  /** The file is refused with `import.too-large` above this many bytes. Default {@link MAX_FILE_BYTES}. */
  maxBytes?: number;
  /** The source is only the beginning of a file: what its end cuts off is left out and not reported. */
  partial?: boolean;
  /** Rows a batch. Default {@link BATCH_ROWS}. */
  batchRows?: number;
}

/** A stream of bytes of any chunk size: a file, an upload, a blob. */
export type ByteSource = AsyncIterable<Uint8Array>;

export const BATCH_ROWS = 500;
/** 100 MiB, some 1.5 million rows: larger than any bank's export, small enough to stop a runaway upload. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Longer texts (description, counterparty, notes) are shortened to this, with a `row.text-shortened` warning. */
export const MAX_TEXT = 2_000;
export const MAX_EXCERPT = 200;

export type StatementErrorCode =
  | 'import.empty-file'
  | 'import.not-a-statement'
  | 'import.too-large'
  | 'import.unknown-encoding'
  | 'import.no-rows'
  | 'import.malformed'
  | 'import.refused-by-bank';

/** The file as a whole cannot be read; `message` tells a person why. */
export class StatementError extends Error {
  override readonly name = 'StatementError';

  constructor(
    readonly code: StatementErrorCode,
    message: string,
  ) {
    super(message);
  }
}
