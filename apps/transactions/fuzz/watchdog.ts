import { readFileSync } from 'node:fs';

/** How often a {@link Watchdog} is to look. */
export const CHECK_MS = 1_000;
/** Processor time without an answer after which a reader hangs. */
const MAX_BUSY_MS = 10_000;
/** Looks without an answer after which it hangs, for it may wait for what never comes, and so be idle. */
const MAX_CHECKS = 60;

/**
 * Says when a process hangs, without the clock: a machine that is paused, or busy with other work, makes nothing hang. Looks are
 * counted, not seconds, since all those of a pause come to one.
 */
export class Watchdog {
  private checks = 0;
  private busyBefore = 0;

  /** The process gave a sign of life; `busyMs` is the processor time that it has used so far, where that is known. */
  answered(busyMs: number | undefined): void {
    this.checks = 0;
    this.busyBefore = busyMs ?? 0;
  }

  /** To be called every {@link CHECK_MS}: why the process hangs, or undefined. */
  check(busyMs: number | undefined): string | undefined {
    this.checks++;
    const busy = (busyMs ?? 0) - this.busyBefore;
    if (busy >= MAX_BUSY_MS) return `no end after ${(busy / 1_000).toFixed(1)} s of processor time`;
    return this.checks >= MAX_CHECKS ? `no end after ${this.checks} s` : undefined;
  }
}

/** Processor time in ms that another process has used, all its threads together; undefined where only Linux could tell (proc(5)). */
export function processorMs(pid: number | undefined): number | undefined {
  try {
    // Behind the name, which may have spaces: field 14 and 15 of all are the time in user and kernel mode, in ticks of 10 ms.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? ticks * 10 : undefined;
  } catch {
    return undefined;
  }
}
