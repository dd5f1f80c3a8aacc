import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ListTransactionsInput, Transaction, TransactionFilter, TransactionPage } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { checkedFilter, invalidField } from './check-input.js';
import { SqlValues } from './sql-values.js';
import { filterCondition } from './transaction-filter.js';
import { TransactionOrder } from './transaction-order.js';
import { toTransaction, TRANSACTION_COLUMNS, type TransactionRow } from './transaction-row.js';

const PAGE_ROWS = 100;

/** Which transactions a change means: ids, or all that a filter finds. */
export interface Selection {
  ids?: string[];
  filter?: TransactionFilter;
}

/** Reads a user's transactions. */
@Injectable()
export class TransactionsRepository {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
  ) {}

  /**
   * One page of a list. A page begins after a row, not at a number, so that rows that come or go meanwhile shift nothing.
   * @throws ServiceError `invalid-input` for a cursor of another list, a day or an amount that cannot be
   */
  async list(userId: string, input: ListTransactionsInput): Promise<TransactionPage> {
    const order = new TransactionOrder(input);
    const filter = await this.widened(userId, input);
    const limit = input.limit ?? PAGE_ROWS;
    const [rows, total] = await Promise.all([
      this.page(userId, filter, order, limit + 1, input.cursor ?? undefined),
      input.cursor == null ? this.count(userId, filter) : undefined,
    ]);
    const items = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? order.cursorAfter(items.at(-1)!) : undefined;
    return { items: items.map(toTransaction), nextCursor, total };
  }

  /** @throws ServiceError `transactions.not-found` */
  async get(userId: string, id: string, manager: EntityManager = this.database.manager): Promise<Transaction> {
    const rows: TransactionRow[] = await manager.query(
      `select ${TRANSACTION_COLUMNS} from transactions.transaction t where t.id = $1 and t.user_id = $2`,
      [id, userId],
    );
    if (!rows[0]) throw transactionNotFound(id);
    return toTransaction(rows[0]);
  }

  /**
   * The condition on `transactions.transaction t` of the rows a change means; always of this user's only.
   * @throws ServiceError `invalid-input` unless either ids or a filter is given
   */
  async selected(userId: string, { ids, filter }: Selection, values: SqlValues): Promise<string> {
    if ((ids == null) === (filter == null)) throw invalidField('ids', 'Say which transactions: either ids or a filter');
    if (ids) return `t.user_id = ${values.add(userId)} and t.id = any(${values.add(ids, 'uuid[]')})`;
    return filterCondition(userId, await this.widened(userId, checkedFilter(filter!)), values);
  }

  private async page(
    userId: string,
    filter: TransactionFilter,
    order: TransactionOrder,
    rows: number,
    cursor?: string,
  ): Promise<(TransactionRow & { sortKey: string | number })[]> {
    const values = new SqlValues();
    const condition = filterCondition(userId, filter, values);
    const after = cursor === undefined ? '' : ` and ${order.after(cursor, values)}`;
    return this.database.query(
      `select ${TRANSACTION_COLUMNS}, ${order.keyColumn} as "sortKey"
       from transactions.transaction t where ${condition}${after}
       order by ${order.orderBy} limit ${values.add(rows)}`,
      values.list,
    );
  }

  private async count(userId: string, filter: TransactionFilter): Promise<number> {
    const values = new SqlValues();
    const rows: { total: number }[] = await this.database.query(
      `select count(*)::int as total from transactions.transaction t where ${filterCondition(userId, filter, values)}`,
      values.list,
    );
    return rows[0]!.total;
  }

  private async widened<T extends TransactionFilter>(userId: string, filter: T): Promise<T> {
    return filter.categoryIds?.length
      ? { ...filter, categoryIds: await this.categories.widen(userId, filter.categoryIds) }
      : filter;
  }
}

export function transactionNotFound(id: string): ServiceError {
  return new ServiceError('transactions.not-found', `There is no transaction ${id}`);
}
