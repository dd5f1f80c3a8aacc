import type { EntityManager } from 'typeorm';
import type { RateSource } from '#contracts/transactions';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import type { DayRate, RateTable } from './ecb/rate-table.js';
import { SHARED } from './exchange-rate.entity.js';
import type { LoadRatesResult } from './rate-jobs.js';

/** Rates a statement; each takes some tenths of a second. */
const SLICE = 20_000;

/**
 * Writes what a file says, in the SQL transaction of `manager`. Rates that are there already in the same height stay as they are, and
 * so do those that a person has set by hand.
 * @param userId whose rates they are, or {@link SHARED}
 * @param progress told after each slice how many rates are written
 */
export async function writeRates(
  manager: EntityManager,
  userId: string,
  source: RateSource,
  table: RateTable,
  progress: (done: number, total: number) => Promise<void>,
): Promise<LoadRatesResult> {
  const { rates } = table;
  let written = 0;
  for (let at = 0; at < rates.length; at += SLICE) {
    written += await writeSlice(manager, userId, source, rates.slice(at, at + SLICE));
    await progress(Math.min(at + SLICE, rates.length), rates.length);
  }
  if (written) await announceRates(manager, userId);
  return resultOf(table, written);
}

/** What was computed with older rates no longer counts: raises the version of the ledgers that the rates are for. */
export async function announceRates(manager: EntityManager, userId: string): Promise<void> {
  if (userId !== SHARED) {
    await raiseLedgerVersion(manager, userId);
    return;
  }
  // In one order, so that two who do so never wait for each other.
  await manager.query(
    `with all_ledgers as (select user_id from transactions.ledger order by user_id for update)
     update transactions.ledger l set version = version + 1 from all_ledgers a where l.user_id = a.user_id`,
  );
}

async function writeSlice(manager: EntityManager, userId: string, source: RateSource, rates: DayRate[]): Promise<number> {
  const [{ written }]: [{ written: number }] = await manager.query(
    `with changed as (
       insert into transactions.exchange_rate as r (user_id, currency, day, rate, source)
       select $1, currency, day, rate, $2 from unnest($3::text[], $4::date[], $5::numeric[]) as given (currency, day, rate)
       on conflict on constraint exchange_rate_pk do update set rate = excluded.rate, source = excluded.source
         where r.source <> 'manual' and r.rate <> excluded.rate
       returning 1)
     select count(*)::int as written from changed`,
    [userId, source, rates.map(({ currency }) => currency), rates.map(({ day }) => day), rates.map(({ rate }) => rate)],
  );
  return written;
}

function resultOf({ rates, bad, badCount, unknown }: RateTable, written: number): LoadRatesResult {
  let firstDay: string | undefined;
  let lastDay: string | undefined;
  for (const { day } of rates) {
    if (firstDay === undefined || day < firstDay) firstDay = day;
    if (lastDay === undefined || day > lastDay) lastDay = day;
  }
  return {
    read: rates.length,
    written,
    currencies: new Set(rates.map(({ currency }) => currency)).size,
    firstDay,
    lastDay,
    bad,
    badCount,
    unknown: [...unknown].sort(),
  };
}
