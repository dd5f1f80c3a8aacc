import { createHash } from 'node:crypto';
import type { CounterpartySort, ListCounterpartiesInput } from '#contracts/transactions';
import { ServiceError } from '#rpc';
import type { SqlValues } from '../ledger/sql-values.js';

interface SortKey {
  /** Over the sums `c`, never null. */
  expression: string;
  type: string;
  direction: 'asc' | 'desc';
  of: (row: Ordered) => string;
}

interface Ordered {
  id: string;
  name: string;
  count: string;
  mostOut: string;
}

const SORTS: Record<CounterpartySort, SortKey> = {
  name: { expression: 'lower(c.name)', type: 'text', direction: 'asc', of: (row) => row.name },
  count: { expression: 'c.count', type: 'numeric', direction: 'desc', of: (row) => row.count },
  // The most negative sum of a currency.
  spent: { expression: 'c.most_out', type: 'numeric', direction: 'asc', of: (row) => row.mostOut },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The order of a list of counterparties, and where its next page begins. */
export class CounterpartyOrder {
  private readonly sort: SortKey;
  /** Fingerprint of search and sort: a cursor continues the list it came from and no other. */
  private readonly list: string;

  constructor({ sort, text }: ListCounterpartiesInput) {
    this.sort = SORTS[sort ?? 'count'];
    this.list = createHash('sha256')
      .update(JSON.stringify([sort ?? 'count', text ?? '']))
      .digest('base64url')
      .slice(0, 8);
  }

  get orderBy(): string {
    return `${this.sort.expression} ${this.sort.direction}, c.id ${this.sort.direction}`;
  }

  cursorAfter(row: Ordered): string {
    return Buffer.from(JSON.stringify([this.list, this.sort.of(row), row.id])).toString('base64url');
  }

  /** @throws ServiceError `invalid-input` for a cursor of another list */
  after(cursor: string, values: SqlValues): string {
    const [key, id] = this.read(cursor);
    const given = `${values.add(key)}::${this.sort.type}`;
    const compared = this.sort.type === 'text' ? `lower(${given})` : given;
    return `(${this.sort.expression}, c.id) ${this.sort.direction === 'asc' ? '>' : '<'} (${compared}, ${values.add(id, 'uuid')})`;
  }

  private read(cursor: string): [key: string, id: string] {
    let parts: unknown;
    try {
      parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    } catch {
      parts = undefined;
    }
    const [list, key, id] = Array.isArray(parts) ? (parts as unknown[]) : [];
    const isKey = typeof key === 'string' && (this.sort.type === 'text' ? !key.includes('\0') : /^-?\d+$/.test(key));
    if (list !== this.list || !isKey || typeof id !== 'string' || !UUID.test(id)) {
      throw new ServiceError('invalid-input', 'The cursor does not belong to this list: start again at the first page', {
        fields: { cursor: ['must be the nextCursor of the page before, with the same search and sort'] },
      });
    }
    return [key, id];
  }
}
