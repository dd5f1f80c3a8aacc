import type { EntityManager } from 'typeorm';
import type { Decision } from '../categorisation/decision.js';
import type { FailedRow, StatementRow } from './formats/index.js';
import type { RowIdentity } from './row-identity.js';

/** A row of a statement on its way into the ledger. */
export interface IncomingRow extends RowIdentity {
  /** Running number in the file. */
  number: number;
  row: StatementRow;
  accountId: string;
  currency: string;
  merchantKey: string;
}

/** A transaction that the account already has. */
interface ExistingRow {
  index: number;
  id: string;
  importId: string | null;
  bookedOn: string;
}

/** Which of `rows` the ledger has already, by index. One statement for all. */
export async function findExisting(manager: EntityManager, rows: IncomingRow[]): Promise<Map<number, ExistingRow>> {
  const found: ExistingRow[] = await manager.query(
    `select (x.i - 1)::int as index, t.id, t.import_id as "importId", t.booked_on::text as "bookedOn"
     from unnest($1::uuid[], $2::text[], $3::int[]) with ordinality as x (account_id, fingerprint, occurrence, i)
     join transactions.transaction t
       on t.account_id = x.account_id and t.fingerprint = decode(x.fingerprint, 'hex') and t.occurrence = x.occurrence`,
    [rows.map((row) => row.accountId), rows.map((row) => row.fingerprint), rows.map((row) => row.occurrence)],
  );
  return new Map(found.map((row) => [row.index, row]));
}

/**
 * Adds rows to the ledger in one statement; one that came in meanwhile by another import is left as it is.
 * @returns how many were added
 */
export async function insertRows(
  manager: EntityManager,
  owner: { userId: string; importId: string },
  rows: IncomingRow[],
  decisions: Decision[],
): Promise<number> {
  const records = rows.map(({ row, ...incoming }, i) => ({
    a: incoming.accountId,
    b: row.bookedOn,
    v: row.valueOn,
    m: row.amountMinor,
    u: incoming.currency,
    d: row.description,
    p: row.counterparty,
    c: decisions[i]!.categoryId,
    s: decisions[i]!.source,
    q: decisions[i]!.confidence,
    n: row.notes,
    t: row.status,
    l: row.line,
    k: row.bankId,
    f: incoming.fingerprint,
    o: incoming.occurrence,
    y: incoming.merchantKey,
  }));
  const [{ added }]: [{ added: number }] = await manager.query(
    `with inserted as (insert into transactions.transaction
       (user_id, import_id, account_id, booked_on, value_on, amount_minor, currency, description, counterparty, category_id,
        category_source, confidence, notes, status, import_line, bank_id, fingerprint, occurrence, merchant_key)
     select $1, $2, a, b, v, m, u, d, p, c, s, q, n, t, l, k, decode(f, 'hex'), o, y
     from json_to_recordset($3::json) as x
       (a uuid, b date, v date, m bigint, u text, d text, p text, c text, s text, q real, n text, t text, l int, k text, f text,
        o int, y text)
     on conflict on constraint transaction_identity do nothing
     returning 1)
     select count(*)::int as added from inserted`,
    [owner.userId, owner.importId, JSON.stringify(records)],
  );
  return added;
}

/** Why a row of a file became no transaction. */
export interface RejectedRow {
  number: number;
  outcome: 'skipped' | 'failed';
  line: number;
  code: string;
  message: string;
  excerpt: string;
  transactionId?: string;
}

export function failedRow(
  number: number,
  { line, code, message, excerpt }: Omit<FailedRow, 'code'> & { code: string },
): RejectedRow {
  return { number, outcome: 'failed', line, code, message, excerpt };
}

export function skippedRow({ number, row }: IncomingRow, existing: ExistingRow): RejectedRow {
  return {
    number,
    outcome: 'skipped',
    line: row.line,
    code: 'row.duplicate',
    message: `The account already has this transaction of ${existing.bookedOn}`,
    excerpt: row.description.slice(0, 200),
    transactionId: existing.id,
  };
}

/** Notes rejected rows; those of an earlier, interrupted run of the same import stay as they are. */
export async function noteRejected(manager: EntityManager, importId: string, rows: RejectedRow[]): Promise<void> {
  if (!rows.length) return;
  await manager.query(
    `insert into transactions.import_row (import_id, number, outcome, line, code, message, excerpt, transaction_id)
     select $1, number, outcome, line, code, message, excerpt, "transactionId"
     from json_to_recordset($2::json) as x
       (number int, outcome text, line int, code text, message text, excerpt text, "transactionId" uuid)
     on conflict do nothing`,
    [importId, JSON.stringify(rows)],
  );
}
