import { setTimeout as sleep } from 'node:timers/promises';

/** The value that `share` of the measurements (0.95) do not exceed, by the nearest rank; 1 is the largest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

/** Milliseconds that each of `times` requests took, one after another, after a few to warm up. */
export async function timeRequests(times: number, request: (i: number) => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 10; i++) await request(i);
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await request(i);
    taken.push(performance.now() - started);
  }
  return taken;
}

/** Asks `url` every 50 ms until `stop()`, which answers the milliseconds that each answer took. */
export function pollEvery50Ms(url: string): { stop(): Promise<number[]> } {
  const taken: number[] = [];
  let stopped = false;
  const loop = (async () => {
    while (!stopped) {
      const started = performance.now();
      const response = await fetch(url);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      taken.push(performance.now() - started);
      await sleep(50);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await loop;
      return taken;
    },
  };
}
