import type { EntityManager } from 'typeorm';
import { addDays } from '#money';
import {
  BOOKED_WITHIN_DAYS,
  BY_HAND_WITHIN_DAYS,
  compareRows,
  LAYOUTS_WITHIN_DAYS,
  MOVED_WITHIN_DAYS,
  SAME_ID_WITHIN_DAYS,
  type LedgerMovement,
  type Movement,
} from './match-rows.js';
import { findPending, LayoutsOfImports, type ImportSource } from './find-rows.js';
import { BY_HAND, layoutOf } from './row-identity.js';

interface Days {
  first: string;
  last: string;
}

interface KnownAccount {
  /** Of all rows and other identities. */
  days: Days;
  /** Of the rows by the kind of file they came from. */
  layouts: Map<string, Days>;
  pending: LedgerMovement[];
}

/**
 * What a user's accounts hold when an import begins, roughly: between which days, from which kinds of files, and what is pending.
 * A row outside of all that is no duplicate, as long as nobody has moved its twin to another day or imports it at the same time;
 * the insert itself finds those. So a first import, and one of next month's file, look nothing up.
 */
export class KnownRows {
  private readonly accounts = new Map<string, KnownAccount>();
  private readonly layout: string;

  private constructor(record: ImportSource) {
    this.layout = layoutOf(record);
  }

  static async load(manager: EntityManager, record: ImportSource): Promise<KnownRows> {
    const known = new KnownRows(record);
    const rows: { accountId: string; importId: string | null; first: string; last: string }[] = await manager.query(
      `select account_id as "accountId", import_id as "importId", min(booked_on)::text as first, max(booked_on)::text as last
       from transactions.transaction where user_id = $1 group by account_id, import_id`,
      [record.userId],
    );
    const layouts = await LayoutsOfImports.load(
      manager,
      record.userId,
      rows.map(({ importId }) => importId),
    );
    for (const { accountId, importId, ...days } of rows) {
      if (importId === record.id) known.add(accountId, days);
      else known.add(accountId, days, layouts.of(importId));
    }
    const others: { accountId: string; first: string; last: string }[] = await manager.query(
      `select account_id as "accountId", min(stated_on)::text as first, max(stated_on)::text as last
       from transactions.other_identity where user_id = $1 group by account_id`,
      [record.userId],
    );
    for (const { accountId, ...days } of others) known.add(accountId, days);
    for (const row of await findPending(manager, record)) known.accounts.get(row.accountId)!.pending.push(row);
    return known;
  }

  private add(accountId: string, days: Days, layout?: string): void {
    const account = this.accounts.get(accountId);
    if (!account) {
      this.accounts.set(accountId, { days, layouts: new Map(layout === undefined ? [] : [[layout, days]]), pending: [] });
      return;
    }
    account.days = widest(account.days, days);
    if (layout !== undefined) account.layouts.set(layout, widest(account.layouts.get(layout) ?? days, days));
  }

  /** Whether the ledger may have a row of the same identity. */
  mayHold({ accountId, bookedOn }: Movement): boolean {
    const days = this.accounts.get(accountId)?.days;
    return days !== undefined && overlaps(days, bookedOn, 0, 0);
  }

  /** Whether the ledger may have the movement under another identity. */
  mayHoldSimilar(row: Movement): boolean {
    const account = this.accounts.get(row.accountId);
    if (!account) return false;
    if (row.pending && overlaps(account.days, row.bookedOn, SAME_ID_WITHIN_DAYS, BOOKED_WITHIN_DAYS)) return true;
    if (!row.pending && account.pending.some((pending) => compareRows(row, pending, this.layout, NOWHERE))) return true;
    for (const [layout, days] of account.layouts) {
      const [before, after] = reachOf(layout, this.layout);
      if ((layout !== this.layout || row.bankId) && overlaps(days, row.bookedOn, before, after)) return true;
    }
    return false;
  }

  /** Pending rows of the accounts, as they were when the import began. */
  get pending(): LedgerMovement[] {
    return [...this.accounts.values()].flatMap(({ pending }) => pending);
  }
}

const NOWHERE = new Map<string, Days>();

/** Days before and after a row's day on which a row of `layout` may be the same. */
function reachOf(layout: string, own: string): [number, number] {
  if (layout === own) return [MOVED_WITHIN_DAYS, MOVED_WITHIN_DAYS];
  return layout === BY_HAND ? [BY_HAND_WITHIN_DAYS, LAYOUTS_WITHIN_DAYS] : [LAYOUTS_WITHIN_DAYS, LAYOUTS_WITHIN_DAYS];
}

function overlaps({ first, last }: Days, bookedOn: string, before: number, after: number): boolean {
  return (bookedOn >= first || addDays(bookedOn, after) >= first) && (bookedOn <= last || addDays(bookedOn, -before) <= last);
}

function widest(a: Days, b: Days): Days {
  return { first: a.first < b.first ? a.first : b.first, last: a.last > b.last ? a.last : b.last };
}
