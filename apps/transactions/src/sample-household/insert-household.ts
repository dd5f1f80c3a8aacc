import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Decision } from '../categorisation/categoriser.js';
import { merchantKey } from '../categorisation/merchant-key.js';
import type { AccountKey, SampleAccount, SampleRate, SampleRow } from './household.js';

export interface CategorisedRow extends SampleRow {
  decision: Decision;
}

interface Owner {
  userId: string;
  seed: number;
}

/** A household whose rows have their categories. */
export interface CategorisedHousehold {
  accounts: SampleAccount[];
  rows: CategorisedRow[];
  rates: SampleRate[];
}

/**
 * Adds the accounts of a household that the user does not have yet, their rows, and the rates of their currencies; an account that is
 * there stays as it is, whatever has been done to its rows since.
 * @returns how many accounts and transactions were added
 */
export async function insertHousehold(
  manager: EntityManager,
  owner: Owner,
  { accounts, rows, rates }: CategorisedHousehold,
): Promise<{ accounts: number; transactions: number }> {
  const made = await insertAccounts(manager, owner, accounts);
  const currencies = new Set(accounts.filter(({ key }) => made.has(key)).map(({ currency }) => currency));
  await insertRates(
    manager,
    owner,
    rates.filter(({ currency }) => currencies.has(currency)),
  );
  return { accounts: made.size, transactions: await insertRows(manager, owner, made, rows) };
}

/** How the reference of every made-up account begins. */
export const SAMPLE_ACCOUNT_REF = 'sample:';

/** Our reference in the place of a bank's, by which the account is found again. */
const accountRef = (seed: number, key: AccountKey): string => `${SAMPLE_ACCOUNT_REF}${seed}:${key}`;

/** @returns the ids of the accounts that were missing */
async function insertAccounts(
  manager: EntityManager,
  { userId, seed }: Owner,
  accounts: SampleAccount[],
): Promise<Map<AccountKey, string>> {
  const records = accounts.map(({ key, ...account }) => ({ ...account, key, ref: accountRef(seed, key) }));
  const made: { key: AccountKey; id: string }[] = await manager.query(
    `with wanted as (
       select x.*, uuidv7() as id
       from json_to_recordset($2::json) as x
         (key text, ref text, name text, type text, currency text, "openingBalanceMinor" bigint, institution text)
       where not exists (select from transactions.account a where a.user_id = $1 and a.bank_ref = x.ref)),
     inserted as (
       insert into transactions.account (id, user_id, name, type, currency, opening_balance_minor, institution, bank_ref)
       select id, $1, name, type, currency, "openingBalanceMinor", institution, ref from wanted)
     select key, id from wanted`,
    [userId, JSON.stringify(records)],
  );
  return new Map(made.map(({ key, id }) => [key, id]));
}

/** As the user's own, to be seen and changed under Currencies. Where a true rate is known, or one of theirs, a made-up one is not needed. */
async function insertRates(manager: EntityManager, { userId }: Owner, rates: SampleRate[]): Promise<void> {
  await manager.query(
    `insert into transactions.exchange_rate (user_id, currency, day, rate, source)
     select $1, x.currency, x.day, x.rate, 'manual'
     from json_to_recordset($2::json) as x (currency text, day date, rate numeric)
     where not exists (select from transactions.rate_on($1, x.currency, x.day))
     on conflict on constraint exchange_rate_pk do nothing`,
    [userId, JSON.stringify(rates)],
  );
}

async function insertRows(
  manager: EntityManager,
  { userId, seed }: Owner,
  accountIds: Map<AccountKey, string>,
  rows: CategorisedRow[],
): Promise<number> {
  const records = rows.flatMap((row, number) => {
    const accountId = accountIds.get(row.accountKey);
    if (!accountId) return [];
    return {
      a: accountId,
      b: row.bookedOn,
      m: row.amountMinor,
      d: row.description,
      p: row.counterparty,
      c: row.decision.categoryId,
      s: row.decision.source,
      q: row.decision.confidence,
      f: createHash('sha256').update(`sample|${seed}|${number}`).digest('hex'),
      y: merchantKey(row.description, row.counterparty),
    };
  });
  const [{ added }]: [{ added: number }] = await manager.query(
    `with inserted as (
       insert into transactions.transaction
         (user_id, account_id, currency, booked_on, amount_minor, description, counterparty, category_id, category_source, confidence,
          fingerprint, merchant_key)
       select $1, account.id, account.currency, b, m, d, p, c, s, q, decode(f, 'hex'), y
       from json_to_recordset($2::json) as x
         (a uuid, b date, m bigint, d text, p text, c text, s text, q real, f text, y text)
       join transactions.account on account.id = x.a
       returning 1)
     select count(*)::int as added from inserted`,
    [userId, JSON.stringify(records)],
  );
  return added;
}
