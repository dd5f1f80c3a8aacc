import type { LearningParameters } from './learning-parameters.js';

/** What a person once decided about a transaction. */
export interface Correction {
  text: string;
  /** Direction and merchant, `-tesco stores`. */
  merchant: string;
  /** Signed, in minor units. */
  amountMinor: number;
  /** When it was booked, in days since 1970. */
  day: number;
  /** When the person decided, on any rising scale; what was decided at one moment is one act. */
  decidedAt: number;
  categoryId: string;
}

/** The side of a transaction that a memory is asked about. */
export interface Circumstances {
  amountMinor: number;
  day: number;
}

/** Corrections of one merchant that are remembered; older ones weigh nothing any more. */
const MAX_CORRECTIONS = 64;

/** Category → evidence for it, as if so many corrections had said so. */
export type Evidence = Map<string, number>;

/** What a person has said of one merchant in one direction, and what it says of another transaction of that merchant. */
export class MerchantMemory {
  /** The latest decision first. */
  private corrections: Correction[] = [];

  /** The order in which corrections come does not matter; when they were made does. */
  learn(correction: Correction): void {
    const at = this.corrections.findIndex(({ decidedAt }) => decidedAt <= correction.decidedAt);
    this.corrections.splice(at < 0 ? this.corrections.length : at, 0, correction);
    if (this.corrections.length > MAX_CORRECTIONS) this.corrections.pop();
  }

  /**
   * Adds to `evidence` what each category has for it: the sum over its corrections of
   *
   *     act · ρ^later · 2^(−days / half-life) · κ      κ = f + (1 − f) · exp(−(ln |a| − ln |b|)² / 2σ²)
   *
   * with a, b the two amounts, and `later` the merchant's acts since, each counted by its own κ: where small sums are one thing and
   * large ones another, neither makes the other forgotten. An act of n rows counts as 1 + ln n together: fifty rows chosen at once
   * are more than one, but not fifty decisions. The third factor is exponential forgetting by time, the second the same by number
   * (Gama et al., A survey on concept drift adaptation, 2014, section 3.2); the fourth is a kernel on the amount.
   * @param scale by which all of it is multiplied
   */
  tell({ amountMinor, day }: Circumstances, parameters: LearningParameters, evidence: Evidence, scale = 1): void {
    const { halfLifeDays, retention, amountSpread, amountFloor } = parameters;
    const size = logAmount(amountMinor);
    let later = 0;
    for (let from = 0, to = 0; from < this.corrections.length; from = to) {
      while (this.corrections[to]?.decidedAt === this.corrections[from]!.decidedAt) to++;
      const rows = to - from;
      const act = (scale * retention ** later * (1 + Math.log(rows))) / rows;
      for (let i = from; i < to; i++) {
        const correction = this.corrections[i]!;
        const age = 2 ** (-Math.abs(day - correction.day) / halfLifeDays);
        const distance = (size - logAmount(correction.amountMinor)) / amountSpread;
        const likeness = amountFloor + (1 - amountFloor) * Math.exp(-(distance ** 2) / 2);
        evidence.set(correction.categoryId, (evidence.get(correction.categoryId) ?? 0) + act * age * likeness);
        later += likeness / rows;
      }
    }
  }
}

function logAmount(amountMinor: number): number {
  return Math.log(Math.max(1, Math.abs(amountMinor)));
}
