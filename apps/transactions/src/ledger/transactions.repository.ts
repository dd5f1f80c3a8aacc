import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ListTransactionsInput, Transaction, TransactionFilter, TransactionPage } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { checkedFilter, invalidField } from './check-input.js';
import { SqlValues } from './sql-values.js';
import { foundRows } from './found-rows.js';
import { filterCondition, type WidenedFilter } from './transaction-filter.js';
import { TransactionOrder } from './transaction-order.js';
import { toTransaction, TRANSACTION_COLUMNS, type TransactionRow } from './transaction-row.js';

const PAGE_ROWS = 100;
/** A list says how many match up to here; beyond, counting would take longer than finding. */
const COUNTED_ROWS = 1_000;

type PageRow = TransactionRow & { sortKey: string | number };
type Counted = Pick<TransactionPage, 'total' | 'totalIsLeast'>;

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
    const cursor = input.cursor ?? undefined;
    const [rows, counted] = filter.text
      ? await this.searched(userId, filter, order, limit + 1, cursor)
      : await Promise.all([
          this.page(userId, filter, order, limit + 1, cursor),
          cursor === undefined ? this.counted(userId, filter) : {},
        ]);
    const items = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? order.cursorAfter(items.at(-1)!) : undefined;
    return { items: items.map(toTransaction), nextCursor, ...counted };
  }

  /** How many a filter finds, exactly, however many these are. */
  async count(userId: string, filter: TransactionFilter): Promise<number> {
    return (await this.sumOfMonths(userId, filter)) ?? this.countUpTo(userId, await this.widened(userId, filter));
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

  /**
   * A page of what a text finds. Up to a thousand rows are found by the index of words once and are all there is; with more, the
   * page begins soon wherever one starts to read the days, and fetching all of them to sort them would take longest.
   */
  private async searched(
    userId: string,
    filter: WidenedFilter,
    order: TransactionOrder,
    limit: number,
    cursor?: string,
  ): Promise<[PageRow[], Counted]> {
    const values = new SqlValues();
    const found: { id: string }[] = await this.database.query(
      foundRows(userId, filter, values, { columns: 't.id', limit: COUNTED_ROWS + 1 }),
      values.list,
    );
    const few = found.length <= COUNTED_ROWS;
    const narrowed = few ? { ids: found.map(({ id }) => id) } : { ...filter, textIsCommon: order.isByDate };
    const counted = few ? { total: found.length } : { total: COUNTED_ROWS, totalIsLeast: true };
    return [await this.page(userId, narrowed, order, limit, cursor), cursor === undefined ? counted : {}];
  }

  private async page(
    userId: string,
    filter: WidenedFilter,
    order: TransactionOrder,
    rows: number,
    cursor?: string,
  ): Promise<PageRow[]> {
    const values = new SqlValues();
    const page = foundRows(userId, filter, values, {
      columns: `t.id, ${order.keyColumn} as "sortKey"`,
      order: { column: 'sortKey', expression: order.expression, direction: order.direction },
      after: cursor === undefined ? undefined : ` and ${order.after(cursor, values)}`,
      limit: rows,
    });
    // First which rows, often from an index alone; then all of their columns.
    return this.database.query(
      `select ${TRANSACTION_COLUMNS}, page."sortKey" from ${page} page join transactions.transaction t on t.id = page.id
       order by page."sortKey" ${order.direction}, t.id ${order.direction}`,
      values.list,
    );
  }

  private async counted(userId: string, filter: ListTransactionsInput): Promise<Counted> {
    const exact = await this.sumOfMonths(userId, filter);
    if (exact !== undefined) return { total: exact };
    const found = await this.countUpTo(userId, filter, COUNTED_ROWS + 1);
    return found > COUNTED_ROWS ? { total: COUNTED_ROWS, totalIsLeast: true } : { total: found };
  }

  /** The number of a user's rows, or of some accounts', from the sums by month; undefined for a filter that asks for more. */
  private async sumOfMonths(userId: string, filter: ListTransactionsInput): Promise<number | undefined> {
    const { accountIds, cursor: _cursor, limit: _limit, sort: _sort, order: _order, ...conditions } = filter;
    if (Object.values(conditions).some((condition) => condition != null)) return undefined;
    const rows: { total: number }[] = await this.database.query(
      `select coalesce(sum(count), 0)::int as total from transactions.month_total
       where user_id = $1 and ($2::uuid[] is null or account_id = any($2))`,
      [userId, accountIds ?? null],
    );
    return rows[0]!.total;
  }

  private async countUpTo(userId: string, filter: TransactionFilter, most?: number): Promise<number> {
    const values = new SqlValues();
    const found = foundRows(userId, filter, values, { columns: 't.id', limit: most });
    const rows: { total: number }[] = await this.database.query(`select count(*)::int as total from ${found} found`, values.list);
    return rows[0]!.total;
  }

  private async widened<T extends TransactionFilter>(userId: string, filter: T): Promise<T & WidenedFilter> {
    const widened: T & WidenedFilter = { ...filter };
    if (filter.categoryIds?.length) widened.categoryIds = await this.categories.widen(userId, filter.categoryIds);
    if (filter.counterpartyId != null) widened.merchantKeys = await this.merchantKeys(userId, filter.counterpartyId);
    return widened;
  }

  /** The merchants of a counterparty; none for one that is not this user's. */
  private async merchantKeys(userId: string, counterpartyId: string): Promise<string[]> {
    const rows: { key: string }[] = await this.database.query(
      'select merchant_key as key from transactions.counterparty_key where user_id = $1 and counterparty_id = $2',
      [userId, counterpartyId],
    );
    return rows.map(({ key }) => key);
  }
}

export function transactionNotFound(id: string): ServiceError {
  return new ServiceError('transactions.not-found', `There is no transaction ${id}`);
}
