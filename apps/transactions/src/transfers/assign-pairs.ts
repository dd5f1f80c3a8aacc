import { bestAssignment } from './best-assignment.js';
import type { Candidate } from './score-pair.js';

/** Legs of one side that are weighed against each other at once; a longer chain is gone through in steps. */
const AT_ONCE = 48;

/**
 * Chooses pairs of candidates so that no leg is in two, and the chosen ones together are the likeliest. The answer depends on the
 * candidates alone, not on their order.
 *
 * Candidates that share no leg with others are independent, so each heap of connected ones is solved by itself: exactly where it is
 * small; a long one (equal amounts every day for years) by days, keeping of each step the first half.
 */
export function assignPairs(candidates: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  for (const heap of connected(candidates)) {
    if (heap.length === 1) chosen.push(heap[0]!);
    else chosen.push(...solve(heap));
  }
  return chosen;
}

function solve(heap: Candidate[]): Candidate[] {
  const candidatesOf = new Map<Candidate['out'], Candidate[]>();
  for (const candidate of heap) {
    const others = candidatesOf.get(candidate.out);
    if (others) others.push(candidate);
    else candidatesOf.set(candidate.out, [candidate]);
  }
  const waiting = [...candidatesOf.keys()].sort(byDayThenId);
  const taken = new Set<Candidate['in']>();
  const chosen: Candidate[] = [];
  for (let from = 0; from < waiting.length; from += AT_ONCE / 2) {
    const outs = waiting.slice(from, from + AT_ONCE);
    const open = outs.map((out) => candidatesOf.get(out)!.filter((candidate) => !taken.has(candidate.in)));
    const best = solveAtOnce(outs, open);
    const last = from + AT_ONCE >= waiting.length;
    for (const pair of last ? best : best.slice(0, AT_ONCE / 2)) {
      if (!pair) continue;
      chosen.push(pair);
      taken.add(pair.in);
    }
    if (last) break;
  }
  return chosen;
}

/** The best pair of each leg that left, or none. */
function solveAtOnce(outs: Candidate['out'][], open: Candidate[][]): (Candidate | undefined)[] {
  const ins = [...new Set(open.flat().map((candidate) => candidate.in))].sort(byDayThenId);
  const column = new Map(ins.map((leg, j) => [leg, j]));
  const pairs = outs.map(() => new Map<number, Candidate>());
  const worth = open.map((candidates, i) => {
    const row = new Array<number>(ins.length).fill(0);
    for (const candidate of candidates) {
      const j = column.get(candidate.in)!;
      row[j] = worthOf(candidate);
      pairs[i]!.set(j, candidate);
    }
    return row;
  });
  return bestAssignment(worth).map((j, i) => pairs[i]!.get(j));
}

/**
 * The root of the odds. Sums of it prefer a sure pair to two doubtful ones that share its legs (which sums of log-odds do not), and
 * yet a whole series that is one day late to a part of it that is on time (which sums of odds do not).
 */
const worthOf = ({ score }: Candidate): number => Math.exp(score / 2);

/** Candidates in heaps that share no leg. */
function connected(candidates: readonly Candidate[]): Candidate[][] {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { out, in: into } of candidates) {
    if (!parent.has(out.id)) parent.set(out.id, out.id);
    if (!parent.has(into.id)) parent.set(into.id, into.id);
    parent.set(root(out.id), root(into.id));
  }
  const heaps = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = root(candidate.out.id);
    const heap = heaps.get(key);
    if (heap) heap.push(candidate);
    else heaps.set(key, [candidate]);
  }
  return [...heaps.values()];
}

function byDayThenId(left: Candidate['out'], right: Candidate['out']): number {
  return left.day - right.day || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}
