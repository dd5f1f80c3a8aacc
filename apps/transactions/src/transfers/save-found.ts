import type { EntityManager } from 'typeorm';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import type { FindTransfersResult } from './find-transfers.job.js';
import type { FoundPair } from './judge-pairs.js';
import { mayBeTransfer } from './read-legs.js';

/** Makes the tables in which a search gathers what it finds; they go with the SQL transaction. */
export async function beginFound(manager: EntityManager): Promise<void> {
  await manager.query(`create temporary table found_pair
    (out_id uuid, in_id uuid, day date, confidence real, reasons text[], sure boolean) on commit drop`);
  await manager.query('create temporary table found_leg (id uuid primary key) on commit drop');
}

/** Notes pairs; their legs are left alone by what is searched after. */
export async function noteFound(manager: EntityManager, pairs: readonly FoundPair[]): Promise<void> {
  if (!pairs.length) return;
  await manager.query(
    `with given as (
       select * from json_to_recordset($1::json) as x (o uuid, i uuid, d int, c real, r text, s boolean)),
     legs as (insert into found_leg select o from given union all select i from given)
     insert into found_pair select o, i, date '2000-01-01' + d, c, string_to_array(r, ' '), s from given`,
    [
      JSON.stringify(
        pairs.map(({ outId, inId, day, confidence, reasons, sure }) => ({
          o: outId,
          i: inId,
          d: day,
          c: confidence,
          r: reasons.join(' '),
          s: sure,
        })),
      ),
    ],
  );
}

/** Lets PostgreSQL know how much was found before it is joined. */
export async function settleFound(manager: EntityManager): Promise<void> {
  await manager.query('analyze found_leg, found_pair');
}

/**
 * Makes what was found the user's suggestions in the place of earlier ones since `from`, and confirms what is sure. What a person has
 * decided stays: confirmed legs are in no new pair, rejected pairs are not touched. The ledger is locked only from here on.
 */
export async function saveFound(manager: EntityManager, userId: string, from: string): Promise<FindTransfersResult> {
  await lockLedger(manager, userId);
  await manager.query(
    `delete from transactions.transfer f where f.user_id = $1 and f.state = 'suggested'
       and not exists (select from found_pair p where p.out_id = f.out_id and p.in_id = f.in_id)
       and (not exists (select from transactions.transaction t where t.id in (f.out_id, f.in_id) and t.booked_on < $2::date)
         or exists (select from found_leg l where l.id in (f.out_id, f.in_id)))`,
    [userId, from],
  );
  // A leg may have been deleted, paired or unmarked by hand since it was read.
  const [made]: [FindTransfersResult & { changed: number }] = await manager.query(
    `with made as (
       insert into transactions.transfer as f
         (user_id, out_id, in_id, state, source, confidence, reasons, day, out_marked, in_marked, decided_at)
       select $1, p.out_id, p.in_id, case when p.sure then 'confirmed' else 'suggested' end, 'auto', p.confidence, p.reasons, p.day,
         o.is_transfer, i.is_transfer, case when p.sure then now() end
       from found_pair p
       join transactions.transaction o on o.id = p.out_id and o.user_id = $1 and ${mayBeTransfer('o')}
       join transactions.transaction i on i.id = p.in_id and i.user_id = $1 and ${mayBeTransfer('i')}
       where not exists (select from transactions.transfer c where c.state = 'confirmed' and c.out_id in (p.out_id, p.in_id))
         and not exists (select from transactions.transfer c where c.state = 'confirmed' and c.in_id in (p.out_id, p.in_id))
       on conflict on constraint transfer_pair do update set state = excluded.state, confidence = excluded.confidence,
         reasons = excluded.reasons, day = excluded.day, decided_at = excluded.decided_at
         where f.state = 'suggested'
       returning out_id, in_id, state),
     legs as (
       select out_id as id from made where state = 'confirmed' union all select in_id from made where state = 'confirmed'),
     changed as (
       update transactions.transaction t set is_transfer = true, updated_at = now() from legs
       where t.id = legs.id and not t.is_transfer returning 1)
     select (select count(*) from made where state = 'confirmed')::int as confirmed,
       (select count(*) from made where state = 'suggested')::int as suggested, (select count(*) from changed)::int as changed`,
    [userId],
  );
  if (made.changed) await raiseLedgerVersion(manager, userId);
  return { confirmed: made.confirmed, suggested: made.suggested };
}
