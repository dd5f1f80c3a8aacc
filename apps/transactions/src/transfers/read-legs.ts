import type { EntityManager } from 'typeorm';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import type { Leg, LegAccount } from './leg.js';

const FETCH_ROWS = 10_000;

/** How much a row says of itself before its text is read: `likely` of a transfer, filed as something `other`, or nothing. */
const LIKELIHOOD = `
  case when t.is_transfer or t.category_id like 'TRANSFER\\_%' or t.category_id = 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT'
    or t.words @@ 'transfer | topup | top'::tsquery or upper(replace(t.counterparty_account, ' ', '')) = any($3::text[]) then 'likely'
  when t.category_id is null then 'unknown' else 'other' end`;

/** Whether a row may be paired without being asked about: not where a person has said that it is no transfer. */
export const mayBeTransfer = (t: string): string => `(${t}.is_transfer or not 'transfer' = any(${t}.edited_fields))`;

/**
 * Gathers the rows that may be legs into a table of this SQL transaction, so that the ledger is read once and PostgreSQL knows how many
 * there are when it joins them. Rows of confirmed pairs are no more asked about.
 * @param ownNumbers numbers of the user's accounts, letters and digits only, in capitals
 */
export async function gatherOpenLegs(manager: EntityManager, userId: string, from: string, ownNumbers: string[]): Promise<void> {
  await manager.query(
    `create temporary table open_leg
       (id uuid, account_id uuid, day int, amount_minor bigint, currency character(3), size bigint, likelihood text) on commit drop`,
  );
  await manager.query(
    `insert into open_leg
     select t.id, t.account_id, t.booked_on - date '2000-01-01', t.amount_minor, t.currency, abs(t.amount_minor), ${LIKELIHOOD}
     from transactions.transaction t
     where t.user_id = $1 and t.booked_on >= $2::date and t.status = 'booked' and not t.is_split and t.amount_minor <> 0
       and ${mayBeTransfer('t')}
       and t.id not in (select out_id from transactions.transfer where user_id = $1 and state = 'confirmed')
       and t.id not in (select in_id from transactions.transfer where user_id = $1 and state = 'confirmed')`,
    [userId, from, ownNumbers],
  );
  await manager.query('analyze open_leg');
}

/** Legs that are in no pair yet. */
export const OPEN = `open as not materialized (select * from open_leg o where not exists (select from found_leg where found_leg.id = o.id))`;

/** Columns of `transactions.transaction t` as {@link LegRow}. */
const LEG_COLUMNS = `
  t.id, t.account_id as "accountId", t.booked_on - date '2000-01-01' as day, t.amount_minor as "amountMinor", t.currency, t.description,
  t.counterparty, t.reference, t.counterparty_account as "counterpartyAccount", t.original_amount_minor as "originalAmountMinor",
  t.original_currency as "originalCurrency", t.category_id as "categoryId", t.category_source in ('user', 'rule') as "categorySettled",
  t.is_transfer as "isTransfer"`;

interface LegRow extends Omit<Leg, 'amountMinor' | 'originalAmountMinor'> {
  amountMinor: string;
  originalAmountMinor: string | null;
}

const toLeg = (row: LegRow): Leg => ({
  ...row,
  amountMinor: toSafeNumber(row.amountMinor),
  originalAmountMinor: row.originalAmountMinor === null ? null : toSafeNumber(row.originalAmountMinor),
});

export function readAccounts(manager: EntityManager, userId: string): Promise<LegAccount[]> {
  return manager.query(
    `select id, name, type, institution, bank_ref as "bankRef" from transactions.account where user_id = $1 order by id`,
    [userId],
  );
}

/**
 * The rows of one amount after those of another, each group by day. Only rows that have an opposite one of the same amount within the
 * days come out of the database: of a million movements a few per cent, and never more than one group is in memory.
 * @param manager of a transaction, in which the cursor lives
 */
export async function* readEqualAmounts(manager: EntityManager, days: number): AsyncGenerator<Leg[]> {
  await manager.query(
    `declare equal_amounts no scroll cursor for
     with ${OPEN},
     near as (
       select id, currency, size, day, count(*) filter (where amount_minor > 0) over days as ins,
         count(*) filter (where amount_minor < 0) over days as outs
       from open window days as (partition by currency, size order by day range between $1::int preceding and $1::int following))
     select ${LEG_COLUMNS} from near join transactions.transaction t on t.id = near.id
     where near.ins > 0 and near.outs > 0 order by near.currency, near.size, near.day, near.id`,
    [days],
  );
  let group: Leg[] = [];
  for (;;) {
    const rows: LegRow[] = await manager.query(`fetch ${FETCH_ROWS} from equal_amounts`);
    if (!rows.length) break;
    for (const row of rows) {
      const leg = toLeg(row);
      const first = group[0];
      if (first && (first.currency !== leg.currency || Math.abs(first.amountMinor) !== Math.abs(leg.amountMinor))) {
        yield group;
        group = [];
      }
      group.push(leg);
    }
  }
  if (group.length) yield group;
  await manager.query('close equal_amounts');
}

/** Legs by their ids. */
export async function readLegs(manager: EntityManager, ids: string[]): Promise<Map<string, Leg>> {
  const rows: LegRow[] = await manager.query(
    `select ${LEG_COLUMNS} from unnest($1::uuid[]) as wanted (id) join transactions.transaction t on t.id = wanted.id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, toLeg(row)]));
}
