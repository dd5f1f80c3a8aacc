import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Account, AccountType, Balances } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { toSafeNumber } from '../ledger/minor-units.column.js';

/** Sums in SQL are `numeric`, exact at any size; what a number cannot carry is refused, never rounded. */
interface AccountRow {
  id: string;
  name: string;
  type: AccountType;
  currency: string;
  openingBalanceMinor: string;
  balanceMinor: string;
  transactionCount: string;
  lastBookedOn: string | null;
  institution: string | null;
  bankRef: string | null;
  archived: boolean;
  createdAt: Date;
}

/** Sums of the user's ledger ($1), an account each, from the sums by month. */
const SUMS = `(
  select m.account_id, sum(m.in_minor + m.out_minor) filter (where m.status = 'booked') as booked, sum(m.count) as transactions,
    max(m.month) as last_month
  from transactions.month_total m where m.user_id = $1 group by m.account_id) s`;

/** The same of everything up to the day $2: whole months from their sums, the day's own month from its rows. */
const SUMS_ON_DAY = `(
  select account_id, sum(minor) as booked from (
    select m.account_id, m.in_minor + m.out_minor as minor from transactions.month_total m
    where m.user_id = $1 and m.status = 'booked' and m.month < date_trunc('month', $2::timestamp)
    union all
    select t.account_id, t.amount_minor from transactions.transaction t
    where t.user_id = $1 and t.status = 'booked' and t.booked_on >= date_trunc('month', $2::timestamp) and t.booked_on <= $2::date
  ) parts group by account_id) s`;

const BALANCE = 'a.opening_balance_minor + coalesce(s.booked, 0)';

/** A user's accounts with their balances, which come from the sums that the database keeps of the ledger. */
@Injectable()
export class AccountsRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** In the order they were made; archived ones too. */
  list(userId: string): Promise<Account[]> {
    return this.select(userId);
  }

  /** @throws ServiceError `accounts.not-found` */
  async get(userId: string, id: string): Promise<Account> {
    const [account] = await this.select(userId, id);
    if (!account) throw accountNotFound(id);
    return account;
  }

  /** Balances at the end of the day `on` (`YYYY-MM-DD`), or of everything booked: one an account and one sum a currency. */
  async balances(userId: string, on?: string): Promise<Omit<Balances, 'reporting'>> {
    const rows: { accountId: string | null; currency: string; balanceMinor: string }[] = await this.database.query(
      `select id as "accountId", currency, sum(balance) as "balanceMinor"
       from (select a.id, a.currency, ${BALANCE} as balance
             from transactions.account a
             left join ${on ? SUMS_ON_DAY : SUMS} on s.account_id = a.id
             where a.user_id = $1) accounts
       group by grouping sets ((id, currency), (currency)) order by id, currency`,
      on ? [userId, on] : [userId],
    );
    const balances: Omit<Balances, 'reporting'> = { accounts: [], totals: [] };
    for (const { accountId, currency, balanceMinor } of rows) {
      if (accountId === null) balances.totals.push({ currency, balanceMinor: exact(balanceMinor) });
      else balances.accounts.push({ accountId, currency, balanceMinor: exact(balanceMinor) });
    }
    return balances;
  }

  private async select(userId: string, id?: string): Promise<Account[]> {
    const rows: AccountRow[] = await this.database.query(
      `select a.id, a.name, a.type, a.currency, a.opening_balance_minor as "openingBalanceMinor", ${BALANCE} as "balanceMinor",
         coalesce(s.transactions, 0) as "transactionCount",
         (select max(t.booked_on) from transactions.transaction t
          where t.user_id = $1 and t.account_id = a.id and t.booked_on >= s.last_month)::text as "lastBookedOn",
         a.institution, a.bank_ref as "bankRef", a.archived, a.created_at as "createdAt"
       from transactions.account a
       left join ${SUMS} on s.account_id = a.id
       where a.user_id = $1 and ($2::uuid is null or a.id = $2) order by a.id`,
      [userId, id ?? null],
    );
    return rows.map(toAccount);
  }
}

/**
 * The currency of a user's account; the account stays as it is until the transaction of `manager` ends.
 * @throws ServiceError `accounts.not-found`
 */
export async function currencyOfAccount(manager: EntityManager, userId: string, accountId: string): Promise<string> {
  const rows: { currency: string }[] = await manager.query(
    'select currency from transactions.account where id = $1 and user_id = $2 for share',
    [accountId, userId],
  );
  if (!rows[0]) throw accountNotFound(accountId);
  return rows[0].currency;
}

export function accountNotFound(id: string): ServiceError {
  return new ServiceError('accounts.not-found', `There is no account ${id}`);
}

function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    currency: row.currency,
    openingBalanceMinor: toSafeNumber(row.openingBalanceMinor),
    balanceMinor: exact(row.balanceMinor),
    transactionCount: Number(row.transactionCount),
    lastBookedOn: row.lastBookedOn ?? undefined,
    institution: row.institution ?? undefined,
    bankRef: row.bankRef ?? undefined,
    archived: row.archived,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A sum may outgrow what each of its parts fits in. */
function exact(sum: string): number {
  try {
    return toSafeNumber(sum);
  } catch {
    throw new ServiceError('conflict', `A balance of ${sum} minor units is more than can be given exactly: check the amounts`);
  }
}
