import { createHash } from 'node:crypto';
import type { ListTransactionsInput, TransactionSort } from '#contracts/transactions';
import { isCalendarDate } from '#money';
import { ServiceError } from '#rpc';
import type { SqlValues } from './sql-values.js';

/** What a list is sorted by: an expression that is never null, so that a page can begin after any row. */
interface SortKey {
  expression: string;
  /** SQL type in which a cursor's key is compared. */
  type: string;
  isKey: (key: unknown) => boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const SORTS: Record<TransactionSort, SortKey> = {
  date: { expression: 't.booked_on', type: 'date', isKey: (key) => typeof key === 'string' && isCalendarDate(key) },
  amount: { expression: 't.amount_minor', type: 'bigint', isKey: Number.isSafeInteger },
  // The beginning is enough for people, and keeps a cursor short.
  description: {
    expression: 'lower(left(t.description, 48))',
    type: 'text',
    isKey: (key) => typeof key === 'string' && !key.includes('\0'),
  },
  // Without a category there is nothing to be sure of: below every confidence.
  confidence: {
    expression: 'coalesce(t.confidence, -1)',
    type: 'real',
    isKey: (key) => typeof key === 'number' && Math.abs(key) <= 1,
  },
};

interface Cursor {
  /** Fingerprint of filter and sort: a cursor continues the list it came from and no other. */
  list: string;
  key: string | number;
  id: string;
}

/** The order of one list, and where its next page begins. */
export class TransactionOrder {
  private readonly sort: SortKey;
  readonly direction: 'asc' | 'desc';
  private readonly list: string;

  constructor(input: ListTransactionsInput) {
    const { cursor: _cursor, limit: _limit, sort, order, ...filter } = input;
    this.sort = SORTS[sort ?? 'date'];
    this.direction = order ?? 'desc';
    const given = Object.entries(filter)
      .filter(([, value]) => value != null)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    this.list = createHash('sha256')
      .update(JSON.stringify([sort ?? 'date', this.direction, given]))
      .digest('base64url')
      .slice(0, 8);
  }

  /** The column `"sortKey"` that {@link cursorAfter} reads. */
  get keyColumn(): string {
    return this.sort.type === 'date' ? `${this.sort.expression}::text` : this.sort.expression;
  }

  get isByDate(): boolean {
    return this.sort.type === 'date';
  }

  /** What the list is sorted by; equal ones stand in the order of their ids, so that every row has one place. */
  get expression(): string {
    return this.sort.expression;
  }

  /** The condition that a row stands after the cursor's. @throws ServiceError `invalid-input` for a cursor of another list */
  after(cursor: string, values: SqlValues): string {
    const { key, id } = this.read(cursor);
    const sign = this.direction === 'asc' ? '>' : '<';
    return `(${this.sort.expression}, t.id) ${sign} (${values.add(key, this.sort.type)}, ${values.add(id, 'uuid')})`;
  }

  cursorAfter(row: { sortKey: string | number; id: string }): string {
    const key = this.sort.type === 'bigint' ? Number(row.sortKey) : row.sortKey;
    return Buffer.from(JSON.stringify([this.list, key, row.id])).toString('base64url');
  }

  private read(text: string): Cursor {
    const refusal = new ServiceError('invalid-input', 'The cursor does not belong to this list: start again at the first page', {
      fields: { cursor: ['must be the nextCursor of the page before, with the same filter and sort'] },
    });
    let parts: unknown;
    try {
      parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    } catch {
      throw refusal;
    }
    const [list, key, id] = Array.isArray(parts) ? (parts as unknown[]) : [];
    if (list !== this.list || !this.sort.isKey(key) || typeof id !== 'string' || !UUID.test(id)) throw refusal;
    return { list, key: key as string | number, id };
  }
}
