import type { EntityManager } from 'typeorm';

/**
 * Between which days each of a user's accounts has rows when an import begins. A row outside them is no duplicate, as long as
 * nobody has moved its twin to another day or imports it at the same time; the insert itself finds those. So a first import, and
 * one of next month's file, look nothing up.
 */
export class KnownDays {
  private constructor(private readonly byAccount: ReadonlyMap<string, { first: string; last: string }>) {}

  static async load(manager: EntityManager, userId: string): Promise<KnownDays> {
    const accounts: { accountId: string; first: string; last: string }[] = await manager.query(
      `select account_id as "accountId", min(booked_on)::text as first, max(booked_on)::text as last
       from transactions.transaction where user_id = $1 group by account_id`,
      [userId],
    );
    return new KnownDays(new Map(accounts.map((account) => [account.accountId, account])));
  }

  /** @param bookedOn `YYYY-MM-DD` */
  include(accountId: string, bookedOn: string): boolean {
    const days = this.byAccount.get(accountId);
    return days !== undefined && bookedOn >= days.first && bookedOn <= days.last;
  }
}
