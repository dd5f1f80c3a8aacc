import type { EntityManager } from 'typeorm';
import type { Decision } from '../categorisation/decision.js';
import type { RowPart } from './file-categories.js';
import type { IncomingRow } from './incoming-row.js';
import type { StatedRow } from './stated-row.js';

/** A row with all that is decided of it. */
export interface DecidedRow {
  incoming: IncomingRow;
  decision: Decision;
  /** Where the file divides it. */
  parts?: RowPart[];
}

/** Whose rows, and from which import. */
export interface Owner {
  userId: string;
  importId: string;
}

/**
 * Adds rows to the ledger in one statement; one that came in meanwhile by another import is left as it is.
 * @returns how many were added
 */
export async function insertRows(manager: EntityManager, owner: Owner, rows: DecidedRow[]): Promise<number> {
  const records = rows.map(({ incoming: { row, ...incoming }, decision, parts }) => ({
    a: incoming.accountId,
    b: row.bookedOn,
    v: row.valueOn,
    m: row.amountMinor,
    u: incoming.currency,
    d: row.description,
    p: row.counterparty,
    ...(parts ? { s: 'none', z: true } : { c: decision.categoryId, s: decision.source, q: decision.confidence }),
    n: row.notes,
    g: row.tags?.length ? row.tags : undefined,
    h: decision.ruled?.isTransfer || undefined,
    t: row.status,
    l: row.line,
    k: row.bankId,
    r: row.reference,
    // The name of an own account on the other side helps to find the other half of a transfer as its number does.
    e: row.counterpartyAccount ?? row.transferAccountRef,
    x: row.original?.amountMinor,
    w: row.original?.currency,
    f: incoming.fingerprint,
    o: incoming.occurrence,
    y: incoming.merchantKey,
  }));
  const [{ added }]: [{ added: number }] = await manager.query(
    `with inserted as (insert into transactions.transaction
       (user_id, import_id, account_id, booked_on, value_on, amount_minor, currency, description, counterparty, category_id,
        category_source, confidence, is_split, is_transfer, notes, tags, status, import_line, bank_id, reference, counterparty_account,
        original_amount_minor, original_currency, fingerprint, occurrence, merchant_key)
     select $1, $2, a, b, v, m, u, d, p, c, s, q, coalesce(z, false), coalesce(h, false), n, coalesce(g, '{}'), t, l, k, r, e, x, w,
       decode(f, 'hex'), o, y
     from json_to_recordset($3::json) as incoming
       (a uuid, b date, v date, m bigint, u text, d text, p text, c text, s text, q real, z boolean, h boolean, n text, g text[], t text,
        l int, k text, r text, e text, x bigint, w text, f text, o int, y text)
     on conflict on constraint transaction_identity do nothing
     returning 1)
     select count(*)::int as added from inserted`,
    [owner.userId, owner.importId, JSON.stringify(records)],
  );
  await insertParts(manager, owner, rows);
  await rememberPending(
    manager,
    owner,
    rows.map(({ incoming }) => incoming),
  );
  return added;
}

/** The parts of divided rows; a row that another import has brought keeps its own. */
async function insertParts(manager: EntityManager, { userId, importId }: Owner, rows: DecidedRow[]): Promise<void> {
  const parts = rows.flatMap(({ incoming, parts: divided = [] }) =>
    divided.map(({ amountMinor, categoryId, notes }, position) => ({
      ...identityOf(incoming),
      p: position,
      m: amountMinor,
      c: categoryId,
      n: notes,
    })),
  );
  if (!parts.length) return;
  await manager.query(
    `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id, notes)
     select t.user_id, t.id, x.p, x.m, x.c, x.n
     from json_to_recordset($3::json) as x (a uuid, f text, o int, p int, m bigint, c text, n text)
     join transactions.transaction t on t.account_id = x.a and t.fingerprint = decode(x.f, 'hex') and t.occurrence = x.o
     where t.user_id = $1 and t.import_id = $2
     on conflict on constraint transaction_split_position do nothing`,
    [userId, importId, JSON.stringify(parts)],
  );
}

/** A pending row keeps its identity and the bank's words for the day when it is booked under another. */
async function rememberPending(manager: EntityManager, { userId, importId }: Owner, rows: IncomingRow[]): Promise<void> {
  const pending = rows.filter(({ row }) => row.status === 'pending');
  if (!pending.length) return;
  await manager.query(
    `insert into transactions.other_identity
       (account_id, fingerprint, occurrence, user_id, transaction_id, import_id, pending, stated_on, stated)
     select t.account_id, t.fingerprint, t.occurrence, t.user_id, t.id, t.import_id, true, x.d, x.s
     from json_to_recordset($3::json) as x (a uuid, f text, o int, d date, s jsonb)
     join transactions.transaction t on t.account_id = x.a and t.fingerprint = decode(x.f, 'hex') and t.occurrence = x.o
     where t.user_id = $1 and t.import_id = $2
     on conflict do nothing`,
    [userId, importId, JSON.stringify(pending.map((row) => ({ ...identityOf(row), d: row.row.bookedOn, s: statedBy(row) })))],
  );
}

/** Notes that rows of a file are transactions of the ledger, so that the next file does not ask again. */
export async function rememberIdentities(
  manager: EntityManager,
  { userId, importId }: Owner,
  matches: readonly { row: IncomingRow; transactionId: string }[],
): Promise<void> {
  if (!matches.length) return;
  const records = matches.map(({ row, transactionId }) => ({
    ...identityOf(row),
    t: transactionId,
    p: row.row.status === 'pending',
    d: row.row.bookedOn,
    s: statedBy(row),
  }));
  await manager.query(
    `insert into transactions.other_identity
       (account_id, fingerprint, occurrence, user_id, transaction_id, import_id, pending, stated_on, stated)
     select x.a, decode(x.f, 'hex'), x.o, $1, t.id, $2, x.p, x.d, x.s
     from json_to_recordset($3::json) as x (a uuid, f text, o int, t uuid, p boolean, d date, s jsonb)
     join transactions.transaction t on t.id = x.t and t.user_id = $1
     on conflict do nothing`,
    [userId, importId, JSON.stringify(records)],
  );
}

export function identityOf({ accountId, fingerprint, occurrence }: IncomingRow): { a: string; f: string; o: number } {
  return { a: accountId, f: fingerprint, o: occurrence };
}

export function statedBy({ row }: IncomingRow): StatedRow {
  return {
    bookedOn: row.bookedOn,
    valueOn: row.valueOn ?? null,
    amountMinor: row.amountMinor,
    description: row.description,
    counterparty: row.counterparty ?? null,
  };
}
