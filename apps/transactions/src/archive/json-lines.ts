import type { EntityManager } from 'typeorm';
import { readByCursor } from '../exports/read-by-cursor.js';
import { SqlValues } from '../ledger/sql-values.js';
import { NOT_ARCHIVED, readUserTables, type UserTable } from './user-tables.js';

/** Raised when a reader of an older version would misread a newer file; new kinds and fields alone do not raise it. */
export const JSON_LINES_VERSION = 1;

/** The parts of a divided transaction stand in its own line, under `splits`. */
export const SPLITS = { table: 'transaction_split', of: 'transaction', by: 'transaction_id', key: 'splits' } as const;

/** A table beside its lines: what an export of chosen transactions needs to be understood. */
const OF_A_CHOICE = new Set(['account', 'category', 'transaction']);

export interface JsonLinesOptions {
  /** Only these transactions, as a condition on `transactions.transaction t`; with them come accounts and categories only. */
  only?: (values: SqlValues) => Promise<string>;
  onLines?: (kind: string, lines: number) => Promise<void>;
}

/**
 * Everything a user owns as JSON lines: a header, a line a row, parents before children, and an end by which a file that was cut
 * off is known. See docs/formats/json-lines.md.
 * @param manager of a transaction that sees one state of the ledger (repeatable read)
 */
export async function* writeJsonLines(
  manager: EntityManager,
  userId: string,
  { only, onLines }: JsonLinesOptions = {},
): AsyncGenerator<string> {
  yield `${JSON.stringify({ kind: 'steward', version: JSON_LINES_VERSION, exportedAt: new Date().toISOString(), everything: !only })}\n`;
  const tables = await readUserTables(manager);
  const splits = tables.find(({ name }) => name === SPLITS.table);
  let lines = 0;
  for (const table of tables) {
    if (NOT_ARCHIVED.has(table.name) || table.name === SPLITS.table || (only && !OF_A_CHOICE.has(table.name))) continue;
    const values = new SqlValues();
    values.add(userId, 'uuid');
    const chosen = only && table.name === SPLITS.of ? ` and ${await only(values)}` : '';
    const sql = `select ${lineOf(table, table.name === SPLITS.of ? splits : undefined)} as line
      from transactions."${table.name}" t where ${table.owned}${chosen} order by ${orderOf(table)}`;
    for await (const rows of readByCursor<{ line: string }>(manager, sql, values.list)) {
      yield `${rows.map(({ line }) => line).join('\n')}\n`;
      lines += rows.length;
      await onLines?.(table.kind, rows.length);
    }
  }
  yield `${JSON.stringify({ kind: 'end', lines })}\n`;
}

/** By day where there is one: an account's rows in the order of its statement. */
function orderOf(table: UserTable): string {
  const keys = table.primaryKey.map((name) => `t."${name}"`);
  return (table.name === SPLITS.of ? ['t.booked_on', ...keys] : keys).join(', ') || '1';
}

/** SQL for a row `t` as one line of JSON; what is null is left out. */
function lineOf(table: UserTable, splits: UserTable | undefined): string {
  const pairs = [`'kind', '${table.kind}'`, ...pairsOf(table)];
  if (splits) {
    const part = `json_build_object(${pairsOf({ ...splits, columns: splits.columns.filter(({ name }) => name !== SPLITS.by) }).join(', ')})`;
    pairs.push(`'${SPLITS.key}', case when t.is_split then (select json_agg(json_strip_nulls(${part}) order by t.position)
      from (select s.* from transactions.${SPLITS.table} s where s.${SPLITS.by} = t.id) t) end`);
  }
  const line = `json_build_object(${pairs.join(', ')})`;
  // Stripping goes all the way down, and a null inside a value of the user's is a value.
  return table.columns.some(({ type }) => type.startsWith('json')) ? `(${line})::text` : `json_strip_nulls(${line})::text`;
}

function pairsOf(table: UserTable): string[] {
  // Decimals as text: a JSON number would be read as a binary fraction.
  return table.columns.map(({ name, key, type }) => `'${key}', t."${name}"${type.startsWith('numeric') ? '::text' : ''}`);
}
