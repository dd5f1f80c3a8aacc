import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 200;

/** Highest memory so far, in MB (10^6 bytes). */
export interface PeakMemory {
  /** The process and all below it. Pages that they share count once: the kernel's "proportional set size". */
  allMb: number;
  /** Resident memory of the process alone. */
  processMb: number;
}

/**
 * Watches the memory of a process and its descendants (the embedded database's) until `stop()`. Linux only: it reads /proc.
 */
export function watchMemory(pid: number): { stop(): PeakMemory } {
  const peak: PeakMemory = { allMb: 0, processMb: 0 };
  const look = (): void => {
    peak.allMb = Math.max(
      peak.allMb,
      (familyOf(pid).reduce((sum, each) => sum + kilobytes(`/proc/${each}/smaps_rollup`, 'Pss'), 0) / 1000) * 1.024,
    );
    peak.processMb = Math.max(peak.processMb, (kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1000) * 1.024);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

/** The process and everything it started. */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // After the name in brackets, which may hold anything: state, then the parent.
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (let i = 0; i < family.length; i++) {
    for (const [child, parent] of parents) if (parent === family[i]) family.push(child);
  }
  return family;
}

function kilobytes(path: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(read(path))?.[1] ?? 0);
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
