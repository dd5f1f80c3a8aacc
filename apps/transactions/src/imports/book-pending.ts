import type { EntityManager } from 'typeorm';
import type { Decision } from '../categorisation/decision.js';
import type { IncomingRow } from './incoming-row.js';
import type { Owner } from './write-rows.js';

/** A pending transaction and the row by which the bank has booked it. */
export interface Booking {
  incoming: IncomingRow;
  transactionId: string;
  decision: Decision;
}

/** Everything of a transaction that a booking may change, and so what undoing it needs. */
const COLUMNS = [
  'import_id',
  'import_line',
  'booked_on',
  'value_on',
  'amount_minor',
  'description',
  'counterparty',
  'merchant_key',
  'category_id',
  'category_source',
  'confidence',
  'status',
  'bank_id',
  'reference',
  'counterparty_account',
  'original_amount_minor',
  'original_currency',
  'fingerprint',
  'occurrence',
  'edited_at',
] as const;

/** The bank's value, unless a person has put another one in place of what the bank had said. */
const unlessEdited = (column: string, stated: string, booked: string): string =>
  `case when b.edited_at is null or (s.stated is not null and b.${column} is not distinct from ${stated}) then ${booked} else b.${column} end`;

/**
 * Books pending transactions: each keeps its id and what a person has made of it, takes everything else from the bank's row, and
 * belongs to the import that booked it from then on.
 * @returns for each that the bank had not booked yet, by its id, its columns before
 */
export async function bookPending(
  manager: EntityManager,
  owner: Owner,
  bookings: readonly Booking[],
): Promise<Map<string, object>> {
  if (!bookings.length) return new Map();
  const records = bookings.map(({ transactionId, decision, incoming: { row, fingerprint, occurrence, merchantKey } }) => ({
    id: transactionId,
    b: row.bookedOn,
    v: row.valueOn,
    m: row.amountMinor,
    d: row.description,
    p: row.counterparty,
    y: merchantKey,
    c: decision.categoryId,
    s: decision.source,
    q: decision.confidence,
    l: row.line,
    k: row.bankId,
    r: row.reference,
    e: row.counterpartyAccount ?? row.transferAccountRef,
    x: row.original?.amountMinor,
    w: row.original?.currency,
    f: fingerprint,
    o: occurrence,
  }));
  const before = COLUMNS.map((column) => `'${column}', b.${column}`).join(', ');
  const rows: { id: string; previous: object }[] = await manager.query(
    `with x as (select * from json_to_recordset($3::json) as x
       (id uuid, b date, v date, m bigint, d text, p text, y text, c text, s text, q real, l int, k text, r text, e text,
        x bigint, w text, f text, o int)),
     before as (select t.* from transactions.transaction t join x on x.id = t.id
       where t.user_id = $1 and (t.status = 'pending' or exists (select from transactions.other_identity o
         where o.account_id = t.account_id and o.fingerprint = t.fingerprint and o.occurrence = t.occurrence and o.pending))
       for update of t),
     said as (select distinct on (o.transaction_id) o.transaction_id, o.stated from transactions.other_identity o
       join x on x.id = o.transaction_id where o.pending order by o.transaction_id, o.stated_on desc),
     changed as (
       update transactions.transaction t set
         import_id = $2, import_line = x.l, status = 'booked', fingerprint = decode(x.f, 'hex'), occurrence = x.o,
         booked_on = ${unlessEdited('booked_on', `(s.stated->>'bookedOn')::date`, 'x.b')},
         value_on = ${unlessEdited('value_on', `(s.stated->>'valueOn')::date`, 'coalesce(x.v, b.value_on)')},
         amount_minor = ${unlessEdited('amount_minor', `(s.stated->>'amountMinor')::bigint`, 'x.m')},
         description = ${unlessEdited('description', `s.stated->>'description'`, 'x.d')},
         counterparty = ${unlessEdited('counterparty', `s.stated->>'counterparty'`, 'coalesce(x.p, b.counterparty)')},
         merchant_key = case when b.edited_at is null or (b.description is not distinct from s.stated->>'description'
           and b.counterparty is not distinct from s.stated->>'counterparty') then x.y else b.merchant_key end,
         category_id = case when b.edited_at is null and not b.is_split and x.c is not null then x.c else b.category_id end,
         category_source = case when b.edited_at is null and not b.is_split and x.c is not null then x.s else b.category_source end,
         confidence = case when b.edited_at is null and not b.is_split and x.c is not null then x.q else b.confidence end,
         bank_id = coalesce(x.k, b.bank_id), reference = coalesce(x.r, b.reference),
         counterparty_account = coalesce(x.e, b.counterparty_account),
         original_amount_minor = case when x.w is null then b.original_amount_minor else x.x end,
         original_currency = coalesce(x.w, b.original_currency), updated_at = now()
       from x join before b on b.id = x.id left join said s on s.transaction_id = x.id
       where t.id = x.id
       returning t.id)
     select b.id, jsonb_build_object(${before}) as previous from before b join changed on changed.id = b.id`,
    [owner.userId, owner.importId, JSON.stringify(records)],
  );
  await fitParts(
    manager,
    rows.map(({ id }) => id),
  );
  return new Map(rows.map(({ id, previous }) => [id, previous]));
}

/**
 * Takes back what an import has booked: its rows are pending again and belong to the import that brought them, but for those that
 * a person has edited since, and those whose import is gone.
 */
export async function unbook(manager: EntityManager, { userId, importId }: Owner): Promise<void> {
  const assignments = COLUMNS.filter((column) => column !== 'edited_at').map((column) => `${column} = p.${column}`);
  const rows: [{ id: string }[], number] = await manager.query(
    `update transactions.transaction t set ${assignments.join(', ')}, updated_at = now()
     from transactions.import_row r
     cross join lateral jsonb_populate_record(null::transactions.transaction, r.previous) p
     where r.import_id = $2 and r.outcome = 'updated' and t.id = r.transaction_id and t.import_id = $2 and t.user_id = $1
       and t.edited_at is not distinct from p.edited_at
       and not exists (select from transactions.import i where i.id = p.import_id and i.state = 'undone')
     returning t.id`,
    [userId, importId],
  );
  await fitParts(
    manager,
    rows[0].map(({ id }) => id),
  );
}

/** Lets the largest part of a divided transaction take up what its amount has changed by. */
async function fitParts(manager: EntityManager, transactionIds: string[]): Promise<void> {
  if (!transactionIds.length) return;
  await manager.query(
    `update transactions.transaction_split p set amount_minor = p.amount_minor + d.rest
     from (select t.id, t.amount_minor - sum(s.amount_minor) as rest,
             (array_agg(s.id order by abs(s.amount_minor) desc, s.position))[1] as largest
           from transactions.transaction t join transactions.transaction_split s on s.transaction_id = t.id
           where t.id = any($1) group by t.id, t.amount_minor) d
     where p.id = d.largest and d.rest <> 0`,
    [transactionIds],
  );
}
