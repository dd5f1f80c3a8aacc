import type { EntityManager } from 'typeorm';
import { findCurrency } from '#money';
import { OPEN_ROWS } from './read-legs.js';
import type { AmountFit } from './score-pair.js';

/** Two rows whose amounts differ and yet may be one movement. */
export interface UnequalPair {
  outId: string;
  inId: string;
  fit: AmountFit;
}

export interface UnequalSearch {
  userId: string;
  from: string;
  days: number;
  /** Share by which amounts may differ. */
  tolerance: number;
}

interface PairRow {
  outId: string;
  inId: string;
  deviation: number | null;
}

/** More candidates than this mean that amounts tell nothing in this ledger; the nearest in time are kept. */
const MAX_PAIRS = 300_000;
/** Rows whose text is searched for; the latest. */
const MAX_REFERENCED = 10_000;

const OPEN = `open as (${OPEN_ROWS} and not exists (select from found_leg where found_leg.id = t.id))`;

/** Pairs of which one leg tells the other's amount as what it was before the bank exchanged it. */
export async function pairsByOriginalAmount(
  manager: EntityManager,
  { userId, from, days }: UnequalSearch,
): Promise<UnequalPair[]> {
  const rows: PairRow[] = await manager.query(
    `with ${OPEN}
     select case when a.amount_minor < 0 then a.id else b.id end as "outId", case when a.amount_minor < 0 then b.id else a.id end as "inId"
     from open a
     join transactions.transaction t on t.id = a.id and t.original_currency is not null and t.original_currency <> a.currency
     join open b on b.currency = t.original_currency and b.size = abs(t.original_amount_minor) and b.account_id <> a.account_id
       and (b.amount_minor < 0) <> (a.amount_minor < 0) and abs(b.day - a.day) <= $3::int
     order by abs(b.day - a.day), a.id, b.id limit ${MAX_PAIRS}`,
    [userId, from, days],
  );
  return rows.map(({ outId, inId }) => ({ outId, inId, fit: { kind: 'original-amount' } }));
}

/**
 * Pairs in two currencies whose texts share a long figure, whatever the rate is. The words of a text are in the index, so only rows in
 * currencies other than the usual one are searched for.
 */
export async function pairsByReference(manager: EntityManager, { userId, from, days }: UnequalSearch): Promise<UnequalPair[]> {
  const rows: PairRow[] = await manager.query(
    `with ${OPEN},
     usual as (select currency from open group by currency order by count(*) desc, currency limit 1),
     rare as (
       select open.*, t.description || ' ' || coalesce(t.reference, '') as text
       from open join transactions.transaction t on t.id = open.id
       where open.currency <> (select currency from usual) order by open.day desc, open.id limit ${MAX_REFERENCED}),
     figures as (
       select distinct rare.id, found.figures[1] as figures from rare
       cross join lateral regexp_matches(rare.text, '(?<![0-9.,])([0-9]{6,})(?![0-9])', 'g') as found (figures))
     select distinct case when rare.amount_minor < 0 then rare.id else t.id end as "outId",
       case when rare.amount_minor < 0 then t.id else rare.id end as "inId"
     from figures join rare on rare.id = figures.id
     cross join lateral (
       select t.id, t.account_id, t.amount_minor from transactions.transaction t
       where t.user_id = $1 and t.words @@ figures.figures::tsquery and t.currency <> rare.currency
         and t.booked_on between date '2000-01-01' + rare.day - $3::int and date '2000-01-01' + rare.day + $3::int) t
     where t.account_id <> rare.account_id and (t.amount_minor < 0) <> (rare.amount_minor < 0)
       and exists (select from open where open.id = t.id)
     limit ${MAX_PAIRS}`,
    [userId, from, days],
  );
  return rows.map(({ outId, inId }) => ({ outId, inId, fit: { kind: 'unknown-rate' } }));
}

/**
 * Pairs in two currencies whose amounts fit at the rates of their days. Every amount is brought into euro and put into a bucket of its
 * size and one of its days; only neighbours in both are compared, so that no two long lists are multiplied.
 */
export async function pairsByRate(manager: EntityManager, search: UnequalSearch): Promise<UnequalPair[]> {
  const currencies: { currency: string }[] = await manager.query(
    'select distinct currency from transactions.account where user_id = $1',
    [search.userId],
  );
  if (currencies.length < 2) return [];
  const codes = currencies.map(({ currency }) => currency);
  const rows: PairRow[] = await manager.query(
    `with ${OPEN},
     usual as (select currency from open group by currency order by count(*) desc, currency limit 1),
     rates as (
       select d.currency, d.day, ln(r.rate::float8 * units.minor) as log_rate
       from (select distinct currency, day from open) d
       join unnest($5::text[], $6::float8[]) as units (currency, minor) on units.currency = d.currency
       cross join lateral transactions.rate_on($1, d.currency, date '2000-01-01' + d.day) r),
     valued as (
       select open.id, open.account_id, open.day, open.currency, open.amount_minor < 0 as is_out,
         ln(open.size::float8) - rates.log_rate as log_value
       from open join rates on rates.currency = open.currency and rates.day = open.day),
     ${neighbours('valued.currency <> (select currency from usual)')}
     select case when a.is_out then a.id else b.id end as "outId", case when a.is_out then b.id else a.id end as "inId",
       (abs(a.log_value - b.log_value) / $4::float8)::float8 as deviation
     from spread a join bucketed b on b.size_bucket = a.size_bucket and b.day_bucket = a.day_bucket and b.is_out <> a.is_out
     where b.currency <> a.currency and b.account_id <> a.account_id and abs(b.day - a.day) <= $3::int
       and abs(a.log_value - b.log_value) <= $4::float8
       and (b.currency = (select currency from usual) or a.currency < b.currency)
     order by abs(b.day - a.day), 3, 1, 2 limit ${MAX_PAIRS}`,
    [
      search.userId,
      search.from,
      search.days,
      logTolerance(search),
      codes,
      codes.map((code) => 10 ** (findCurrency(code)?.exponent ?? 2)),
    ],
  );
  return rows.map(({ outId, inId, deviation }) => ({ outId, inId, fit: { kind: 'exchange-rate', deviation: deviation ?? 1 } }));
}

/**
 * Pairs in one currency of which a little was kept on the way. Near amounts are common, so both legs must look like transfers already:
 * by their category, their text, a mark, or the other account's number ($5).
 */
export async function pairsAfterFee(manager: EntityManager, search: UnequalSearch, ownNumbers: string[]): Promise<UnequalPair[]> {
  const rows: PairRow[] = await manager.query(
    `with ${OPEN},
     valued as (
       select open.id, open.account_id, open.day, open.currency, open.amount_minor < 0 as is_out, ln(open.size::float8) as log_value
       from open join transactions.transaction t on t.id = open.id
       where t.is_transfer or t.category_id ~ '^(TRANSFER_|LOAN_PAYMENTS_CREDIT)' or t.words @@ 'transfer'::tsquery
         or upper(replace(t.counterparty_account, ' ', '')) = any($5::text[])),
     ${neighbours('valued.is_out')}
     select a.id as "outId", b.id as "inId", ((a.log_value - b.log_value) / $4::float8)::float8 as deviation
     from spread a join bucketed b on b.size_bucket = a.size_bucket and b.day_bucket = a.day_bucket and not b.is_out
     where b.currency = a.currency and b.account_id <> a.account_id and abs(b.day - a.day) <= $3::int
       and b.log_value < a.log_value and a.log_value - b.log_value <= $4::float8
     order by abs(b.day - a.day), 3, 1, 2 limit ${MAX_PAIRS}`,
    [search.userId, search.from, search.days, logTolerance(search), ownNumbers],
  );
  return rows.map(({ outId, inId, deviation }) => ({ outId, inId, fit: { kind: 'after-fee', deviation: deviation ?? 1 } }));
}

/** All of `valued` in buckets of amount ($4, the logarithm of the tolerance) and time ($3, days); some of it in the neighbouring ones, too. */
const neighbours = (some: string): string => `
     bucketed as (
       select *, floor(log_value / $4::float8)::int as size_bucket, day / ($3::int + 1) as day_bucket from valued),
     spread as (
       select id, account_id, day, currency, is_out, log_value, size_bucket + size_step as size_bucket, day_bucket + day_step as day_bucket
       from bucketed valued, generate_series(-1, 1) size_step, generate_series(-1, 1) day_step where ${some})`;

/** Two amounts are within the tolerance where their logarithms are within this. */
const logTolerance = ({ tolerance }: UnequalSearch): number => -Math.log(1 - Math.max(tolerance, 0.0001));
