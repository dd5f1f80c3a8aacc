/** What a column of a CSV file is taken for, in the words of the preview's answer. */
export const COLUMN_ROLES = [
  'ignore',
  'bookedOn',
  'valueOn',
  'description',
  'counterparty',
  'amount',
  'debit',
  'credit',
  'direction',
  'currency',
  'balance',
  'bankId',
  'category',
  'account',
  'notes',
  'status',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** How the CSV is read: answered by the preview, edited here, and sent back. The API document leaves it open, being the importer's own. */
export type CsvMapping = {
  encoding: string;
  delimiter: ',' | ';' | '\t' | '|';
  quote: '"' | "'" | '';
  skipLines: number;
  header: string[];
  roles: ColumnRole[];
  dateOrder: 'ymd' | 'dmy' | 'mdy';
  decimal: '.' | ',';
  /** The file writes money that leaves as positive. */
  invertAmounts: boolean;
  /** The figures of the debit column already have a minus. */
  debitsAreNegative: boolean;
  currency?: string;
};

/** Roles that several columns may have. */
const SHARED: readonly ColumnRole[] = ['ignore', 'description', 'notes'];

/** The mapping with column `index` in a new role; another column that had it alone becomes unused. */
export function withRole(mapping: CsvMapping, index: number, role: ColumnRole): CsvMapping {
  const roles = mapping.roles.map((old, at) => (at === index ? role : old === role && !SHARED.includes(role) ? 'ignore' : old));
  return { ...mapping, roles };
}

/** `single`: one signed amount; `direction`: a size and a column that says in or out; `pair`: money in and out in columns of their own. */
export type AmountLayout = 'single' | 'direction' | 'pair';

export function amountLayout({ roles }: CsvMapping): AmountLayout {
  if (roles.includes('debit') || roles.includes('credit')) return 'pair';
  return roles.includes('direction') ? 'direction' : 'single';
}
