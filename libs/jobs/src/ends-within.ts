import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `work`, but no longer than `ms` milliseconds; @returns whether it ended, well or not. */
export async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const abort = new AbortController();
  const ended = work.then(
    () => true,
    () => true,
  );
  const timer = sleep(ms, false, { signal: abort.signal }).catch(() => false);
  const result = await Promise.race([ended, timer]);
  abort.abort();
  return result;
}
