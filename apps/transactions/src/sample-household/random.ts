/** Seeded random numbers (mulberry32): the same seed gives the same household. */
export class Random {
  private state: number;

  /** @param stream a name; numbers of different streams of one seed have nothing to do with each other */
  constructor(seed: number, stream: string) {
    // FNV-1a of the name, begun at the seed.
    let hash = (seed ^ 0x811c9dc5) >>> 0;
    for (const letter of stream) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
    this.state = hash;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Like {@link between}, but small numbers come more often, as prices do. */
  price(least: number, most: number): number {
    return least + Math.floor(Math.min(this.next(), this.next()) * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.between(0, values.length - 1)]!;
  }

  /** `count` decimal digits. */
  digits(count: number): string {
    return Array.from({ length: count }, () => this.between(0, 9)).join('');
  }
}
