import type { EntityManager } from 'typeorm';
import { addDays } from '#money';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import type { CsvMapping, StatementFormat } from './formats/index.js';
import type { ImportEntity } from './import.entity.js';
import type { IncomingRow } from './incoming-row.js';
import { SAME_ID_WITHIN_DAYS, type LedgerMovement, type Movement } from './match-rows.js';
import { BY_HAND, layoutOf } from './row-identity.js';

/** What tells rows of an import from those of others. */
export type ImportSource = Pick<ImportEntity, 'id' | 'userId' | 'format' | 'mapping'>;

/** A transaction that the account already has under the same identity, or had: a person may have moved or deleted it. */
export interface ExistingRow {
  /** Null where a person has deleted it. */
  id: string | null;
  importId: string | null;
  bookedOn: string;
}

/** Which of `rows` the ledger has already, by index; also those it has under another identity. One statement for all. */
export async function findExisting(manager: EntityManager, rows: IncomingRow[]): Promise<Map<number, ExistingRow>> {
  if (!rows.length) return new Map();
  const found: (ExistingRow & { index: number })[] = await manager.query(
    `with x as (select * from unnest($1::uuid[], $2::text[], $3::int[]) with ordinality as x (account_id, fingerprint, occurrence, i)),
     found as (
       select x.i, t.id, t.import_id, t.booked_on from x join transactions.transaction t
         on t.account_id = x.account_id and t.fingerprint = decode(x.fingerprint, 'hex') and t.occurrence = x.occurrence
       union all
       select x.i, t.id, t.import_id, coalesce(t.booked_on, o.stated_on) from x join transactions.other_identity o
         on o.account_id = x.account_id and o.fingerprint = decode(x.fingerprint, 'hex') and o.occurrence = x.occurrence
       left join transactions.transaction t on t.id = o.transaction_id
       where o.transaction_id is null or t.id is not null)
     select distinct on (i) (i - 1)::int as index, id, import_id as "importId", booked_on::text as "bookedOn"
     from found order by i, id nulls last`,
    [rows.map((row) => row.accountId), rows.map((row) => row.fingerprint), rows.map((row) => row.occurrence)],
  );
  return new Map(found.map(({ index, ...row }) => [index, row]));
}

/**
 * A row of the ledger for comparing; while the bank has not booked it, with the bank's words for it, whatever a person has made
 * of them.
 */
const MOVEMENT = `t.id, t.account_id as "accountId", coalesce(p.stated->>'bookedOn', t.booked_on::text) as "bookedOn",
  coalesce(p.stated->>'valueOn', t.value_on::text) as "valueOn",
  coalesce(p.stated->>'amountMinor', t.amount_minor::text) as "amountMinor",
  coalesce(p.stated->>'description', t.description) as description,
  case when p.stated is null then t.counterparty else p.stated->>'counterparty' end as counterparty, t.bank_id as "bankId",
  t.status = 'pending' or p.stated is not null as pending, t.import_id as "importId",
  exists (select from transactions.other_identity o where o.transaction_id = t.id and o.pending) as "wasPending",
  array(select o.import_id from transactions.other_identity o where o.transaction_id = t.id and not o.pending) as "otherImports"`;
const STATED = `left join transactions.other_identity p
  on p.account_id = t.account_id and p.fingerprint = t.fingerprint and p.occurrence = t.occurrence and p.pending`;

interface MovementRow extends Omit<LedgerMovement, 'amountMinor' | 'layout' | 'otherLayouts'> {
  amountMinor: string;
  importId: string | null;
  otherImports: string[];
}

/** What the bank has not booked yet, but for rows of the import itself. The sums by month tell where to look. */
export async function findPending(manager: EntityManager, { userId, id }: ImportSource): Promise<LedgerMovement[]> {
  const rows: MovementRow[] = await manager.query(
    `with months as (select min(month) as first, max(month) + interval '1 month' as last from transactions.month_total
       where user_id = $1 and status = 'pending'),
     open as (
       select t.id from months, transactions.transaction t
       where t.user_id = $1 and t.status = 'pending' and t.booked_on >= months.first and t.booked_on < months.last
       union
       select transaction_id from transactions.other_identity where user_id = $1 and pending)
     select ${MOVEMENT} from open join transactions.transaction t on t.id = open.id ${STATED}
     where t.import_id is distinct from $2 and (t.status = 'pending' or p.stated is not null)`,
    [userId, id],
  );
  return toMovements(manager, userId, rows);
}

/** Rows of the ledger with the accounts and amounts of `rows`, about their days; none that the import itself has brought. */
export async function findOfSameAmount(
  manager: EntityManager,
  { userId, id }: ImportSource,
  rows: readonly Movement[],
): Promise<LedgerMovement[]> {
  const buckets = new Map(rows.map(({ accountId, amountMinor }) => [`${accountId} ${amountMinor}`, { accountId, amountMinor }]));
  const days = rows.map(({ bookedOn }) => bookedOn).sort();
  const found: MovementRow[] = await manager.query(
    `select ${MOVEMENT} from unnest($3::uuid[], $4::bigint[]) as x (account_id, amount_minor)
     join transactions.transaction t on t.user_id = $1 and t.amount_minor = x.amount_minor and t.account_id = x.account_id
     ${STATED}
     where t.import_id is distinct from $2 and t.booked_on between $5 and $6`,
    [
      userId,
      id,
      [...buckets.values()].map(({ accountId }) => accountId),
      [...buckets.values()].map(({ amountMinor }) => amountMinor),
      addDays(days[0]!, -SAME_ID_WITHIN_DAYS),
      addDays(days.at(-1)!, SAME_ID_WITHIN_DAYS),
    ],
  );
  return toMovements(manager, userId, found);
}

/** Booked rows of the ledger about the days of pending `rows`, whatever their amounts: a tip may have been added. */
export async function findBookedAbout(
  manager: EntityManager,
  { userId, id }: ImportSource,
  rows: readonly Movement[],
): Promise<LedgerMovement[]> {
  const days = rows.map(({ bookedOn }) => bookedOn).sort();
  const found: MovementRow[] = await manager.query(
    `select ${MOVEMENT} from transactions.transaction t ${STATED}
     where t.user_id = $1 and t.import_id is distinct from $2 and t.account_id = any($3) and t.status = 'booked'
       and t.booked_on between $4 and $5`,
    [
      userId,
      id,
      [...new Set(rows.map(({ accountId }) => accountId))],
      addDays(days[0]!, -SAME_ID_WITHIN_DAYS),
      addDays(days.at(-1)!, SAME_ID_WITHIN_DAYS),
    ],
  );
  return toMovements(manager, userId, found);
}

async function toMovements(manager: EntityManager, userId: string, rows: MovementRow[]): Promise<LedgerMovement[]> {
  const layouts = await LayoutsOfImports.load(
    manager,
    userId,
    rows.flatMap(({ importId, otherImports }) => [importId, ...otherImports]),
  );
  return rows.map(({ importId, otherImports, amountMinor, ...row }) => ({
    ...row,
    amountMinor: toSafeNumber(amountMinor),
    wasPending: row.wasPending && !row.pending,
    layout: layouts.of(importId),
    otherLayouts: otherImports.map((each) => layouts.of(each)),
  }));
}

/** Which kind of file each import has read. */
export class LayoutsOfImports {
  private constructor(private readonly layouts: ReadonlyMap<string, string>) {}

  static async load(manager: EntityManager, userId: string, importIds: (string | null)[]): Promise<LayoutsOfImports> {
    const ids = [...new Set(importIds.filter((id) => id !== null))];
    if (!ids.length) return new LayoutsOfImports(new Map());
    const records: { id: string; format: StatementFormat; mapping: CsvMapping | null }[] = await manager.query(
      'select id, format, mapping from transactions.import where user_id = $1 and id = any($2)',
      [userId, ids],
    );
    return new LayoutsOfImports(new Map(records.map((record) => [record.id, layoutOf(record)])));
  }

  /** Rows without an import were written by hand. */
  of(importId: string | null): string {
    return (importId !== null && this.layouts.get(importId)) || BY_HAND;
  }
}
