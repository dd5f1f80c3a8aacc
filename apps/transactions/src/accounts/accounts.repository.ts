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

/** Sums of the user's ledger ($1), an account each, in one pass over its rows. */
const sumsWhere = (condition: string): string => `(
  select t.account_id, sum(t.amount_minor) filter (where t.status = 'booked') as booked, count(*) as transactions, max(t.booked_on) as last_booked_on
  from transactions.transaction t where t.user_id = $1 and ${condition} group by t.account_id) s`;

const BALANCE = 'a.opening_balance_minor + coalesce(s.booked, 0)';

/** A user's accounts with their balances, which are always summed from the ledger and stored nowhere. */
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
  async balances(userId: string, on?: string): Promise<Balances> {
    const rows: { accountId: string | null; currency: string; balanceMinor: string }[] = await this.database.query(
      `select id as "accountId", currency, sum(balance) as "balanceMinor"
       from (select a.id, a.currency, ${BALANCE} as balance
             from transactions.account a
             left join ${sumsWhere('($2::date is null or t.booked_on <= $2::date)')} on s.account_id = a.id
             where a.user_id = $1) accounts
       group by grouping sets ((id, currency), (currency)) order by id, currency`,
      [userId, on ?? null],
    );
    const balances: Balances = { accounts: [], totals: [] };
    for (const { accountId, currency, balanceMinor } of rows) {
      if (accountId === null) balances.totals.push({ currency, balanceMinor: exact(balanceMinor) });
      else balances.accounts.push({ accountId, currency, balanceMinor: exact(balanceMinor) });
    }
    return balances;
  }

  private async select(userId: string, id?: string): Promise<Account[]> {
    const rows: AccountRow[] = await this.database.query(
      `select a.id, a.name, a.type, a.currency, a.opening_balance_minor as "openingBalanceMinor", ${BALANCE} as "balanceMinor",
         coalesce(s.transactions, 0) as "transactionCount", s.last_booked_on::text as "lastBookedOn",
         a.institution, a.bank_ref as "bankRef", a.archived, a.created_at as "createdAt"
       from transactions.account a
       left join ${sumsWhere('($2::uuid is null or t.account_id = $2)')} on s.account_id = a.id
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
