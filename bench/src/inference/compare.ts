/** What one side did in one round. */
export interface Round {
  perSecond: number;
  /** Milliseconds; absent for a loop without clients. */
  p99?: number;
  /** Milliseconds of processor time of one request or batch, without the client's; NaN where the system does not tell. */
  cpuMs: number;
}

export interface Comparison {
  /** Medians of the rounds. */
  ours: Round;
  theirs: Round;
  /** Median of the rounds' ratios, ours to theirs. */
  ratio: number;
  /** The same of the 99th percentiles of the times; NaN where a side has none. */
  p99Ratio: number;
  /** Theirs to ours of the processor times: what the ratio would be were the clients free and nobody else here. */
  cpuRatio: number;
}

/**
 * Measures two sides in turn, because the machine is shared: what disturbs one round disturbs its neighbour as well. One
 * round of each before does not count.
 */
export async function compare(rounds: number, ours: () => Promise<Round>, theirs: () => Promise<Round>): Promise<Comparison> {
  await ours();
  await theirs();
  const pairs: [Round, Round][] = [];
  for (let i = 0; i < rounds; i++) pairs.push([await ours(), await theirs()]);
  const middle = (of: (pair: [Round, Round]) => number) => median(pairs.map(of));
  const sideOf = (side: 0 | 1): Round => ({
    perSecond: middle((pair) => pair[side].perSecond),
    p99: middle((pair) => pair[side].p99 ?? NaN),
    cpuMs: middle((pair) => pair[side].cpuMs),
  });
  return {
    ours: sideOf(0),
    theirs: sideOf(1),
    ratio: middle(([a, b]) => a.perSecond / b.perSecond),
    cpuRatio: middle(([a, b]) => b.cpuMs / a.cpuMs),
    p99Ratio: middle(([a, b]) => (a.p99 ?? NaN) / (b.p99 ?? NaN)),
  };
}

/** The middle one; of an even number the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
