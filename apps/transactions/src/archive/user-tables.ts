import type { EntityManager } from 'typeorm';

/** A column of a table that holds people's data. */
export interface UserColumn {
  name: string;
  /** Its name in JSON lines. */
  key: string;
  /** PostgreSQL's type, as `format_type` writes it. */
  type: string;
  /** SQL for the value where a file says none; undefined where null will do. */
  fallback?: string;
}

/** A table that holds people's data. */
export interface UserTable {
  name: string;
  /** The `kind` of its lines: the name in camel case. */
  kind: string;
  columns: UserColumn[];
  hasUserId: boolean;
  /** Condition on its row `t` that it is the user's, whose id is $1. */
  owned: string;
  primaryKey: string[];
}

/** What a person's data is not: sums that the database keeps by itself, and files made of the data. */
export const NOT_ARCHIVED = new Set(['month_total', 'merchant_total', 'export']);

/** The same of columns: the counter of changes goes on counting, whatever is restored. */
const NOT_ARCHIVED_COLUMNS: Record<string, string> = { ledger: 'version' };

interface CatalogueColumn {
  table: string;
  name: string;
  type: string;
  required: boolean;
  fallback: string | null;
  generated: boolean;
  key: boolean;
}

interface CatalogueReference {
  table: string;
  parent: string;
  columns: string[];
  parentColumns: string[];
}

/**
 * Every table of the schema that holds people's data, read from the database's own catalogue, so that a table that is added is
 * archived and deleted with the rest without anybody thinking of it. Tables stand behind those they refer to.
 */
export async function readUserTables(manager: EntityManager): Promise<UserTable[]> {
  const columns: CatalogueColumn[] = await manager.query(
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
       pg_get_expr(d.adbin, d.adrelid) as fallback, a.attgenerated <> '' as generated,
       coalesce(a.attnum = any(p.conkey), false) as key
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
     where c.relnamespace = 'transactions'::regnamespace and c.relkind = 'r' order by c.relname, a.attnum`,
  );
  const references: CatalogueReference[] = await manager.query(
    `select child.relname as "table", parent.relname as parent,
       array(select a.attname::text from unnest(k.conkey) with ordinality x (n, i)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n order by x.i) as columns,
       array(select a.attname::text from unnest(k.confkey) with ordinality x (n, i)
         join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.n order by x.i) as "parentColumns"
     from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
     where k.contype = 'f' and child.relnamespace = 'transactions'::regnamespace order by k.conname`,
  );
  const byTable = new Map<string, CatalogueColumn[]>();
  for (const column of columns) byTable.set(column.table, [...(byTable.get(column.table) ?? []), column]);
  const owned = new Map<string, string | undefined>();
  const condition = (table: string, path: string[] = []): string | undefined => {
    if (path.includes(table)) return undefined;
    if (!owned.has(table))
      owned.set(
        table,
        ownership(table, byTable.get(table) ?? [], references, (parent) => condition(parent, [...path, table])),
      );
    return owned.get(table);
  };
  const tables = [...byTable].flatMap(([name, all]): UserTable[] => {
    const own = condition(name);
    return own === undefined
      ? []
      : [
          {
            name,
            kind: camelCase(name),
            ...describe(all.filter((column) => NOT_ARCHIVED_COLUMNS[name] !== column.name)),
            owned: own,
          },
        ];
  });
  return parentsFirst(tables, references);
}

/** The condition that a row `t` of `table` is the user's: by its own column, or by the row it belongs to. */
function ownership(
  table: string,
  columns: CatalogueColumn[],
  references: CatalogueReference[],
  conditionOf: (parent: string) => string | undefined,
): string | undefined {
  if (columns.some(({ name }) => name === 'user_id')) return 't.user_id = $1';
  for (const { parent, columns: own, parentColumns } of references.filter((reference) => reference.table === table)) {
    const parentCondition = conditionOf(parent);
    if (parentCondition === undefined) continue;
    const [mine, theirs] = [own, parentColumns].map((names) => names.map((name) => `"${name}"`).join(', '));
    const prefixed = own.map((name) => `t."${name}"`).join(', ');
    return mine && `(${prefixed}) in (select ${theirs} from transactions."${parent}" t where ${parentCondition})`;
  }
  return undefined;
}

function describe(columns: CatalogueColumn[]): Pick<UserTable, 'columns' | 'hasUserId' | 'primaryKey'> {
  return {
    hasUserId: columns.some(({ name }) => name === 'user_id'),
    primaryKey: columns.filter(({ key }) => key).map(({ name }) => name),
    columns: columns
      .filter(({ name, type, generated }) => name !== 'user_id' && type !== 'tsvector' && !generated)
      .map(({ name, type, required, fallback }) => ({
        name,
        key: camelCase(name),
        type,
        ...(required && fallback !== null ? { fallback } : {}),
      })),
  };
}

/** Accounts and categories first, for who reads a file line by line wants them before the rows that name them. */
const EARLY = ['account', 'category'];

function parentsFirst(tables: UserTable[], references: CatalogueReference[]): UserTable[] {
  const sorted = new Map<string, UserTable>();
  const byName = new Map(tables.map((table) => [table.name, table]));
  const visit = (name: string, path: string[]): void => {
    const table = byName.get(name);
    if (!table || sorted.has(name) || path.includes(name)) return;
    for (const { parent } of references.filter((reference) => reference.table === name)) visit(parent, [...path, name]);
    sorted.set(name, table);
  };
  for (const name of EARLY) visit(name, []);
  for (const { name } of tables) visit(name, []);
  return [...sorted.values()];
}

/** One row a user, there as soon as they are: what they prefer. A restored one takes its place. */
export function isPreference({ primaryKey }: UserTable): boolean {
  return primaryKey.length === 1 && primaryKey[0] === 'user_id';
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
