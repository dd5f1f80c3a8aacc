import type { Schemas } from '#api-client';

export type ColumnRole = Schemas['ColumnRole'];

/** How the CSV is read: answered by the preview, edited here, and sent back. */
export type CsvMapping = Schemas['CsvMapping'];

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
