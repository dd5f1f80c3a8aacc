import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { transactionsContract, type LabelledRow, type LabelledRows, type ListLabelledRowsInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, ServiceError, type CallContext } from '#rpc';
import { toSafeNumber } from '../../ledger/minor-units.column.js';
import { modelText } from '../question.js';

const PAGE = 1_000;
const CURSOR = /^(\d{1,20})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const DETAILED = DETAILED_CATEGORIES.map(({ id }) => id);

interface Row {
  id: string;
  userId: string;
  description: string;
  counterparty: string | null;
  amountMinor: string;
  category: string;
  micros: string;
}

/** The latest choice of each user for each text; categories of people's own are left out, since nobody else has them. */
const CHOICES = `
  select distinct on (t.user_id, t.amount_minor < 0, t.description, t.counterparty) t.id, t.user_id, t.description, t.counterparty,
    t.amount_minor, t.category_id, (extract(epoch from coalesce(t.edited_at, t.created_at)) * 1000000)::bigint as micros
  from transactions.transaction t
  where t.category_source = 'user' and t.category_id = any($1::text[]) and not t.is_transfer and not t.is_split
  order by t.user_id, t.amount_minor < 0, t.description, t.counterparty, coalesce(t.edited_at, t.created_at) desc`;

/** What people have chosen, for the training of the model that all share. Only the system itself may ask. */
@Injectable()
export class LabelledRowsHandler {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  @Implements(transactionsContract.operations.listLabelledRows)
  async listLabelledRows({ cursor, limit = PAGE }: ListLabelledRowsInput, { user }: CallContext): Promise<LabelledRows> {
    if (user) throw new ServiceError('forbidden', 'Only the system itself may read what all people have chosen');
    const after = cursor === undefined ? undefined : CURSOR.exec(cursor);
    if (after === null) throw new ServiceError('invalid-input', 'The cursor must be the nextCursor of the page before');
    const [[{ total }], rows] = await Promise.all([
      this.database.query<[{ total: number }]>(`select count(*)::int as total from (${CHOICES}) c`, [DETAILED]),
      this.database.query<Row[]>(
        `select c.id, c.user_id as "userId", c.description, c.counterparty, c.amount_minor as "amountMinor",
           c.category_id as category, c.micros
         from (${CHOICES}) c where $2::bigint is null or (c.micros, c.id) < ($2::bigint, $3::uuid)
         order by c.micros desc, c.id desc limit $4`,
        [DETAILED, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
      ),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map(toLabelled),
      total,
      ...(rows.length > limit && last && { nextCursor: `${last.micros}~${last.id}` }),
    };
  }
}

function toLabelled({ userId, description, counterparty, amountMinor, category, micros }: Row): LabelledRow {
  const amount = toSafeNumber(amountMinor);
  return {
    description: modelText({ description, ...(counterparty && { counterparty }), amountMinor: amount }),
    amountMinor: amount,
    category,
    userId,
    chosenAt: new Date(Number(micros) / 1000).toISOString(),
  };
}
