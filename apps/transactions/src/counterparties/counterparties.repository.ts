import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  Counterparty,
  CounterpartyDetail,
  CounterpartyPage,
  CounterpartySum,
  ListCounterpartiesInput,
} from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import { SqlValues } from '../ledger/sql-values.js';
import { CounterpartyOrder } from './counterparty-order.js';

const PAGE_ROWS = 100;

/** Counterparties with the sums of their merchants: the user's id is `$1`. Those without transactions are not among them. */
const SUMMED = `
  select c.id, c.name, c.named_by_user, sum(m.count)::bigint as count, min(m.out_minor) as most_out,
    json_agg(json_build_object('currency', m.currency, 'inMinor', m.in_minor, 'outMinor', m.out_minor) order by m.out_minor, m.currency) as sums
  from (select k.counterparty_id, m.currency, sum(m.in_minor) as in_minor, sum(m.out_minor) as out_minor, sum(m.count) as count
        from transactions.counterparty_key k
        join transactions.merchant_total m on m.user_id = k.user_id and m.merchant_key = k.merchant_key
        where k.user_id = $1 group by k.counterparty_id, m.currency) m
  join transactions.counterparty c on c.id = m.counterparty_id and c.user_id = $1`;

/** What is looked up for the few that are shown: the last day, and how many merchants there are. */
const COLUMNS = `
  c.id, c.name, c.named_by_user as "namedByUser", c.count, c.sums, c.most_out as "mostOut",
  (select count(*)::int from transactions.counterparty_key k where k.counterparty_id = c.id) as "merchantCount",
  (select max(day) from transactions.counterparty_key k
   cross join lateral (select booked_on as day from transactions.transaction t
     where t.user_id = k.user_id and t.merchant_key = k.merchant_key order by booked_on desc limit 1) last
   where k.counterparty_id = c.id)::text as "lastBookedOn"`;

interface CounterpartyRow {
  id: string;
  name: string;
  namedByUser: boolean;
  count: string;
  mostOut: string;
  sums: CounterpartySum[];
  merchantCount: number;
  lastBookedOn: string | null;
}

/** Reads a user's counterparties. */
@Injectable()
export class CounterpartiesRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `invalid-input` for a cursor of another list */
  async list(userId: string, input: ListCounterpartiesInput): Promise<CounterpartyPage> {
    const order = new CounterpartyOrder(input);
    const values = new SqlValues();
    values.add(userId);
    const where = (input.text ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => `c.name ilike ${values.add(`%${word.replace(/[\\%_]/g, '\\$&')}%`)}`);
    const summed = `${SUMMED}${where.length ? ` where ${where.join(' and ')}` : ''} group by c.id`;
    const after = input.cursor == null ? '' : `where ${order.after(input.cursor, values)}`;
    const limit = input.limit ?? PAGE_ROWS;
    const rows: (CounterpartyRow & { total: number })[] = await this.database.query(
      `with summed as (${summed}),
       page as (select *, (select count(*)::int from summed) as total from summed c ${after} order by ${order.orderBy} limit ${values.add(limit + 1)})
       select ${COLUMNS}, c.total from page c order by ${order.orderBy}`,
      values.list,
    );
    const items = rows.slice(0, limit);
    return {
      items: items.map(toCounterparty),
      nextCursor: rows.length > limit ? order.cursorAfter(items.at(-1)!) : undefined,
      total: input.cursor == null ? (rows[0]?.total ?? 0) : undefined,
    };
  }

  /** Also one whose transactions are all gone. @throws ServiceError `counterparties.not-found` */
  async get(userId: string, id: string, manager: EntityManager = this.database.manager): Promise<CounterpartyDetail> {
    const rows: CounterpartyRow[] = await manager.query(
      `with summed as (
         select c.id, c.name, c.named_by_user, coalesce(s.count, 0) as count, coalesce(s.most_out, 0) as most_out,
           coalesce(s.sums, '[]') as sums
         from transactions.counterparty c left join (${SUMMED} where c.id = $2 group by c.id) s on s.id = c.id
         where c.user_id = $1 and c.id = $2)
       select ${COLUMNS} from summed c`,
      [userId, id],
    );
    if (!rows[0]) throw counterpartyNotFound(id);
    const merchants: { key: string; example: string | null; count: string }[] = await manager.query(
      `select k.merchant_key as key, line.example, coalesce((
         select sum(count) from transactions.merchant_total m where m.user_id = $1 and m.merchant_key = k.merchant_key), 0) as count
       from transactions.counterparty_key k
       left join lateral (
         select description as example from transactions.transaction t
         where t.user_id = $1 and t.merchant_key = k.merchant_key order by t.booked_on desc, t.id desc limit 1) line on true
       where k.counterparty_id = $2 order by count desc, key`,
      [userId, id],
    );
    return {
      ...toCounterparty(rows[0]),
      merchants: merchants.map(({ key, example, count }) => ({ key, example: example ?? key, transactionCount: Number(count) })),
    };
  }

  /** Those with the most transactions, in that order; without their last days. */
  async mostUsed(userId: string, most: number): Promise<Counterparty[]> {
    const rows: CounterpartyRow[] = await this.database.query(
      `with summed as (${SUMMED} group by c.id)
       select id, name, named_by_user as "namedByUser", count, sums,
         (select count(*)::int from transactions.counterparty_key k where k.counterparty_id = c.id) as "merchantCount"
       from summed c order by count desc, name, id limit $2`,
      [userId, most],
    );
    return rows.map(toCounterparty);
  }
}

export function counterpartyNotFound(id: string): ServiceError {
  return new ServiceError('counterparties.not-found', `There is no counterparty ${id}`);
}

function toCounterparty(row: CounterpartyRow): Counterparty {
  return {
    id: row.id,
    name: row.name,
    namedByUser: row.namedByUser,
    merchantCount: row.merchantCount,
    transactionCount: Number(row.count),
    lastBookedOn: row.lastBookedOn ?? undefined,
    sums: row.sums.map(({ currency, inMinor, outMinor }) => ({
      currency,
      inMinor: toSafeNumber(inMinor),
      outMinor: toSafeNumber(outMinor),
    })),
  };
}
