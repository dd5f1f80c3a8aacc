import type { TransferReason } from '#contracts/transactions';
import { assignPairs } from './assign-pairs.js';
import { confidenceOf, SUGGEST_FROM, type Candidate } from './score-pair.js';

/** A pair that was chosen among its candidates. */
export interface FoundPair {
  outId: string;
  inId: string;
  /** Later of the two days, counted as the legs' are. */
  day: number;
  confidence: number;
  reasons: TransferReason[];
  /** Sure enough to be confirmed without a person. */
  sure: boolean;
}

/** From here on a pair that has no rival is confirmed without asking. */
export const SURE_FROM = 0.9;

const ONLY_MATCH = 0.6;
const RIVALLED = -1;
/** Log-odds within which another candidate counts as a rival. */
const RIVAL_WITHIN = 0.7;

/**
 * Chooses the likeliest pairs and says how sure each is. A pair whose leg could as well belong to another one is never sure, unless
 * that makes no difference: where the other leg has found its own pair between the same two accounts, both would be transfers either way.
 */
export function judgePairs(all: readonly Candidate[]): FoundPair[] {
  const candidates = all.filter(({ score }) => confidenceOf(score + ONLY_MATCH) >= SUGGEST_FROM);
  const chosen = assignPairs(candidates);
  const partnerOf = new Map<string, Candidate>();
  for (const pair of chosen) {
    partnerOf.set(pair.out.id, pair);
    partnerOf.set(pair.in.id, pair);
  }
  const rivals = new Map<string, number>();
  const alternatives = new Map<string, number>();
  const count = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const candidate of candidates) {
    for (const [leg, other] of [
      [candidate.out, candidate.in],
      [candidate.in, candidate.out],
    ] as const) {
      const pair = partnerOf.get(leg.id);
      if (!pair || pair === candidate) continue;
      count(alternatives, leg.id);
      const taken = partnerOf.get(other.id);
      const noMatter =
        taken !== undefined && taken.out.accountId === pair.out.accountId && taken.in.accountId === pair.in.accountId;
      if (!noMatter && candidate.score > pair.score - RIVAL_WITHIN) count(rivals, leg.id);
    }
  }
  return chosen.flatMap((pair) => {
    const { out, in: into } = pair;
    const rivalled = rivals.has(out.id) || rivals.has(into.id);
    const alone = !alternatives.has(out.id) && !alternatives.has(into.id);
    const confidence = confidenceOf(pair.score + (alone ? ONLY_MATCH : rivalled ? RIVALLED : 0));
    if (confidence < SUGGEST_FROM) return [];
    return {
      outId: out.id,
      inId: into.id,
      day: Math.max(out.day, into.day),
      confidence,
      reasons: alone ? [...pair.reasons, 'only-match' as const] : pair.reasons,
      sure: !rivalled && confidence >= SURE_FROM,
    };
  });
}
