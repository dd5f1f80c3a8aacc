import { QueryFailedError, type EntityManager } from 'typeorm';
import { SPLITS } from './json-lines.js';
import type { BadLine, JsonLine } from './read-lines.js';
import { isUuid, remapBlobKey, remapDeep, remappedId } from './remap-ids.js';
import { isPreference, NOT_ARCHIVED, type UserColumn, type UserTable } from './user-tables.js';

/** A record of a file as a row of its table. */
interface Row {
  number: number;
  values: Record<string, unknown>;
}

/** What a row of another installation says of work that is not going on here. */
const ELSEWHERE: Record<string, (values: Record<string, unknown>) => void> = {
  import: (values) => {
    if (values['state'] === 'running') values['state'] = 'failed';
  },
};

/** Takes records of a file and writes them as rows of `userId`, with ids that are theirs. */
export class RecordInserter {
  private readonly byKind: Map<string, UserTable>;
  private readonly splits: UserTable | undefined;

  constructor(
    private readonly manager: EntityManager,
    private readonly userId: string,
    tables: UserTable[],
  ) {
    this.byKind = new Map(tables.filter(({ name }) => !NOT_ARCHIVED.has(name)).map((table) => [table.kind, table]));
    this.splits = tables.find(({ name }) => name === SPLITS.table);
  }

  /**
   * Writes records of one kind.
   * @param checkOnly looks at them only: where an account was refused, every one of its transactions would be
   * @returns those that cannot be written; then none are
   */
  async insert(kind: string, lines: JsonLine[], checkOnly: boolean): Promise<BadLine[]> {
    const table = this.byKind.get(kind);
    if (!table) return lines.map(({ number }) => ({ number, problem: `There is no kind of record "${kind}"` }));
    const bad: BadLine[] = [];
    const rows: Row[] = [];
    const parts: Row[] = [];
    for (const { number, value } of lines) {
      const { kind: _, ...fields } = value;
      if (table.name === SPLITS.of) parts.push(...this.partsOf(number, fields, bad));
      const values = this.toValues(table, fields);
      if (typeof values === 'string') bad.push({ number, problem: values });
      else rows.push({ number, values });
    }
    if (bad.length || checkOnly) return bad;
    bad.push(...(await this.write(table, rows)));
    if (!bad.length && this.splits && parts.length) bad.push(...(await this.write(this.splits, parts)));
    return bad;
  }

  /** Takes the parts of a divided transaction out of its record. */
  private partsOf(number: number, fields: Record<string, unknown>, bad: BadLine[]): Row[] {
    const parts = fields[SPLITS.key];
    delete fields[SPLITS.key];
    if (parts === undefined || !this.splits) return [];
    if (!Array.isArray(parts)) {
      bad.push({ number, problem: `"${SPLITS.key}" must be a list` });
      return [];
    }
    return (parts as Record<string, unknown>[]).flatMap((part) => {
      const values = this.toValues(this.splits!, { ...part, transactionId: fields['id'] });
      if (typeof values !== 'string') return [{ number, values }];
      bad.push({ number, problem: values });
      return [];
    });
  }

  /** Column → value; a text is what is wrong. */
  private toValues(table: UserTable, fields: Record<string, unknown>): Record<string, unknown> | string {
    const values: Record<string, unknown> = {};
    const columns = new Map(table.columns.map((column) => [column.key, column]));
    for (const [key, value] of Object.entries(fields)) {
      const column = columns.get(key);
      if (!column) return `A ${table.kind} has no "${key}"`;
      // A job of another installation, or of a ledger that is gone.
      if (column.name !== 'job_id') values[column.name] = this.adopt(column, value);
    }
    ELSEWHERE[table.name]?.(values);
    return values;
  }

  private adopt({ name, type }: UserColumn, value: unknown): unknown {
    if (type === 'uuid' || type === 'uuid[]' || type.startsWith('json')) return remapDeep(this.userId, value);
    if (typeof value !== 'string') return value;
    // A category is a name of the taxonomy or the uuid of one's own. What a bank calls an id is the bank's, whatever it looks like.
    if (/(^|_)(category|parent)_id$/.test(name) && isUuid(value)) return remappedId(this.userId, value);
    return name.endsWith('_key') ? remapBlobKey(this.userId, value) : value;
  }

  private async write(table: UserTable, rows: Row[]): Promise<BadLine[]> {
    if (!rows.length || !(await this.fails(table, rows))) return [];
    // One of them is to blame; which one shows when each is tried alone.
    for (const row of rows) {
      const problem = await this.fails(table, [row]);
      if (problem !== undefined) return [{ number: row.number, problem }];
    }
    return [];
  }

  /** Tries to write rows; what the database says against them, or undefined once they are written. */
  private async fails(table: UserTable, rows: Row[]): Promise<string | undefined> {
    await this.manager.query('savepoint records');
    try {
      await this.manager.query(insertSql(table), [JSON.stringify(rows.map(({ values }) => values)), this.userId]);
      await this.manager.query('release savepoint records');
      return undefined;
    } catch (error) {
      if (!(error instanceof QueryFailedError) || !isAboutTheData(error)) throw error;
      await this.manager.query('rollback to savepoint records');
      return `The record contradicts itself or another one: ${(error as Error).message.slice(0, 300)}`;
    }
  }
}

/** SQLSTATE classes 22 (a value that cannot be) and 23 (a broken constraint). */
function isAboutTheData(error: QueryFailedError): boolean {
  const { code } = error.driverError as { code?: string };
  return code?.startsWith('22') === true || code?.startsWith('23') === true;
}

function insertSql(table: UserTable): string {
  const { name, columns, hasUserId } = table;
  const owner = hasUserId ? [['user_id', '$2::uuid']] : [];
  const pairs = [
    ...owner,
    ...columns.map(({ name: column, fallback }) => [column, fallback ? `coalesce(r."${column}", ${fallback})` : `r."${column}"`]),
  ];
  const instead = columns.map(({ name: column }) => `"${column}" = excluded."${column}"`).join(', ');
  return `with owner as (select $2::uuid)
    insert into transactions."${name}" (${pairs.map(([column]) => `"${column}"`).join(', ')})
    select ${pairs.map(([, value]) => value).join(', ')}
    from owner, json_populate_recordset(null::transactions."${name}", $1::json) r
    ${isPreference(table) && instead ? `on conflict (user_id) do update set ${instead}` : ''}`;
}
