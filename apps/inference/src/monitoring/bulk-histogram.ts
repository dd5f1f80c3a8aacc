interface Series {
  labels: Record<string, string>;
  /** By bucket; the last counts what exceeds all. */
  counts: number[];
  sum: number;
}

/**
 * A histogram that takes many values at once. prom-client's own finds its series anew for each value, which costs a batch of
 * texts a seventh of its run.
 */
export class BulkHistogram {
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  private readonly series = new Map<string, Series>();

  constructor(
    readonly name: string,
    readonly help: string,
    /** Upper bounds, ascending. */
    private readonly buckets: readonly number[],
  ) {}

  /** @param labels always the same names in the same order */
  observe(labels: Record<string, string>, values: Iterable<number>): void {
    const key = Object.values(labels).join('\n');
    let series = this.series.get(key);
    if (!series) {
      series = { labels, counts: Array.from({ length: this.buckets.length + 1 }, () => 0), sum: 0 };
      this.series.set(key, series);
    }
    for (const value of values) {
      let at = 0;
      while (at < this.buckets.length && value > this.buckets[at]!) at++;
      series.counts[at]!++;
      series.sum += value;
    }
  }

  /** What prom-client's registry asks a metric for. */
  async get(): Promise<object> {
    const values = [...this.series.values()].flatMap(({ labels, counts, sum }) => {
      let count = 0;
      const rows = counts.map((own, i) => ({
        metricName: `${this.name}_bucket`,
        labels: { le: this.buckets[i] ?? '+Inf', ...labels },
        value: (count += own),
      }));
      return [
        ...rows,
        { metricName: `${this.name}_sum`, labels, value: sum },
        { metricName: `${this.name}_count`, labels, value: count },
      ];
    });
    return { name: this.name, help: this.help, type: this.type, values, aggregator: this.aggregator };
  }

  reset(): void {
    this.series.clear();
  }
}
