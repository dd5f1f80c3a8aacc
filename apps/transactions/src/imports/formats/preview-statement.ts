import type { CsvColumn } from './csv-columns.js';
import type { CsvMapping } from './csv-mapping.js';
import { adaptMapping, problemsOf } from './csv-mapping.js';
import { detectCsv } from './detect-csv.js';
import { detectFormat } from './file-kind.js';
import { encodingOf, readStatement } from './read-statement.js';
import type { FailedRow, ReadOptions, StatementAccount, StatementFormat, StatementRow, StatementWarning } from './statement.js';

/** What a person is shown before they import a file. */
export interface StatementPreview {
  format: StatementFormat;
  encoding: string;
  /** How a CSV file will be read; to be edited and given back. */
  mapping?: CsvMapping;
  /** The columns of a CSV file with the roles that `mapping` gives them. */
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
/** How much of a file is to be given to {@link previewStatement}. */
export const HEAD_BYTES = 64 * 1024;

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
  const preview: StatementPreview =
    format === 'csv'
      ? previewCsv(head, options)
      : { format, encoding: encodingOf(format, head), rows: [], failed: [], accounts: [], warnings: [] };
  if (preview.mapping && problemsOf(preview.mapping).length > 0) return preview;

  const source = (async function* () {
    yield head;
  })();
  const partial = !(options.complete ?? head.length < HEAD_BYTES);
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
    if (format === 'csv' && preview.rows.length >= PREVIEW_ROWS) break;
  }
  return { ...preview, accounts: [...accounts.values()] };
}

function previewCsv(head: Uint8Array, options: PreviewOptions): StatementPreview {
  const { mapping: given, currency } = options;
  const detected = detectCsv(head, { currency, encoding: given?.encoding, delimiter: given?.delimiter });
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
  return { format: 'csv', encoding: mapping.encoding, mapping, columns, rows: [], failed: [], accounts: [], warnings };
}
