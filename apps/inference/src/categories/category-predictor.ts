import { setImmediate as breathe } from 'node:timers/promises';
import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from '#contracts/categories';
import type { ModelDescription } from '../models/model-description.js';
import { ModelError } from '../models/model-error.js';
import type { OpenedVersion } from '../models/open-version.js';
import { TextPreprocessor } from '../preprocessing/text-preprocessor.js';
import { LoadedVersion } from '../serving/loaded-version.js';
import type { Tensors } from '../serving/tensor.js';

/** Rows a run takes. Ranking as many holds the event loop for about a millisecond. */
const SLICE = 256;
/** Slices under way at once: features of one are made while another runs. */
const IN_FLIGHT = 3;

export interface Description {
  description: string;
  /** Signed; negative is money spent. Only the sign counts. */
  amount?: number;
}

export interface RankedCategory {
  primary: string;
  /** The likeliest detailed category within the primary one. */
  detailed: string;
  /** Calibrated probability of the primary category, 0 … 1. */
  confidence: number;
}

type Infer = (inputs: Tensors, signal?: AbortSignal) => Promise<Tensors>;

/** Text and sign of a transaction → Plaid category, in batches, by one version of the model. */
export class CategoryPredictor {
  private readonly labels: string[];
  private readonly texts: TextPreprocessor;
  /** Column of the output → index of its primary category. */
  private readonly primaryIndex: Int32Array;

  /** @throws ModelError when the model speaks of other categories or other features than this code */
  constructor(
    { labels, preprocessing }: ModelDescription,
    private readonly infer: Infer,
  ) {
    if (preprocessing?.name !== 'text-features') throw new ModelError('The model does not take text-features');
    this.texts = new TextPreprocessor(preprocessing);
    this.labels = labels;
    this.primaryIndex = Int32Array.from(labels, (label) => {
      const index = PRIMARY_CATEGORIES.findIndex(({ id }) => id === primaryOf(label));
      if (index < 0) throw new ModelError(`The model's label ${label} is none of the ${DETAILED_CATEGORIES.length} categories`);
      return index;
    });
    if (!labels.length) throw new ModelError('The model has no labels');
  }

  /** For scripts: a version without a server around it. */
  static alone(opened: OpenedVersion): CategoryPredictor {
    const loaded = new LoadedVersion(opened, 1);
    return new CategoryPredictor(opened.description, (inputs, signal) => loaded.infer(inputs, signal));
  }

  /**
   * The best primary categories of each description, best first.
   * @param top how many, 1 … 16
   */
  async rank(items: readonly Description[], top: number, signal?: AbortSignal): Promise<RankedCategory[][]> {
    const ranked: RankedCategory[][] = [];
    const slices: Promise<Float32Array>[] = [];
    const starts = Array.from({ length: Math.ceil(items.length / SLICE) }, (_, i) => i * SLICE);
    const begin = (start: number) => {
      const slice = this.probabilities(items.slice(start, start + SLICE), signal);
      // Whoever waits for it hears of a failure; until then it must not count as unheard.
      slice.catch(() => {});
      return slice;
    };
    for (const [i, start] of starts.entries()) {
      while (slices.length < Math.min(starts.length, i + IN_FLIGHT)) slices.push(begin(starts[slices.length]!));
      const probabilities = await slices[i]!;
      const columns = this.primaryIndex.length;
      for (let row = 0; row < Math.min(SLICE, items.length - start); row++) {
        ranked.push(this.rankRow(probabilities.subarray(row * columns, (row + 1) * columns), top));
      }
      if (i + 1 < starts.length) await breathe();
    }
    return ranked;
  }

  /** The probability of a primary category for each description. */
  async probabilityOf(primary: string, items: readonly Description[], signal?: AbortSignal): Promise<number[]> {
    const index = PRIMARY_CATEGORIES.findIndex(({ id }) => id === primary);
    const probabilities = await this.probabilities(items, signal);
    const columns = this.primaryIndex.length;
    return items.map((_, row) => {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        if (this.primaryIndex[column] === index) sum += probabilities[row * columns + column]!;
      }
      return sum;
    });
  }

  /** One row of label probabilities an item, row-major. */
  private async probabilities(items: readonly Description[], signal?: AbortSignal): Promise<Float32Array> {
    const amounts = Float64Array.from(items, ({ amount }) => amount ?? NaN);
    const inputs = await this.texts.features(
      items.map(({ description }) => description),
      amounts,
    );
    return (await this.infer(inputs, signal)).get('probabilities')!.data as Float32Array;
  }

  private rankRow(probabilities: Float32Array, top: number): RankedCategory[] {
    const sums = new Float64Array(PRIMARY_CATEGORIES.length);
    const best = new Int32Array(PRIMARY_CATEGORIES.length).fill(-1);
    for (let column = 0; column < probabilities.length; column++) {
      const primary = this.primaryIndex[column]!;
      sums[primary]! += probabilities[column]!;
      if (best[primary]! < 0 || probabilities[column]! > probabilities[best[primary]!]!) best[primary] = column;
    }
    const ranked: RankedCategory[] = [];
    for (let place = 0; place < top; place++) {
      let winner = -1;
      for (let primary = 0; primary < sums.length; primary++) {
        if (best[primary]! >= 0 && sums[primary]! >= 0 && (winner < 0 || sums[primary]! > sums[winner]!)) winner = primary;
      }
      if (winner < 0) break;
      const label = this.labels[best[winner]!]!;
      ranked.push({ primary: PRIMARY_CATEGORIES[winner]!.id, detailed: label, confidence: Math.min(1, sums[winner]!) });
      sums[winner] = -1;
    }
    return ranked;
  }
}
