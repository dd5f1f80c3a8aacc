import ort from 'onnxruntime-node';
import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from '#contracts/categories';
import { type LoadedModel, ModelError } from '../models/load-model.js';
import { amountFeatures, FEATURES_VERSION, MAX_FEATURES, writeFeatures } from './text-features.js';

/** Rows a run takes. A run of this size holds the event loop for a few milliseconds at most. */
const SLICE = 256;

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

/** Text and sign of a transaction → Plaid category, in batches, without blocking the event loop for long. */
export class CategoryPredictor {
  /** Column of the output → index of its primary category. */
  private readonly primaryIndex: Int32Array;

  /** @throws ModelError when the model speaks of other categories or other features than this code */
  constructor(private readonly model: LoadedModel) {
    const { labels, preprocessing } = model.description;
    if (preprocessing.version !== FEATURES_VERSION) {
      throw new ModelError(
        `The model wants features of version ${preprocessing.version}; this program makes version ${FEATURES_VERSION}`,
      );
    }
    this.primaryIndex = Int32Array.from(labels, (label) => {
      const index = PRIMARY_CATEGORIES.findIndex(({ id }) => id === primaryOf(label));
      if (index < 0) throw new ModelError(`The model's label ${label} is none of the ${DETAILED_CATEGORIES.length} categories`);
      return index;
    });
  }

  get version(): { name: string; version: string } {
    const { name, version } = this.model.description;
    return { name, version };
  }

  /**
   * The best primary categories of each description, best first.
   * @param top how many, 1 … 16
   */
  async rank(items: readonly Description[], top: number): Promise<RankedCategory[][]> {
    const ranked: RankedCategory[][] = [];
    for (let start = 0; start < items.length; start += SLICE) {
      if (start > 0) await new Promise(setImmediate);
      const slice = items.slice(start, start + SLICE);
      const probabilities = await this.probabilities(slice);
      const columns = this.primaryIndex.length;
      for (let row = 0; row < slice.length; row++) {
        ranked.push(this.rankRow(probabilities.subarray(row * columns, (row + 1) * columns), top));
      }
    }
    return ranked;
  }

  /** One row of label probabilities an item, row-major. */
  private async probabilities(items: readonly Description[]): Promise<Float32Array> {
    const wide = new Int32Array(items.length * MAX_FEATURES);
    const lengths = items.map(({ description }, row) => writeFeatures(description, wide, row * MAX_FEATURES));
    // Padding to the longest of the slice only: the cost of a run is its width.
    const width = Math.max(1, ...lengths);
    const tokens = new Int32Array(items.length * width);
    const direction = new Float32Array(items.length * 3);
    items.forEach(({ amount }, row) => {
      tokens.set(wide.subarray(row * MAX_FEATURES, row * MAX_FEATURES + lengths[row]!), row * width);
      direction.set(amountFeatures(amount), row * 3);
    });
    const output = await this.model.session.run({
      tokens: new ort.Tensor('int32', tokens, [items.length, width]),
      direction: new ort.Tensor('float32', direction, [items.length, 3]),
    });
    return output['probabilities']!.data as Float32Array;
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
      const label = this.model.description.labels[best[winner]!]!;
      ranked.push({ primary: PRIMARY_CATEGORIES[winner]!.id, detailed: label, confidence: Math.min(1, sums[winner]!) });
      sums[winner] = -1;
    }
    return ranked;
  }

  /** Frees the model's memory. */
  async close(): Promise<void> {
    await this.model.session.release();
  }
}
