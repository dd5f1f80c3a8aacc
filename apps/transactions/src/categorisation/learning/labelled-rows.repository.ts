import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import type { LabelledRow, LabelledRows, ListLabelledRowsInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { toSafeNumber } from '../../ledger/minor-units.column.js';
import { SAMPLE_ACCOUNT_REF } from '../../sample-household/insert-household.js';
import { modelText } from '../question.js';

const PAGE_ROWS = 1_000;
const DETAILED = DETAILED_CATEGORIES.map(({ id }) => id);

/** As {@link modelText}, for the database to tell equal texts by. */
const TEXT_SQL = `btrim(case when t.counterparty <> '' and strpos(t.description, t.counterparty) = 0
  then t.counterparty || ' ' || t.description else t.description end)`;

/** In microseconds, so that a page begins after exactly one row. */
const CHOSEN_AT_SQL = `to_char(chosen_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

interface StoredRow {
  id: string;
  userId: string;
  description: string;
  counterparty: string | null;
  amountMinor: string;
  category: string;
  chosenAt: string;
}

interface Cursor {
  chosenAt: string;
  id: string;
}

/**
 * Everything that people have said of texts, to teach the shared model. Left out is what would teach it nothing, or nonsense: transfers
 * and divided transactions, made-up households, primary categories, and people's own categories: those stand below a primary one at
 * most, and which of its detailed categories they would be nobody has said.
 */
@Injectable()
export class LabelledRowsRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `invalid-input` for a cursor that is none */
  async list({ cursor, limit = PAGE_ROWS }: ListLabelledRowsInput): Promise<LabelledRows> {
    const after = cursor == null ? undefined : readCursor(cursor);
    const [page]: [{ total: number; rows: StoredRow[] }] = await this.database.query(
      `with choice as materialized (
         select distinct on (t.user_id, t.amount_minor < 0, ${TEXT_SQL})
           t.id, t.user_id, t.description, t.counterparty, t.amount_minor, t.category_id, coalesce(t.edited_at, t.created_at) as chosen_at
         from transactions.transaction t
         join transactions.account a on a.id = t.account_id
         where t.category_source = 'user' and not t.is_transfer and not t.is_split
           and coalesce(a.bank_ref, '') not like $1 || '%'
         order by t.user_id, t.amount_minor < 0, ${TEXT_SQL}, coalesce(t.edited_at, t.created_at) desc, t.id desc),
       labelled as materialized (select * from choice where category_id = any($2::text[])),
       page as (
         select * from labelled where $3::timestamptz is null or (chosen_at, id) < ($3::timestamptz, $4::uuid)
         order by chosen_at desc, id desc limit $5)
       select (select count(*)::int from labelled) as total,
         coalesce((select json_agg(json_build_object('id', id, 'userId', user_id, 'description', description, 'counterparty', counterparty,
             'amountMinor', amount_minor::text, 'category', category_id, 'chosenAt', ${CHOSEN_AT_SQL})
           order by chosen_at desc, id desc) from page), '[]') as rows`,
      [SAMPLE_ACCOUNT_REF, DETAILED, after?.chosenAt ?? null, after?.id ?? null, limit + 1],
    );
    const rows = page.rows.slice(0, limit);
    const nextCursor = page.rows.length > limit ? writeCursor(rows.at(-1)!) : undefined;
    return { rows: rows.map(toLabelledRow), total: page.total, nextCursor };
  }
}

function toLabelledRow({ description, counterparty, amountMinor, category, userId, chosenAt }: StoredRow): LabelledRow {
  const amount = toSafeNumber(amountMinor);
  const text = modelText({ description, counterparty: counterparty ?? undefined, amountMinor: amount });
  return { description: text, amountMinor: amount, category, userId, chosenAt };
}

function writeCursor({ chosenAt, id }: Cursor): string {
  return Buffer.from(JSON.stringify([chosenAt, id])).toString('base64url');
}

function readCursor(text: string): Cursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  const [chosenAt, id] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (
    typeof chosenAt !== 'string' ||
    Number.isNaN(Date.parse(chosenAt)) ||
    typeof id !== 'string' ||
    !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  ) {
    throw new ServiceError('invalid-input', 'The cursor does not belong to this list: start again at the first page', {
      fields: { cursor: ['must be the nextCursor of the page before'] },
    });
  }
  return { chosenAt, id };
}
