import { formatMinor } from '#money';
import type { ExportAccount, ExportRow, ExportRows } from './export-row.js';
import { formulaSafe } from '../imports/formats/formula-text.js';

const BOM = '\ufeff';

type Cell = (row: ExportRow, account: ExportAccount) => string;

const text =
  (of: (row: ExportRow, account: ExportAccount) => string | undefined): Cell =>
  (row, account) =>
    quoted(formulaSafe(of(row, account) ?? ''));

/** The columns in their order, under names by which our own reader, and others, know them. */
const COLUMNS: readonly (readonly [name: string, cell: Cell])[] = [
  ['Booking date', (row) => row.bookedOn],
  ['Value date', (row) => row.valueOn ?? ''],
  ['Account', text((_, account) => account.name)],
  ['Amount', (row) => formatMinor(row.amountMinor, row.currency)],
  ['Currency', (row) => row.currency],
  ['Description', text((row) => row.description)],
  ['Counterparty', text((row) => row.counterparty)],
  ['Counterparty account', text((row) => row.counterpartyAccount)],
  ['Category', text((row) => row.category ?? row.splits.map(splitText(row.currency)).join('; '))],
  ['Tags', text((row) => row.tags.join(', '))],
  ['Notes', text((row) => row.notes)],
  ['Reference', text((row) => row.reference)],
  [
    'Original amount',
    (row) =>
      row.originalCurrency ? `${formatMinor(row.originalAmountMinor!, row.originalCurrency)} ${row.originalCurrency}` : '',
  ],
  ['Transfer', (row) => (row.isTransfer ? 'yes' : 'no')],
  ['Status', (row) => row.status],
  ['Transaction ID', text((row) => row.uniqueId)],
];

/** A divided transaction stays one row, for its amount must count once; its parts stand together in the category. */
const splitText =
  (currency: string) =>
  ({ amountMinor, category }: { amountMinor: number; category?: string }): string =>
    `${category ?? 'Uncategorised'} ${formatMinor(amountMinor, currency)}`;

/**
 * Transactions as CSV (RFC 4180: commas, CRLF, quotes doubled) in UTF-8. No text cell is a formula to a spreadsheet; see
 * {@link formulaSafe}.
 * @param options.bom begins with a byte order mark, without which Excel takes the file for the system's old encoding
 */
export async function* writeCsv(
  rows: ExportRows,
  accounts: ReadonlyMap<string, ExportAccount>,
  options: { bom?: boolean } = {},
): AsyncGenerator<string> {
  yield `${options.bom ? BOM : ''}${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for await (const batch of rows) {
    let piece = '';
    for (const row of batch) {
      const account = accounts.get(row.accountId)!;
      piece += `${COLUMNS.map(([, cell]) => cell(row, account)).join(',')}\r\n`;
    }
    yield piece;
  }
}

function quoted(cell: string): string {
  return /[",\r\n;]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
