import type { CsvColumn } from './csv-columns.js';
import type { CsvMapping } from './csv-mapping.js';
import { adaptMapping, isTable, problemsOf } from './csv-mapping.js';
import { detectCsv } from './detect-csv.js';
import type { DetectedTable } from './detect-table.js';
import { detectFormat } from './file-kind.js';
import { encodingOf, readStatement } from './read-statement.js';
import type {
  ByteSource,
  FailedRow,
  ReadOptions,
  StatementAccount,
  StatementFormat,
  StatementRow,
  StatementWarning,
} from './statement.js';
import { readHead, tooLarge } from './text-source.js';
import { detectXlsx } from './xlsx/detect-xlsx.js';
import { MAX_WORKBOOK_BYTES } from './xlsx/read-xlsx.js';

/** What a person is shown before they import a file. */
export interface StatementPreview {
  format: StatementFormat;
  encoding: string;
  /** How a CSV file or a workbook will be read; to be edited and given back. */
  mapping?: CsvMapping;
  /** The sheets of a workbook that have something in them; `mapping.sheet` is the one that is read. */
  sheets?: string[];
  /** The columns of a CSV file or a workbook with the roles that `mapping` gives them. */
  columns?: CsvColumn[];
  /** The first rows as they would be imported; at most {@link PREVIEW_ROWS}. */
  rows: StatementRow[];
  /** Rows among the first ones that cannot be read; at most {@link PREVIEW_ROWS}. */
  failed: FailedRow[];
  accounts: StatementAccount[];
  warnings: StatementWarning[];
}

export interface PreviewOptions extends Pick<ReadOptions, 'currency'> {
  /** A mapping that a person edited for this file; its encoding and delimiter hold. */
  mapping?: CsvMapping;
  /** The mapping remembered for the account; used where the file has the same columns, in whatever encoding. */
  remembered?: CsvMapping;
  /** Whether `head` is the whole file. Default: it is shorter than {@link HEAD_BYTES}. */
  complete?: boolean;
}

export const PREVIEW_ROWS = 20;
/** How much of a file is to be given to {@link previewStatement}; of a workbook all. */
export const HEAD_BYTES = 64 * 1024;

/** What {@link previewStatement} needs of a file, and the file again from its beginning. */
export async function readPreviewHead(source: ByteSource): Promise<{ head: Uint8Array; source: ByteSource }> {
  const beginning = await readHead(source, HEAD_BYTES);
  const isArchive = beginning.head[0] === 0x50 && beginning.head[1] === 0x4b;
  return isArchive ? readHead(beginning.source, MAX_WORKBOOK_BYTES + 1) : beginning;
}

/**
 * What the file that begins with `head` holds and how it would be read. A mapping that is given
 * keeps its roles, date order and number format; with another encoding or delimiter the columns
 * are found anew. Where the mapping is still incomplete there are no rows, and warnings say
 * what to choose.
 *
 * @throws StatementError as {@link detectFormat}, {@link detectCsv} and {@link readStatement}
 */
export async function previewStatement(head: Uint8Array, filename: string, options: PreviewOptions): Promise<StatementPreview> {
  const format = detectFormat(head, filename);
  if (format === 'xlsx' && head.length > MAX_WORKBOOK_BYTES) throw tooLarge(MAX_WORKBOOK_BYTES);
  const preview: StatementPreview = isTable(format)
    ? await previewTable(head, format, options)
    : { format, encoding: encodingOf(format, head), rows: [], failed: [], accounts: [], warnings: [] };
  if (preview.mapping && problemsOf(preview.mapping).length > 0) return preview;

  const source = (async function* () {
    yield head;
  })();
  const partial = format !== 'xlsx' && !(options.complete ?? head.length < HEAD_BYTES);
  const accounts = new Map<string, StatementAccount>();
  for await (const batch of readStatement(source, format, {
    currency: options.currency,
    partial,
    batchRows: PREVIEW_ROWS,
    mapping: preview.mapping,
  })) {
    preview.rows.push(...batch.rows.slice(0, PREVIEW_ROWS - preview.rows.length));
    preview.failed.push(...batch.failed.slice(0, PREVIEW_ROWS - preview.failed.length));
    preview.warnings.push(...(batch.warnings ?? []));
    for (const account of batch.accounts ?? []) accounts.set(account.ref, account);
    // An OFX file goes on, for its other accounts and the balances stand behind the rows.
    if (isTable(format) && preview.rows.length >= PREVIEW_ROWS) break;
  }
  return { ...preview, accounts: [...accounts.values()] };
}

async function previewTable(head: Uint8Array, format: 'csv' | 'xlsx', options: PreviewOptions): Promise<StatementPreview> {
  const { mapping: given, currency } = options;
  const detected: DetectedTable & { sheets?: string[] } =
    format === 'xlsx'
      ? await detectXlsx(head, { currency, sheet: given?.sheet })
      : detectCsv(head, { currency, encoding: given?.encoding, delimiter: given?.delimiter });
  const earlier = given ?? options.remembered;
  const adapted = earlier && adaptMapping(earlier, detected.mapping);
  const mapping = adapted ?? detected.mapping;
  // What a person settled needs no more doubts.
  const warnings = adapted
    ? problemsOf(adapted).map((message) => ({ code: 'file.unsure-columns' as const, message }))
    : detected.warnings;
  if (earlier && !adapted)
    warnings.push({
      code: 'file.unsure-columns',
      message: 'The columns are not those of the mapping from before, so they were found anew.',
    });
  const columns = detected.columns.map((column) => {
    const role = mapping.roles[column.index] ?? 'ignore';
    return role === column.role ? column : { ...column, role, confidence: 1 };
  });
  const { sheets } = detected;
  const found = { format, encoding: mapping.encoding, mapping, columns, ...(sheets && { sheets }) };
  return { ...found, rows: [], failed: [], accounts: [], warnings };
}
