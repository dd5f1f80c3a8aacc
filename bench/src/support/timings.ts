/** How long many requests of one kind took, in milliseconds. */
export class Timings {
  private readonly times: number[] = [];

  /** Runs and times one. */
  async measure<T>(run: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await run();
    this.times.push(performance.now() - started);
    return result;
  }

  get count(): number {
    return this.times.length;
  }

  /** The time that a share of the requests (0.95) stayed within, by the nearest rank; 1 is the slowest. */
  quantile(share: number): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  }
}

/** To a tenth. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Asks `/health/live` at a steady beat until stopped. */
export function watchHealth(url: string, everyMs: number): { stop(): Promise<Timings> } {
  const timings = new Timings();
  let running = true;
  const asking = (async () => {
    while (running) {
      const next = performance.now() + everyMs;
      await timings.measure(async () => {
        const response = await fetch(`${url}/health/live`);
        await response.text();
        if (!response.ok) throw new Error(`/health/live answered ${response.status}`);
      });
      await new Promise((resume) => setTimeout(resume, Math.max(0, next - performance.now())));
    }
  })();
  return {
    async stop() {
      running = false;
      await asking;
      return timings;
    },
  };
}
