import type { EntityManager } from 'typeorm';
import { findCurrency } from '#money';
import { OPEN } from './read-legs.js';
import type { AmountFit } from './score-pair.js';

/** Two rows whose amounts differ and yet may be one movement. */
export interface UnequalPair {
  outId: string;
  inId: string;
  fit: AmountFit;
}

export interface UnequalSearch {
  userId: string;
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

/** Pairs of which one leg tells the other's amount as what it was before the bank exchanged it. */
export async function pairsByOriginalAmount(manager: EntityManager, { days }: UnequalSearch): Promise<UnequalPair[]> {
  const rows: PairRow[] = await manager.query(
    `with ${OPEN}
     select case when a.amount_minor < 0 then a.id else b.id end as "outId", case when a.amount_minor < 0 then b.id else a.id end as "inId"
     from open a
     join transactions.transaction t on t.id = a.id and t.original_currency is not null and t.original_currency <> a.currency
     join open b on b.currency = t.original_currency and b.size = abs(t.original_amount_minor) and b.account_id <> a.account_id
       and (b.amount_minor < 0) <> (a.amount_minor < 0) and abs(b.day - a.day) <= $1::int
     order by abs(b.day - a.day), a.id, b.id limit ${MAX_PAIRS}`,
    [days],
  );
  return rows.map(({ outId, inId }) => ({ outId, inId, fit: { kind: 'original-amount' } }));
}

/**
 * Pairs in two currencies whose texts share a long figure, whatever the rate is. The words of a text are in the index, so only rows in
 * currencies other than the usual one are searched for.
 */
export async function pairsByReference(manager: EntityManager, { userId, days }: UnequalSearch): Promise<UnequalPair[]> {
  const rows: PairRow[] = await manager.query(
    `with ${OPEN},
     usual as (select currency from open_leg group by currency order by count(*) desc, currency limit 1),
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
         and t.booked_on between date '2000-01-01' + rare.day - $2::int and date '2000-01-01' + rare.day + $2::int) t
     where t.account_id <> rare.account_id and (t.amount_minor < 0) <> (rare.amount_minor < 0)
       and exists (select from open where open.id = t.id)
     limit ${MAX_PAIRS}`,
    [userId, days],
  );
  return rows.map(({ outId, inId }) => ({ outId, inId, fit: { kind: 'unknown-rate' } }));
}

/**
 * Pairs in two currencies whose amounts fit at the rates of their days. Many amounts fit by chance, so at least one of the two must not
 * be filed as something else.
 */
export async function pairsByRate(manager: EntityManager, search: UnequalSearch): Promise<UnequalPair[]> {
  const currencies: { currency: string }[] = await manager.query(
    'select currency from open_leg group by currency order by count(*) desc, currency',
  );
  const codes = currencies.map(({ currency }) => currency);
  if (codes.length < 2) return [];
  await manager.query(
    `create temporary table day_value on commit drop as
     select d.currency, d.day, ln(r.rate::float8 * units.minor) as log_rate
     from (select distinct currency, day from open_leg) d
     join unnest($2::text[], $3::float8[]) as units (currency, minor) on units.currency = d.currency
     cross join lateral transactions.rate_on($1, d.currency, date '2000-01-01' + d.day) r`,
    [search.userId, codes, codes.map((code) => 10 ** (findCurrency(code)?.exponent ?? 2))],
  );
  await manager.query('analyze day_value');
  /** Legs with the logarithm of what they are worth in euro. */
  const valued = `(
    select open.*, ln(open.size::float8) - v.log_rate as log_value
    from open join day_value v on v.currency = open.currency and v.day = open.day)`;
  const usual = codes[0]!;
  await spread(manager, search, `select * from ${valued} valued where currency <> '${usual}'`);
  const rows: PairRow[] = await manager.query(
    `with ${OPEN}
     select case when a.amount_minor < 0 then a.id else b.id end as "outId", case when a.amount_minor < 0 then b.id else a.id end as "inId",
       (abs(a.log_value - b.log_value) / $2::float8)::float8 as deviation
     from ${valued} b ${JOIN_NEIGHBOURS}
     where (b.amount_minor < 0) <> (a.amount_minor < 0) and b.currency <> a.currency and b.account_id <> a.account_id
       and abs(b.day - a.day) <= $1::int and abs(a.log_value - b.log_value) <= $2::float8
       and (b.currency = '${usual}' or a.currency < b.currency) and (a.likelihood <> 'other' or b.likelihood <> 'other')
     order by abs(b.day - a.day), 3, 1, 2 limit ${MAX_PAIRS}`,
    [search.days, logTolerance(search)],
  );
  return rows.map(({ outId, inId, deviation }) => ({ outId, inId, fit: { kind: 'exchange-rate', deviation: deviation ?? 1 } }));
}

/** Pairs in one currency of which a little was kept on the way. Near amounts are common, so both legs must look like transfers already. */
export async function pairsAfterFee(manager: EntityManager, search: UnequalSearch): Promise<UnequalPair[]> {
  const valued = `(select open.*, ln(open.size::float8) as log_value from open where likelihood = 'likely')`;
  await spread(manager, search, `select * from ${valued} valued where amount_minor < 0`);
  const rows: PairRow[] = await manager.query(
    `with ${OPEN}
     select a.id as "outId", b.id as "inId", ((a.log_value - b.log_value) / $2::float8)::float8 as deviation
     from ${valued} b ${JOIN_NEIGHBOURS}
     where b.amount_minor > 0 and b.currency = a.currency and b.account_id <> a.account_id and abs(b.day - a.day) <= $1::int
       and b.log_value < a.log_value and a.log_value - b.log_value <= $2::float8
     order by abs(b.day - a.day), 3, 1, 2 limit ${MAX_PAIRS}`,
    [search.days, logTolerance(search)],
  );
  return rows.map(({ outId, inId, deviation }) => ({ outId, inId, fit: { kind: 'after-fee', deviation: deviation ?? 1 } }));
}

/** Bucket of a leg by the size of its amount, as wide as the tolerance ($2, of logarithms), and by time, a day wider than the days ($1). */
const SIZE_BUCKET = 'floor(log_value / $2::float8)::int';
const DAY_BUCKET = 'floor(day / ($1::float8 + 1))::int';

/** Joins legs `b` with those that were {@link spread}, `a`, of the same or a neighbouring bucket. */
const JOIN_NEIGHBOURS = `join spread a on a.near_size = ${SIZE_BUCKET.replace('log_value', 'b.log_value')}
       and a.near_day = ${DAY_BUCKET.replace('day', 'b.day')}`;

/**
 * Puts legs into their buckets of amount and time and the eight around them. Legs that belong together are in neighbouring ones, so that
 * no two long lists need be multiplied.
 * @param legs a statement over `open` that answers its columns and `log_value`, the logarithm of the amount
 */
async function spread(manager: EntityManager, search: UnequalSearch, legs: string): Promise<void> {
  await manager.query('drop table if exists pg_temp.spread');
  await manager.query(
    `create temporary table spread (id uuid, account_id uuid, day int, amount_minor bigint, currency character(3), likelihood text,
       log_value float8, near_size int, near_day int) on commit drop`,
  );
  await manager.query(
    `with ${OPEN}
     insert into spread
     select id, account_id, day, amount_minor, currency, likelihood, log_value, ${SIZE_BUCKET} + size_step, ${DAY_BUCKET} + day_step
     from (${legs}) legs, generate_series(-1, 1) size_step, generate_series(-1, 1) day_step`,
    [search.days, logTolerance(search)],
  );
  await manager.query('analyze spread');
}

/** Two amounts are within the tolerance where their logarithms are within this. */
const logTolerance = ({ tolerance }: UnequalSearch): number => -Math.log(1 - Math.max(tolerance, 0.0001));
