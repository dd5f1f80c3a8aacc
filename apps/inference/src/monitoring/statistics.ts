import { addCounts, type Counts } from '../drift/distribution.js';

/** What a shadow said of rows that another version answered. */
export interface ShadowStatistics {
  rows: number;
  agreed: number;
  /** Σ |confidence − confidence|. */
  confidenceDifference: number;
  /** `champion\tchallenger` → rows; also where they agree. */
  pairs: Record<string, number>;
}

/** What was seen of one version in a stretch of time. It is JSON. */
export interface Statistics {
  rows: number;
  /** Σ confidence of the first answer. */
  confidence: number;
  inputs: Record<string, Counts>;
  outputs: Record<string, Counts>;
  /** By the version that answered. */
  shadow?: Record<string, ShadowStatistics>;
}

export function emptyStatistics(): Statistics {
  return { rows: 0, confidence: 0, inputs: {}, outputs: {} };
}

/** Adds `more` to `sum`, which it changes. */
export function addStatistics(sum: Statistics, more: Statistics): void {
  sum.rows += more.rows;
  sum.confidence += more.confidence;
  for (const kind of ['inputs', 'outputs'] as const) {
    for (const [signal, counts] of Object.entries(more[kind])) {
      const known = sum[kind][signal];
      if (known) addCounts(known, counts);
      else sum[kind][signal] = structuredClone(counts);
    }
  }
  for (const [champion, shadow] of Object.entries(more.shadow ?? {})) {
    const known = ((sum.shadow ??= {})[champion] ??= { rows: 0, agreed: 0, confidenceDifference: 0, pairs: {} });
    known.rows += shadow.rows;
    known.agreed += shadow.agreed;
    known.confidenceDifference += shadow.confidenceDifference;
    for (const [pair, rows] of Object.entries(shadow.pairs)) known.pairs[pair] = (known.pairs[pair] ?? 0) + rows;
  }
}

/** Cohen's kappa: agreement beyond what chance gives for how often each version says what (Cohen 1960). */
export function kappaOf({ rows, agreed, pairs }: ShadowStatistics): number {
  const [champion, challenger] = [new Map<string, number>(), new Map<string, number>()];
  for (const [pair, count] of Object.entries(pairs)) {
    const [a, b] = pair.split('\t') as [string, string];
    champion.set(a, (champion.get(a) ?? 0) + count);
    challenger.set(b, (challenger.get(b) ?? 0) + count);
  }
  let chance = 0;
  for (const [name, count] of champion) chance += (count / rows) * ((challenger.get(name) ?? 0) / rows);
  return chance === 1 ? 1 : (agreed / rows - chance) / (1 - chance);
}
