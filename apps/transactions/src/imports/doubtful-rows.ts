import type { EntityManager } from 'typeorm';
import { findBookedAbout, findOfSameAmount, type ImportSource } from './find-rows.js';
import type { IncomingRow } from './incoming-row.js';
import { pairRows, type Coverage, type LedgerMovement, type Match, type Movement } from './match-rows.js';
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

/**
 * Rows that the ledger may have under another identity. They wait until the whole file is known, because two rows of one file are
 * two movements: what one of them is, no other can be. A file of another kind than the ones before may put most of its rows here,
 * some 500 bytes each.
 */
export class DoubtfulRows {
  private readonly rows: Doubtful[] = [];

  constructor(private readonly record: ImportSource) {}

  add(incoming: IncomingRow): void {
    this.rows.push({ ...toMovement(incoming), incoming });
  }

  get count(): number {
    return this.rows.length;
  }

  /**
   * @param pending what the bank had not booked when the import began
   * @param taken ids of the ledger's rows that rows of the file equal; those matched here are added
   * @returns which rows are which of the ledger, and those that are new, in the file's order
   */
  async resolve(
    manager: EntityManager,
    { pending, coverage, taken }: { pending: readonly LedgerMovement[]; coverage: Coverage; taken: Set<string> },
  ): Promise<{ matches: DoubtfulMatch[]; fresh: IncomingRow[] }> {
    const options = { layout: layoutOf(this.record), coverage, taken };
    const matches: Match<Doubtful>[] = [];
    let open = this.rows;
    const pair = (rows: readonly Doubtful[], ledger: readonly LedgerMovement[]): void => {
      const found = pairRows(rows, ledger, options);
      const gone = new Set(found.map(({ row }) => row));
      matches.push(...found);
      open = open.filter((row) => !gone.has(row));
    };

    // A bank's id says more than an amount, which a tip may have changed.
    const ids = new Set(pending.map(({ bankId }) => bankId));
    pair(
      open.filter(({ bankId }) => bankId && ids.has(bankId)),
      pending.filter(({ bankId }) => bankId),
    );
    for (const rows of slicesByAmount(open)) {
      const likely = await findOfSameAmount(manager, this.record, rows);
      const known = new Set(likely.map(({ id }) => id));
      const amounts = new Set(rows.map(amountKey));
      pair(rows, [...likely, ...pending.filter((each) => !known.has(each.id) && amounts.has(amountKey(each)))]);
    }
    pair(
      open.filter((row) => !row.pending),
      pending,
    );
    const waiting = open.filter((row) => row.pending);
    if (waiting.length && waiting.length <= MOST_WITH_TIPS) {
      pair(waiting, await findBookedAbout(manager, this.record, waiting));
    }
    return {
      matches: matches.map(({ row, ...match }) => ({ ...match, row: row.incoming })),
      fresh: open.map(({ incoming }) => incoming),
    };
  }
}

export function toMovement({ row, accountId }: IncomingRow): Movement {
  const { bookedOn, valueOn, amountMinor, description, counterparty, bankId, status } = row;
  return { accountId, bookedOn, valueOn, amountMinor, description, counterparty, bankId, pending: status === 'pending' };
}

const amountKey = ({ accountId, amountMinor }: Movement): string => `${accountId} ${amountMinor}`;

/** Rows of one account and amount stay together, for they may be each other's rivals. */
function* slicesByAmount(rows: readonly Doubtful[]): Generator<Doubtful[]> {
  const byAmount = new Map<string, Doubtful[]>();
  for (const row of rows) {
    const alike = byAmount.get(amountKey(row));
    if (alike) alike.push(row);
    else byAmount.set(amountKey(row), [row]);
  }
  let slice: Doubtful[] = [];
  for (const alike of byAmount.values()) {
    slice = slice.concat(alike);
    if (slice.length >= SLICE) {
      yield slice;
      slice = [];
    }
  }
  if (slice.length) yield slice;
}
