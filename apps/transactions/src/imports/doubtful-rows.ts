import type { EntityManager } from 'typeorm';
import { findBookedAbout, findOfSameAmount, type ImportSource } from './find-rows.js';
import type { IncomingRow } from './incoming-row.js';
import { compareRows, pairRows, type Coverage, type LedgerMovement, type Match, type Movement } from './match-rows.js';
import { layoutOf } from './row-identity.js';

/** Rows whose like is looked for by one statement. */
const SLICE = 1_000;
/** With more pending rows than this in one file, their bookings are found only at the same amount. */
const MOST_WITH_TIPS = 500;

interface Doubtful extends Movement {
  incoming: IncomingRow;
}

export interface DoubtfulMatch extends Omit<Match<Doubtful>, 'row'> {
  row: IncomingRow;
}

/** What is to be known, and done, when the file has been read. */
export interface Resolution {
  coverage: Coverage;
  /** Ids of the ledger's rows that rows of the file equal; those matched here are added. */
  taken: Set<string>;
  /** Gives doubtful rows back by their numbers. */
  read: (numbers: number[]) => Promise<IncomingRow[]>;
  /** Told which rows are which of the ledger, some hundreds at a time. */
  matched: (matches: DoubtfulMatch[]) => Promise<void>;
}

/**
 * Rows that the ledger may have under another identity. They wait until the whole file is known, because two rows of one file are
 * two movements: what one of them is, no other can be. A file of another kind than the ones before may put all of its rows here, so
 * only their numbers are kept, by account and amount.
 */
export class DoubtfulRows {
  private readonly byAmount = new Map<string, number[]>();
  private readonly withIdOfPending: number[] = [];
  private readonly idsOfPending: ReadonlySet<unknown>;

  /** @param pending what the bank had not booked when the import began */
  constructor(
    private readonly record: ImportSource,
    private readonly pending: readonly LedgerMovement[],
  ) {
    this.idsOfPending = new Set(pending.map(({ bankId }) => bankId));
  }

  add({ number, accountId, row: { amountMinor, bankId } }: IncomingRow): void {
    const key = amountKey({ accountId, amountMinor });
    const alike = this.byAmount.get(key);
    if (alike) alike.push(number);
    else this.byAmount.set(key, [number]);
    if (bankId && this.idsOfPending.has(bankId)) this.withIdOfPending.push(number);
  }

  get any(): boolean {
    return this.byAmount.size > 0;
  }

  /** @returns the numbers of those that are new, in the file's order */
  async resolve(manager: EntityManager, { read, matched, ...known }: Resolution): Promise<number[]> {
    const options = { ...known, layout: layoutOf(this.record) };
    const load = async (numbers: number[]): Promise<Doubtful[]> =>
      numbers.length ? (await read(numbers)).map((incoming) => ({ ...toMovement(incoming), incoming })) : [];
    const told = async (found: Match<Doubtful>[]): Promise<void> => {
      if (found.length) await matched(found.map(({ row, ...match }) => ({ ...match, row: row.incoming })));
    };
    /** @returns those that are none of `ledger` */
    const pair = async (rows: Doubtful[], ledger: readonly LedgerMovement[]): Promise<Doubtful[]> => {
      const found = pairRows(rows, ledger, options);
      await told(found);
      const gone = new Set(found.map(({ row }) => row));
      return rows.filter((row) => !gone.has(row));
    };

    // A bank's id says more than an amount, which a tip may have changed.
    const byId = await load(this.withIdOfPending);
    const without = await pair(
      byId,
      this.pending.filter(({ bankId }) => bankId),
    );
    const decided = new Set(byId.filter((row) => !without.includes(row)).map(({ incoming }) => incoming.number));

    const fresh: number[] = [];
    const perhapsBooked: Doubtful[] = [];
    const waiting: number[] = [];
    for (const numbers of this.slices(decided)) {
      const rows = await load(numbers);
      for (const row of await this.withoutSameAmount(manager, rows, options, told)) {
        if (row.pending) waiting.push(row.incoming.number);
        else if (this.pending.some((each) => compareRows(row, each, options.layout, options.coverage))) perhapsBooked.push(row);
        else fresh.push(row.incoming.number);
      }
    }
    const rest = await pair(perhapsBooked, this.pending);
    if (waiting.length && waiting.length <= MOST_WITH_TIPS) {
      const rows = await load(waiting);
      rest.push(...(await pair(rows, await findBookedAbout(manager, this.record, rows))));
    } else fresh.push(...waiting);
    for (const { incoming } of rest) fresh.push(incoming.number);
    return fresh.sort((a, b) => a - b);
  }

  /** Rows of one account and amount stay together, for they may be each other's rivals. */
  private *slices(decided: ReadonlySet<number>): Generator<number[]> {
    let slice: number[] = [];
    for (const alike of this.byAmount.values()) {
      for (const number of alike) if (!decided.has(number)) slice.push(number);
      if (slice.length >= SLICE) {
        yield slice;
        slice = [];
      }
    }
    if (slice.length) yield slice;
  }

  /** Pairs rows with those of the ledger that have the same account and amount. @returns those that are left */
  private async withoutSameAmount(
    manager: EntityManager,
    rows: Doubtful[],
    options: Parameters<typeof pairRows>[2],
    told: (matches: Match<Doubtful>[]) => Promise<void>,
  ): Promise<Doubtful[]> {
    const likely = await findOfSameAmount(manager, this.record, rows);
    const known = new Set(likely.map(({ id }) => id));
    const ledger = groupBy([...likely, ...this.pending.filter(({ id }) => !known.has(id))], amountKey);
    const found: Match<Doubtful>[] = [];
    for (const [amount, alike] of groupBy(rows, amountKey)) {
      found.push(...pairRows(alike, ledger.get(amount) ?? [], options));
    }
    await told(found);
    const gone = new Set(found.map(({ row }) => row));
    return rows.filter((row) => !gone.has(row));
  }
}

export function toMovement({ row, accountId }: IncomingRow): Movement {
  const { bookedOn, valueOn, amountMinor, description, counterparty, bankId, status } = row;
  return { accountId, bookedOn, valueOn, amountMinor, description, counterparty, bankId, pending: status === 'pending' };
}

const amountKey = ({ accountId, amountMinor }: Pick<Movement, 'accountId' | 'amountMinor'>): string =>
  `${accountId} ${amountMinor}`;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
