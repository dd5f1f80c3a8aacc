/**
 * Counts of one signal over a window of predictions. Both kinds hold a fixed number of counters however many values come, add
 * up across replicas, and are plain JSON when stored.
 */
export type SignalCounts = NumericCounts | CategoryCounts;

/** Counts of a number per bin. */
export interface NumericCounts {
  kind: 'numeric';
  /** Increasing bin edges; bin i holds edges[i] <= value < edges[i + 1], the last bin also its upper edge. */
  edges: number[];
  counts: number[];
  /** Values below the first and above the last edge, infinities included. */
  below: number;
  above: number;
  /** Values that are no number (NaN). */
  missing: number;
}

/** Counts of a category per value. */
export interface CategoryCounts {
  kind: 'categories';
  /** Values and their counts, at the same places. */
  values: string[];
  counts: number[];
  /** Further values, of which only the number is known. */
  other: number;
  missing: number;
}

/** Counts numbers into bins with fixed edges. */
export class NumericHistogram {
  readonly edges: readonly number[];
  private readonly counts: number[];
  private below = 0;
  private above = 0;
  private missing = 0;

  /** @throws Error where there are fewer than two edges, or they are not finite and increasing. */
  constructor(edges: readonly number[]) {
    checkEdges(edges);
    this.edges = [...edges];
    this.counts = Array<number>(edges.length - 1).fill(0);
  }

  /** Counts one value in O(log bins). */
  add(value: number): void {
    const last = this.edges.length - 1;
    if (Number.isNaN(value)) this.missing += 1;
    else if (value < this.edges[0]!) this.below += 1;
    else if (value > this.edges[last]!) this.above += 1;
    else {
      let low = 0;
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (value < this.edges[middle]!) high = middle;
        else low = middle;
      }
      this.counts[low]! += 1;
    }
  }

  /**
   * Adds counts made with the same edges.
   * @throws Error where the edges differ.
   */
  merge(other: NumericCounts): void {
    if (other.edges.length !== this.edges.length || other.edges.some((edge, index) => edge !== this.edges[index])) {
      throw new Error('Histograms with different edges cannot be added up.');
    }
    other.counts.forEach((count, bin) => (this.counts[bin]! += count));
    this.below += other.below;
    this.above += other.above;
    this.missing += other.missing;
  }

  toJSON(): NumericCounts {
    const { below, above, missing } = this;
    return { kind: 'numeric', edges: [...this.edges], counts: [...this.counts], below, above, missing };
  }
}

/** Counts categories, of which it tells at most `limit` apart. */
export class CategoryCounter {
  private readonly counts: Map<string, number>;
  private other = 0;
  private missing = 0;

  /**
   * @param limit how many values are told apart, first come first kept; the rest counts as other.
   * @param known values that have their place from the beginning, such as the ones of a reference.
   * @throws Error where `limit` is below the number of known values.
   */
  constructor(
    private readonly limit: number,
    known: readonly string[] = [],
  ) {
    this.counts = new Map(known.map((value) => [value, 0]));
    if (!(limit >= this.counts.size)) throw new Error(`${limit} categories leave no place for ${this.counts.size} known ones.`);
  }

  /** Counts one value; null and undefined count as missing. */
  add(value: string | null | undefined): void {
    if (value == null) this.missing += 1;
    else this.addRows(value, 1);
  }

  merge(counts: CategoryCounts): void {
    counts.values.forEach((value, place) => this.addRows(value, counts.counts[place]!));
    this.other += counts.other;
    this.missing += counts.missing;
  }

  toJSON(): CategoryCounts {
    const { other, missing } = this;
    return { kind: 'categories', values: [...this.counts.keys()], counts: [...this.counts.values()], other, missing };
  }

  private addRows(value: string, rows: number): void {
    const known = this.counts.get(value);
    if (known !== undefined || this.counts.size < this.limit) this.counts.set(value, (known ?? 0) + rows);
    else this.other += rows;
  }
}

/**
 * Checks that edges bound at least one bin.
 * @throws Error where there are fewer than two edges, or they are not finite and increasing.
 */
export function checkEdges(edges: readonly number[]): void {
  if (edges.length < 2) throw new Error(`A histogram needs at least two edges, not ${edges.length}.`);
  edges.forEach((edge, index) => {
    if (!Number.isFinite(edge)) throw new Error(`Edge ${index} is ${edge}, not a finite number.`);
    if (index > 0 && edge <= edges[index - 1]!) throw new Error(`Edge ${index} (${edge}) is not above the one before it.`);
  });
}
