import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PageInput } from '#contracts/common';
import type { ReviewDirection, ReviewGroup, ReviewPage } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import type { CallContext } from '#rpc';
import { Categoriser } from '../categorisation/categoriser.js';
import { counterpartyName } from '../counterparties/counterparty-name.js';
import { invalidField } from '../ledger/check-input.js';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import { IS_OPEN, NEWEST, SKIPPED_FOR } from './open-rows.js';

const PAGE_GROUPS = 40;
/** Categories offered for a group: the proposal and what a person chooses instead. */
const GUESSES = 5;
const SAMPLES = 3;

interface GroupRow {
  merchantKey: string;
  direction: ReviewDirection;
  count: number;
  value: number;
  money: string;
  sums: { currency: string; amountMinor: number }[];
  sampleIds: string[];
}

interface SampleRow {
  id: string;
  accountId: string;
  bookedOn: string;
  amountMinor: string;
  currency: string;
  description: string;
  counterparty: string | null;
  merchantKey: string;
  payee: string | null;
  counterpartyId: string | null;
}

/** Where a page begins: after the group of this value, money, merchant and direction. */
type Place = [value: number, money: string, merchantKey: string, direction: string];

/**
 * The doubtful rows, grouped by merchant, what teaches most first.
 *
 * The worth of a question is the number of rows that its answer is expected to put right, Σ (1 − confidence): the expected
 * reduction of error by which Roy & McCallum (Toward optimal active learning, 2001) choose their questions, where an answer settles
 * the merchant's rows and says nothing of others. Between equals the money decides.
 */
const QUEUE = `
  newest as materialized (
    select t.id, t.merchant_key, t.amount_minor, t.currency, t.booked_on, t.confidence
    from transactions.transaction t where t.user_id = $1 and ${IS_OPEN}
    order by t.booked_on desc, t.id desc limit ${NEWEST}),
  open as (
    select n.*, case when n.amount_minor < 0 then 'out' else 'in' end as direction from newest n),
  groups as (
    select o.merchant_key, o.direction, count(*)::int as count,
      round(sum(1 - coalesce(o.confidence, 0))::numeric, 6) as value, sum(abs(o.amount_minor)) as money
    from open o
    where not exists (select 1 from transactions.review_skip s where s.user_id = $1 and s.merchant_key = o.merchant_key
      and s.direction = o.direction and s.skipped_at > now() - ${SKIPPED_FOR})
    group by 1, 2)`;

@Injectable()
export class ReviewQueue {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categoriser: Categoriser,
  ) {}

  /** @throws ServiceError `invalid-input` for a cursor that is none of this list */
  async list(userId: string, { cursor, limit = PAGE_GROUPS }: PageInput, call: CallContext): Promise<ReviewPage> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const [{ groups, rows, more, page }]: [{ groups: number; rows: number; more: boolean; page: GroupRow[] | null }] =
      await this.database.query(
        `with ${QUEUE},
         page as (
           select * from groups g
           where $3::numeric is null or (-g.value, -g.money, g.merchant_key, g.direction) > (-$3::numeric, -$4::numeric, $5, $6)
           order by g.value desc, g.money desc, g.merchant_key, g.direction limit $2),
         sums as (
           select merchant_key, direction, json_agg(json_build_object('currency', currency, 'amountMinor', sum) order by n desc) as sums
           from (select o.merchant_key, o.direction, o.currency, sum(o.amount_minor) as sum, count(*) as n
                 from open o join page p using (merchant_key, direction) group by 1, 2, 3) by_currency group by 1, 2),
         samples as (
           select o.merchant_key, o.direction, (array_agg(o.id order by o.booked_on desc, o.id desc))[1:${SAMPLES}] as ids
           from open o join page p using (merchant_key, direction) group by 1, 2)
         select (select count(*)::int from groups) as groups, (select coalesce(sum(count), 0)::int from groups) as rows,
           (select count(*) >= ${NEWEST} from newest) as more,
           (select json_agg(json_build_object('merchantKey', p.merchant_key, 'direction', p.direction, 'count', p.count,
              'value', p.value, 'money', p.money::text, 'sums', s.sums, 'sampleIds', m.ids)
              order by p.value desc, p.money desc, p.merchant_key, p.direction)
            from page p join sums s using (merchant_key, direction) join samples m using (merchant_key, direction)) as page`,
        [userId, limit + 1, ...(after ?? [null, null, null, null])],
      );
    const shown = (page ?? []).slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.withGuesses(userId, shown, call),
      nextCursor: page && page.length > limit && last ? writeCursor(last) : undefined,
      groups,
      rows,
      more,
    };
  }

  /** How many groups are in the queue. */
  async count(userId: string): Promise<number> {
    const [{ groups }]: [{ groups: number }] = await this.database.query(
      `with ${QUEUE} select count(*)::int as groups from groups`,
      [userId],
    );
    return groups;
  }

  /** What Steward would choose now for each group, judged by its newest row; it may have learned since the rows came in. */
  private async withGuesses(userId: string, groups: GroupRow[], call: CallContext): Promise<ReviewGroup[]> {
    if (!groups.length) return [];
    const rows: SampleRow[] = await this.database.query(
      `select t.id, account_id as "accountId", booked_on::text as "bookedOn", amount_minor as "amountMinor", currency, description,
         counterparty, t.merchant_key as "merchantKey", c.name as payee,
         c.id as "counterpartyId"
       from transactions.transaction t
       left join transactions.counterparty_key k on k.user_id = t.user_id and k.merchant_key = t.merchant_key
       left join transactions.counterparty c on c.id = k.counterparty_id
       where t.user_id = $1 and t.id = any($2::uuid[])`,
      [userId, groups.flatMap(({ sampleIds }) => sampleIds)],
    );
    const byId = new Map(rows.map((row) => [row.id, toSample(row)]));
    const samples = groups.map(({ sampleIds }) => sampleIds.flatMap((id) => byId.get(id) ?? []));
    const asked = samples.flatMap(([newest], i) => (newest ? [{ ...newest, merchantKey: groups[i]!.merchantKey }] : []));
    const opinions = await this.categoriser.begin(userId).consider(asked, call, true);
    const guessesOf = new Map(asked.map(({ id }, i) => [id, opinions[i]?.ranked ?? []]));
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const payees = groups.map(({ sampleIds: [newest] }) => payeeOf(rowOf.get(newest!)));
    return groups.map(({ merchantKey, direction, count, value, sums }, i) => ({
      merchantKey,
      direction,
      name: payees[i]!.name ?? merchantKey,
      counterpartyId: payees[i]!.id,
      count,
      value,
      sums,
      samples: samples[i]!,
      guesses: (guessesOf.get(samples[i]![0]?.id ?? '') ?? [])
        .slice(0, GUESSES)
        .map(({ categoryId, probability }) => ({ categoryId, confidence: Math.round(probability * 1e4) / 1e4 })),
    }));
  }
}

function payeeOf(row: SampleRow | undefined): { id?: string; name?: string } {
  if (!row) return {};
  return { id: row.counterpartyId ?? undefined, name: row.payee ?? counterpartyName(row.description, row.counterparty) };
}

function toSample({ merchantKey: _key, payee: _payee, counterpartyId: _id, ...row }: SampleRow) {
  return { ...row, amountMinor: toSafeNumber(row.amountMinor), counterparty: row.counterparty ?? undefined };
}

function writeCursor({ value, money, merchantKey, direction }: GroupRow): string {
  return Buffer.from(JSON.stringify([value, money, merchantKey, direction])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const [value, money, merchantKey, direction] = place;
    if (typeof value === 'number' && /^\d{1,30}$/.test(String(money)) && typeof merchantKey === 'string') {
      return [value, String(money), merchantKey, String(direction)];
    }
  } catch {
    // Said below.
  }
  throw invalidField('cursor', 'The cursor does not belong to this list');
}
