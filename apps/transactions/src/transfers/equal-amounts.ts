import type { EvidenceFinder } from './leg-evidence.js';
import type { Leg } from './leg.js';
import { confidenceOf, scorePair, SUGGEST_FROM, type AmountFit, type Candidate, type Witness } from './score-pair.js';

/** Legs of one account that a leg is compared with where many have its amount: those nearest in time. */
const MOST_NEAR = 12;
const LEAST_NEAR = 4;

export interface PairingRules {
  /** Days the two legs may lie apart. */
  days: number;
  finder: EvidenceFinder;
  /** Whether a person has said that these two are none. */
  isRejected: (outId: string, inId: string) => boolean;
}

/**
 * Which legs of one amount could be one movement: opposite, in two accounts, near in time.
 *
 * Where hundreds of legs have the amount within the days, each is compared with a few of every other account only: those of its own
 * place among the legs of its day, and those that share a reference with it. So a hundred thousand equal amounts take no longer than as
 * many different ones.
 * @param legs of one currency and one amount without its sign, by day, then id
 */
export function equalAmountCandidates(legs: readonly Leg[], rules: PairingRules): Candidate[] {
  const outs = legs.filter(({ amountMinor }) => amountMinor < 0);
  const ins = byAccount(legs.filter(({ amountMinor }) => amountMinor > 0));
  if (!outs.length || !ins.size) return [];
  const near = Math.max(LEAST_NEAR, Math.floor(MOST_NEAR / ins.size));
  const witness = witnesses(rules.finder);
  const fit: AmountFit = { kind: 'same-amount' };
  const places = placesInDay(outs);
  const candidates: Candidate[] = [];
  const shared = new Map<string, Map<string, Leg[]>>();
  outs.forEach((out, n) => {
    for (const [accountId, arrivals] of ins) {
      if (accountId === out.accountId) continue;
      const from = firstSince(arrivals, out.day - rules.days);
      const to = firstSince(arrivals, out.day + rules.days + 1);
      let chosen = arrivals.slice(from, to);
      let crowded = false;
      if (chosen.length > near) {
        const place = firstSince(arrivals, out.day) + places[n]!;
        const start = Math.max(from, Math.min(place - Math.floor(near / 2), to - near));
        const references = shared.get(accountId) ?? referencesOf(arrivals, witness);
        shared.set(accountId, references);
        const known = witness(out).evidence.references.flatMap((reference) => references.get(reference) ?? []);
        const inTime = known.filter(({ day }) => Math.abs(day - out.day) <= rules.days).slice(0, near);
        chosen = [...new Set([...arrivals.slice(start, start + near), ...inTime])];
        crowded = true;
      }
      for (const into of chosen) {
        if (rules.isRejected(out.id, into.id)) continue;
        const candidate = scorePair(witness(out), witness(into), fit);
        // In a crowd nothing is the only match, and what nothing else speaks for would be noise.
        if (!crowded || confidenceOf(candidate.score) >= SUGGEST_FROM) candidates.push(candidate);
      }
    }
  });
  return candidates;
}

/** Legs with what they say, each looked at once. */
export function witnesses(finder: EvidenceFinder): (leg: Leg) => Witness {
  const known = new Map<string, Witness>();
  return (leg) => {
    let witness = known.get(leg.id);
    if (!witness) known.set(leg.id, (witness = { ...leg, evidence: finder.of(leg) }));
    return witness;
  };
}

function byAccount(legs: Leg[]): Map<string, Leg[]> {
  const accounts = new Map<string, Leg[]>();
  for (const leg of legs) {
    const others = accounts.get(leg.accountId);
    if (others) others.push(leg);
    else accounts.set(leg.accountId, [leg]);
  }
  return accounts;
}

/** Which of its account's legs of the day each is, from 0. */
function placesInDay(legs: Leg[]): number[] {
  const counts = new Map<string, number>();
  return legs.map(({ accountId, day }) => {
    const key = `${accountId} ${day}`;
    const place = counts.get(key) ?? 0;
    counts.set(key, place + 1);
    return place;
  });
}

/** Index of the first leg on `day` or later. */
function firstSince(legs: Leg[], day: number): number {
  let [low, high] = [0, legs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (legs[middle]!.day < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function referencesOf(legs: Leg[], witness: (leg: Leg) => Witness): Map<string, Leg[]> {
  const byReference = new Map<string, Leg[]>();
  for (const leg of legs) {
    for (const reference of witness(leg).evidence.references) {
      const others = byReference.get(reference);
      if (others) others.push(leg);
      else byReference.set(reference, [leg]);
    }
  }
  return byReference;
}
