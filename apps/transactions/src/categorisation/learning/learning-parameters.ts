/** How much of what the user once said still holds, and how far it reaches. All are pure numbers unless told. */
export interface LearningParameters {
  /** Days after which a correction counts half: habits and shops change. Counted between the two booking days, either way. */
  halfLifeDays: number;
  /**
   * What a correction keeps of its weight for each later one of the same merchant and amount, 0 … 1. Any number below √½ lets two
   * corrections of the same kind overturn a history of any length: theirs is 1 + ρ, all before it less than ρ²/(1 − ρ).
   */
  retention: number;
  /** Pseudo-count of everything else against the corrections of the very merchant (α of a Dirichlet). */
  merchantPrior: number;
  /** Pseudo-count of the model against corrections of similar texts. */
  textPrior: number;
  /** Corrections of like texts that have a say. */
  neighbours: number;
  /** Least cosine of two texts that are alike at all. */
  leastSimilarity: number;
  /** Standard deviation of the amounts of one kind of purchase, in natural logarithms: 0.7 is about a factor of two. */
  amountSpread: number;
  /** What a correction of quite another amount still counts, 0 … 1. */
  amountFloor: number;
}

export const DEFAULT_PARAMETERS: LearningParameters = {
  halfLifeDays: 730,
  retention: 0.7,
  merchantPrior: 0.1,
  textPrior: 0.2,
  neighbours: 12,
  leastSimilarity: 0.25,
  amountSpread: Math.LN2,
  amountFloor: 0.25,
};
