import { addDays, daysBetween } from '#money';
import { BY_HAND } from './row-identity.js';
import { similarTexts } from './similar-text.js';

/** Days from a pending row's day until the bank has booked it: card payments take one to five, hotels and fuel up to ten. */
export const BOOKED_WITHIN_DAYS = 10;
/** The same for a row that kept the bank's id. */
export const SAME_ID_WITHIN_DAYS = 30;
/** What a restaurant's tip or a fuel pump's final amount may differ by from the pending one, as a share of it. */
const AMOUNT_TOLERANCE = 0.25;
/** A bank that moves a booked row keeps its id and stays within a week's working days. */
export const MOVED_WITHIN_DAYS = 5;
/** Two kinds of files of one bank may state the day of purchase and the day of booking. */
export const LAYOUTS_WITHIN_DAYS = 1;
/** A person writes down the day of the purchase; the bank books up to so much later. */
export const BY_HAND_WITHIN_DAYS = 5;

/** A movement as a file or the ledger states it. */
export interface Movement {
  accountId: string;
  bookedOn: string;
  valueOn?: string | null;
  /** Signed, minor units of the account's currency. */
  amountMinor: number;
  description: string;
  counterparty?: string | null;
  bankId?: string | null;
  pending: boolean;
}

export interface LedgerMovement extends Movement {
  id: string;
  /** Kind of file that it came from; see `layoutOf`. */
  layout: string;
  /** Booked, and known from a file in which it was pending. */
  wasPending: boolean;
  /** Other kinds of files that have stated it. */
  otherLayouts: string[];
}

/** First and last day that a file has rows of, an account. */
export type Coverage = ReadonlyMap<string, { first: string; last: string }>;

/**
 * What a row of a file is to a row of the ledger that has another fingerprint.
 * - `booked-now`: the ledger's is pending, and this is its booking
 * - `booked-since`: the row is pending, and the ledger has its booking already
 * - `moved`: the bank has moved it to another day and kept its id
 * - `probable`: the ledger has it from another kind of file, or by hand
 */
export type MatchKind = 'booked-now' | 'booked-since' | 'moved' | 'probable';

export interface Match<R> {
  row: R;
  ledger: LedgerMovement;
  kind: MatchKind;
}

const ORDER: MatchKind[] = ['booked-now', 'booked-since', 'moved', 'probable'];

interface Candidate {
  kind: MatchKind;
  /** The smaller, the surer: same id, equal amount, kind, days between. */
  rank: [number, number, number, number];
}

/**
 * Whether a row may be the ledger's. Both are of one account; that no row of the file equals the ledger's is the caller's to know.
 * @param layout of the row's file
 */
export function compareRows(row: Movement, ledger: LedgerMovement, layout: string, coverage: Coverage): Candidate | undefined {
  if (row.accountId !== ledger.accountId || Math.sign(row.amountMinor) !== Math.sign(ledger.amountMinor)) return undefined;
  const kind = kindOf(row, ledger, layout, coverage);
  if (!kind) return undefined;
  return {
    kind,
    rank: [
      sameId(row, ledger) ? 0 : 1,
      row.amountMinor === ledger.amountMinor ? 0 : 1,
      ORDER.indexOf(kind),
      Math.abs(daysBetween(ledger.bookedOn, row.bookedOn)),
    ],
  };
}

function kindOf(row: Movement, ledger: LedgerMovement, layout: string, coverage: Coverage): MatchKind | undefined {
  if (row.pending !== ledger.pending) {
    const [pending, booked] = row.pending ? [row, ledger] : [ledger, row];
    // A booked row has been pending once; files that state it as pending under two days would have it twice.
    if (row.pending && ledger.wasPending) return undefined;
    if (!mayBeBookingOf(pending, booked)) return undefined;
    return row.pending ? 'booked-since' : 'booked-now';
  }
  if (row.amountMinor !== ledger.amountMinor) return undefined;
  return ledger.layout === layout ? asMoved(row, ledger, coverage) : asProbable(row, ledger, layout, coverage);
}

function mayBeBookingOf(pending: Movement, booked: Movement): boolean {
  const later = daysBetween(pending.bookedOn, booked.bookedOn);
  const equal = pending.amountMinor === booked.amountMinor;
  if (sameId(pending, booked)) {
    return Math.abs(later) <= SAME_ID_WITHIN_DAYS && (equal || similarTexts(pending, booked));
  }
  if (later < 0 || later > BOOKED_WITHIN_DAYS) return false;
  // Income has neither tips nor holds.
  const near =
    equal ||
    (pending.amountMinor < 0 &&
      Math.abs(booked.amountMinor - pending.amountMinor) <= AMOUNT_TOLERANCE * Math.abs(pending.amountMinor));
  return near && similarTexts(pending, booked);
}

/** A file that covers the ledger's row and does not state it, but its id beside it: the bank has moved it. */
function asMoved(row: Movement, ledger: LedgerMovement, coverage: Coverage): MatchKind | undefined {
  const moved =
    sameId(row, ledger) &&
    Math.abs(daysBetween(ledger.bookedOn, row.bookedOn)) <= MOVED_WITHIN_DAYS &&
    covers(coverage, ledger) &&
    similarTexts(row, ledger);
  return moved ? 'moved' : undefined;
}

/**
 * The day, the amount and the text of a movement are not enough to tell two purchases apart, so there must be a reason for one
 * being in the ledger under another identity: it was written by hand, or came from another kind of file and this file covers its
 * day. (A file that begins on the first of the month says nothing of the bus ticket of the 31st.)
 */
function asProbable(row: Movement, ledger: LedgerMovement, layout: string, coverage: Coverage): MatchKind | undefined {
  if (ledger.otherLayouts.includes(layout)) return undefined;
  const later = daysBetween(ledger.bookedOn, row.bookedOn);
  const byHand = ledger.layout === BY_HAND;
  const near =
    (Math.abs(later) <= LAYOUTS_WITHIN_DAYS && (byHand || covers(coverage, ledger))) ||
    (byHand && later >= 0 && later <= BY_HAND_WITHIN_DAYS);
  return near && similarTexts(row, ledger) ? 'probable' : undefined;
}

const sameId = (left: Movement, right: Movement): boolean => !!left.bankId && left.bankId === right.bankId;

function covers(coverage: Coverage, { accountId, bookedOn }: Movement): boolean {
  const days = coverage.get(accountId);
  return days !== undefined && bookedOn >= days.first && bookedOn <= days.last;
}

/**
 * Pairs rows with rows of the ledger, each with one at most, the surest pairs first; among equals the earlier in file and ledger.
 * Greedy: where several equal purchases are pending at once, nothing tells which of them was booked, and the nearest is taken.
 * @param taken ids of the ledger's rows that are spoken for; those that are paired here are added
 */
export function pairRows<R extends Movement>(
  rows: readonly R[],
  ledger: readonly LedgerMovement[],
  { layout, coverage, taken }: { layout: string; coverage: Coverage; taken: Set<string> },
): Match<R>[] {
  const byDay = [...ledger].sort((a, b) => compare(a.bookedOn, b.bookedOn) || compare(a.id, b.id));
  const days = byDay.map(({ bookedOn }) => bookedOn);
  const pairs: (Match<R> & { rank: number[]; order: number })[] = [];
  rows.forEach((row, order) => {
    const last = addDays(row.bookedOn, SAME_ID_WITHIN_DAYS);
    for (let i = firstAtLeast(days, addDays(row.bookedOn, -SAME_ID_WITHIN_DAYS)); i < days.length && days[i]! <= last; i++) {
      const candidate = taken.has(byDay[i]!.id) ? undefined : compareRows(row, byDay[i]!, layout, coverage);
      if (candidate) pairs.push({ row, ledger: byDay[i]!, ...candidate, order });
    }
  });
  pairs.sort((a, b) => {
    const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
    return at >= 0 ? a.rank[at]! - b.rank[at]! : a.order - b.order;
  });
  const matched = new Set<R>();
  return pairs.filter(({ row, ledger: { id } }) => {
    if (matched.has(row) || taken.has(id)) return false;
    matched.add(row);
    taken.add(id);
    return true;
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function firstAtLeast(sorted: readonly string[], wanted: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}
