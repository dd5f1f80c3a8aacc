import type { LearningParameters } from './learning-parameters.js';
import { MerchantMemory, type Circumstances, type Correction, type Evidence } from './merchant-memory.js';
import { TextIndex } from './text-index.js';

/** Texts of one merchant that are compared with others; more of them say the same again. */
const TEXTS_OF_MERCHANT = 4;

/** Texts whose neighbours are remembered. */
const MAX_REMEMBERED = 10_000;

/** A transaction whose category is asked for. */
export interface Question extends Circumstances {
  text: string;
  /** Direction and merchant, `-tesco stores`. */
  merchant: string;
}

/** A category and its probability. */
export interface Belief {
  categoryId: string;
  probability: number;
}

/** What is to be thought of a transaction. */
export interface Opinion {
  /** Best first: by the probability of the primary category, then by their own. */
  ranked: Belief[];
  /** Which share of the best one's probability comes from the user's corrections, 0 … 1; the rest is the model's. */
  learned: number;
}

/** Answers the primary category that one belongs to; a primary one answers itself. */
export type PrimaryOf = (categoryId: string) => string;

/** From this probability on nothing that is not yet known can lead to another category. */
const SETTLED = 0.5;

/**
 * Learns one user's categories from their corrections, with the model for all users as its prior.
 *
 * Two Dirichlet-multinomials, one over the other (MacKay & Peto, A hierarchical Dirichlet language model, 1995). With e(c) the
 * evidence of the merchant's own corrections, n(c) that of merchants with like texts and p(c) the model's probability:
 *
 *     Q(c) = (n(c) + A · p(c)) / (Σ n + A)        P(c) = (e(c) + α · Q(c)) / (Σ e + α)
 *
 * Counts that a kernel weakens with distance are those of Goetschalckx, Poupart & Hoey, Continuous correlated beta processes, 2011:
 * here the square of the texts' cosine. A merchant that was corrected once is followed with 1 / (1 + α) at least; one never seen and
 * like no other gets exactly what the model says. Nothing is fitted, so that a correction counts at once.
 */
export class PersonalModel {
  private readonly memories = new Map<string, MerchantMemory>();
  private readonly texts = new TextIndex();
  /** Index of a text → its merchant. */
  private readonly merchants: string[] = [];
  private readonly textsOf = new Map<string, Set<string>>();
  private readonly nearestKnown = new Map<string, [string, number][]>();

  constructor(
    private readonly parameters: LearningParameters,
    private readonly primaryOf: PrimaryOf,
  ) {}

  /** @param corrections in any order; where a merchant has more texts than are compared, the first ones given are taken */
  static of(corrections: readonly Correction[], parameters: LearningParameters, primaryOf: PrimaryOf): PersonalModel {
    const model = new PersonalModel(parameters, primaryOf);
    for (const correction of corrections) model.learn(correction);
    return model;
  }

  get isEmpty(): boolean {
    return this.memories.size === 0;
  }

  knows(merchant: string): boolean {
    return this.memories.has(merchant);
  }

  /** Merchants that have been corrected. */
  get merchantCount(): number {
    return this.memories.size;
  }

  learn(correction: Correction): void {
    const { merchant, text } = correction;
    let memory = this.memories.get(merchant);
    if (!memory) this.memories.set(merchant, (memory = new MerchantMemory()));
    memory.learn(correction);
    let texts = this.textsOf.get(merchant);
    if (!texts) this.textsOf.set(merchant, (texts = new Set()));
    if (texts.size >= TEXTS_OF_MERCHANT || texts.has(text)) return;
    texts.add(text);
    this.nearestKnown.clear();
    this.texts.add(text);
    this.merchants.push(merchant);
  }

  /**
   * What the corrections of the very merchant say, where they outweigh whatever the model might answer; so it need not be asked.
   * Its share is left out: the probabilities are lower bounds.
   */
  recall(question: Question): Opinion | undefined {
    const memory = this.memories.get(question.merchant);
    if (!memory) return undefined;
    const own: Evidence = new Map();
    memory.tell(question, this.parameters, own);
    const total = sum(own) + this.parameters.merchantPrior;
    const ranked = [...own].map(([categoryId, evidence]) => ({ categoryId, probability: evidence / total }));
    this.rank(ranked);
    return ranked[0] && ranked[0].probability > SETTLED ? { ranked, learned: 1 } : undefined;
  }

  /**
   * @param prior the model's guesses, any number of them; none where it could not be asked, and then the probabilities are lower bounds
   */
  ask(question: Question, prior: readonly Belief[]): Opinion {
    // An import of somebody who has corrected nothing need not pay for learning.
    if (this.isEmpty && prior.length <= 1) return { ranked: [...prior], learned: 0 };
    const { merchantPrior, textPrior } = this.parameters;
    const own: Evidence = new Map();
    this.memories.get(question.merchant)?.tell(question, this.parameters, own);
    const alike = this.alike(question);
    const ownSum = sum(own) + merchantPrior;
    const alikeSum = sum(alike) + textPrior;
    const guessed = new Map(prior.map(({ categoryId, probability }) => [categoryId, probability]));
    const learned = (id: string) => ((own.get(id) ?? 0) + (merchantPrior * (alike.get(id) ?? 0)) / alikeSum) / ownSum;
    const given = (id: string) => (merchantPrior * textPrior * (guessed.get(id) ?? 0)) / (alikeSum * ownSum);
    const ranked = [...new Set([...own.keys(), ...alike.keys(), ...guessed.keys()])].map((categoryId) => ({
      categoryId,
      probability: learned(categoryId) + given(categoryId),
    }));
    this.rank(ranked);
    const [best] = ranked;
    return { ranked, learned: best && best.probability > 0 ? learned(best.categoryId) / best.probability : 0 };
  }

  /** Evidence of other merchants in the same direction whose texts are like this one. */
  private alike(question: Question): Evidence {
    const evidence: Evidence = new Map();
    for (const [merchant, cosine] of this.nearest(question)) {
      this.memories.get(merchant)!.tell(question, this.parameters, evidence, cosine ** 2);
    }
    return evidence;
  }

  /** Those merchants and the cosines of their texts; remembered, for statements repeat themselves. */
  private nearest({ text, merchant: own }: Question): [string, number][] {
    if (this.isEmpty) return [];
    const key = `${own}\n${text}`;
    const known = this.nearestKnown.get(key);
    if (known) return known;
    const { leastSimilarity, neighbours } = this.parameters;
    const cosines = new Map<string, number>();
    for (const { index, cosine } of this.texts.similar(text, leastSimilarity)) {
      const merchant = this.merchants[index]!;
      if (merchant === own || merchant[0] !== own[0]) continue;
      if (cosine > (cosines.get(merchant) ?? 0)) cosines.set(merchant, cosine);
    }
    const nearest = [...cosines].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, neighbours);
    if (this.nearestKnown.size >= MAX_REMEMBERED) this.nearestKnown.clear();
    this.nearestKnown.set(key, nearest);
    return nearest;
  }

  private rank(beliefs: Belief[]): void {
    const primaries: Evidence = new Map();
    for (const { categoryId, probability } of beliefs) {
      const primary = this.primaryOf(categoryId);
      primaries.set(primary, (primaries.get(primary) ?? 0) + probability);
    }
    const ofPrimary = ({ categoryId }: Belief) => primaries.get(this.primaryOf(categoryId))!;
    beliefs.sort(
      (a, b) => ofPrimary(b) - ofPrimary(a) || b.probability - a.probability || (a.categoryId < b.categoryId ? -1 : 1),
    );
  }
}

function sum(evidence: Evidence): number {
  let total = 0;
  for (const value of evidence.values()) total += value;
  return total;
}
