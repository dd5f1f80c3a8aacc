import type { EntityManager } from 'typeorm';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import type { AccountEntity } from '../accounts/account.entity.js';
import type { StatementAccount } from './formats/index.js';

/** What a statement says of an account's balance beside what the ledger says after the import. Minor units of the account's currency. */
export interface BalanceCheck {
  accountId: string;
  currency: string;
  /** Day `YYYY-MM-DD` at whose end the bank states {@link statedMinor}. */
  on?: string;
  statedMinor?: number;
  /** The ledger's at the end of that day; absent where it is more than a number carries. */
  ledgerMinor?: number;
  /** The account was empty and got this opening balance from the statement. */
  openingMinor?: number;
}

interface Stated {
  currency: string;
  opening?: { on: string; minor: number };
  closing?: { on: string; minor: number };
}

/** The first opening and the last closing balance that a file states, an account of ours. */
export class StatementBalances {
  private readonly stated = new Map<string, Stated>();

  note(account: StatementAccount, ours: AccountEntity): void {
    if ((account.currency ?? ours.currency) !== ours.currency) return;
    const stated = this.stated.get(ours.id) ?? { currency: ours.currency };
    this.stated.set(ours.id, stated);
    const { openingBalanceMinor: opening, openingBalanceOn = '', balanceMinor: closing, balanceOn } = account;
    if (opening !== undefined && (!stated.opening || openingBalanceOn < stated.opening.on)) {
      stated.opening = { on: openingBalanceOn, minor: opening };
    }
    if (closing !== undefined && balanceOn && (!stated.closing || balanceOn >= stated.closing.on)) {
      stated.closing = { on: balanceOn, minor: closing };
    }
  }

  /**
   * Compares what the bank says with the ledger, in the SQL transaction that ends the import. An account that had neither rows
   * nor an opening balance before gets the statement's, for its movements alone would not make its balance.
   */
  async settle(manager: EntityManager, { userId, importId }: { userId: string; importId: string }): Promise<BalanceCheck[]> {
    const checks: BalanceCheck[] = [];
    for (const [accountId, { currency, opening, closing }] of this.stated) {
      const check: BalanceCheck = { accountId, currency };
      if (opening && (await setOpening(manager, { userId, importId, accountId }, opening.minor)))
        check.openingMinor = opening.minor;
      if (closing) {
        check.on = closing.on;
        check.statedMinor = closing.minor;
        check.ledgerMinor = await balanceOn(manager, userId, accountId, closing.on);
      }
      if (check.on !== undefined || check.openingMinor !== undefined) checks.push(check);
    }
    return checks;
  }
}

/** The same checks against the ledger as it is now. */
export async function checkAgain(manager: EntityManager, userId: string, checks: BalanceCheck[]): Promise<BalanceCheck[]> {
  const again: BalanceCheck[] = [];
  for (const check of checks) {
    again.push(
      check.on === undefined ? check : { ...check, ledgerMinor: await balanceOn(manager, userId, check.accountId, check.on) },
    );
  }
  return again;
}

/** Takes back opening balances that an import has set, unless a person has set other ones since. */
export async function takeBackOpenings(manager: EntityManager, userId: string, checks: BalanceCheck[]): Promise<void> {
  for (const { accountId, openingMinor } of checks) {
    if (openingMinor === undefined) continue;
    await manager.query(
      `update transactions.account set opening_balance_minor = 0 where id = $1 and user_id = $2 and opening_balance_minor = $3`,
      [accountId, userId, openingMinor],
    );
  }
}

async function setOpening(
  manager: EntityManager,
  { userId, importId, accountId }: { userId: string; importId: string; accountId: string },
  minor: number,
): Promise<boolean> {
  if (minor === 0) return false;
  const [, affected]: [unknown, number] = await manager.query(
    `update transactions.account a set opening_balance_minor = $4
     where a.id = $1 and a.user_id = $2 and a.opening_balance_minor = 0
       and not exists (select from transactions.transaction t where t.account_id = a.id and t.import_id is distinct from $3)`,
    [accountId, userId, importId, minor],
  );
  return affected > 0;
}

/** Opening balance and everything booked up to the day's end: whole months from their sums, the day's own from its rows. */
async function balanceOn(manager: EntityManager, userId: string, accountId: string, on: string): Promise<number | undefined> {
  const [{ balance }]: [{ balance: string }] = await manager.query(
    `select a.opening_balance_minor
       + coalesce((select sum(m.in_minor + m.out_minor) from transactions.month_total m
           where m.user_id = $1 and m.account_id = a.id and m.status = 'booked' and m.month < date_trunc('month', $3::timestamp)), 0)
       + coalesce((select sum(t.amount_minor) from transactions.transaction t
           where t.user_id = $1 and t.account_id = a.id and t.status = 'booked'
             and t.booked_on >= date_trunc('month', $3::timestamp) and t.booked_on <= $3::date), 0) as balance
     from transactions.account a where a.id = $2 and a.user_id = $1`,
    [userId, accountId, on],
  );
  return Number.isSafeInteger(Number(balance)) ? toSafeNumber(balance) : undefined;
}
