import type { DataSource, EntityManager } from 'typeorm';
import { lockLedger } from '../ledger/ledger-version.js';
import { counterpartyName } from './counterparty-name.js';

/** A merchant and one of its lines, from which its name is derived. */
export interface MerchantLine {
  merchantKey: string;
  description: string;
  counterparty?: string | null;
}

/** Merchants named at once. */
const BATCH = 2_000;

/**
 * Gives merchants that have no counterparty yet one with a clean name; two merchants of the same name are one counterparty. The
 * caller holds the lock of the user's ledger, so that nobody else names them at the same time.
 */
export async function noteCounterparties(manager: EntityManager, userId: string, lines: MerchantLine[]): Promise<void> {
  const known: { key: string }[] = await manager.query(
    'select merchant_key as key from transactions.counterparty_key where user_id = $1 and merchant_key = any($2)',
    [userId, lines.map((line) => line.merchantKey)],
  );
  const noted = new Set(known.map(({ key }) => key));
  const fresh = lines.filter((line) => !noted.has(line.merchantKey));
  if (!fresh.length) return;
  await manager.query(
    `with missing as (select distinct on (k) k, n, lower(n) as l from unnest($2::text[], $3::text[]) as x (k, n) order by k),
     known as (
       select distinct on (lower(name)) lower(name) as l, id from transactions.counterparty
       where user_id = $1 order by lower(name), id),
     made as (
       select m.l, min(m.n) as n, uuidv7() as id from missing m left join known on known.l = m.l where known.id is null group by m.l),
     inserted as (insert into transactions.counterparty (id, user_id, name) select id, $1, n from made)
     insert into transactions.counterparty_key (user_id, merchant_key, counterparty_id)
     select $1, m.k, coalesce(known.id, made.id)
     from missing m left join known on known.l = m.l left join made on made.l = m.l`,
    [userId, fresh.map((line) => line.merchantKey), fresh.map((line) => counterpartyName(line.description, line.counterparty))],
  );
}

/** Names every merchant of the user that has no counterparty yet: those of an import, or of before there were counterparties. */
export async function noteMissingCounterparties(database: DataSource, userId: string): Promise<void> {
  if (!(await missing(database.manager, userId, 1)).length) return;
  await database.transaction(async (manager) => {
    await lockLedger(manager, userId);
    await noteMissing(manager, userId);
  });
}

/** The same within a SQL transaction that holds the lock of the user's ledger. */
export async function noteMissing(manager: EntityManager, userId: string): Promise<void> {
  for (;;) {
    const lines = await missing(manager, userId, BATCH);
    await noteCounterparties(manager, userId, lines);
    if (lines.length < BATCH) return;
  }
}

/** Merchants without a counterparty, each with its latest line. */
async function missing(manager: EntityManager, userId: string, most: number): Promise<MerchantLine[]> {
  return manager.query(
    `select m.merchant_key as "merchantKey", line.description, line.counterparty
     from (select distinct merchant_key from transactions.merchant_total m
           where m.user_id = $1 and not exists (
             select from transactions.counterparty_key k where k.user_id = $1 and k.merchant_key = m.merchant_key)
           limit $2) m
     cross join lateral (
       select description, counterparty from transactions.transaction t
       where t.user_id = $1 and t.merchant_key = m.merchant_key order by t.booked_on desc, t.id desc limit 1) line`,
    [userId, most],
  );
}
