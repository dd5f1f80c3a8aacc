import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 200;

/** Highest memory so far, in MB (10^6 bytes). */
export interface PeakMemory {
  /** Resident memory of Steward's process. */
  processMb: number;
  /** The database's processes. Pages that they share count once: the kernel's "proportional set size". */
  databaseMb: number;
  /** Both together, at the moment when they were largest. */
  allMb: number;
}

/** Steward's process and its database's first one, which is in a session of its own. */
export interface Processes {
  pid: number;
  databasePid: number;
}

/** Watches the memory of Steward and its database until `stop()`. Linux only: it reads /proc. */
export function watchMemory({ pid, databasePid }: Processes): { stop(): PeakMemory } {
  const peak: PeakMemory = { processMb: 0, databaseMb: 0, allMb: 0 };
  const proportional = (each: number): number => megabytes(kilobytes(`/proc/${each}/smaps_rollup`, 'Pss'));
  const look = (): void => {
    const databaseMb = familyOf(databasePid).reduce((sum, each) => sum + proportional(each), 0);
    const status = `/proc/${pid}/status`;
    // The kernel keeps the peak of a process itself.
    peak.processMb = Math.max(peak.processMb, megabytes(kilobytes(status, 'VmHWM')));
    peak.databaseMb = Math.max(peak.databaseMb, databaseMb);
    peak.allMb = Math.max(peak.allMb, databaseMb + megabytes(kilobytes(status, 'VmRSS')));
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

/** Seconds of processor time used so far. Those of a database session that has ended are in its parent's sum. */
export function cpuSeconds({ pid, databasePid }: Processes): { process: number; database: number } {
  const sum = (family: number[]): number => family.reduce((seconds, each) => seconds + cpuOf(each), 0);
  return { process: sum(familyOf(pid)), database: sum(familyOf(databasePid)) };
}

function cpuOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime, stime and those of children that were waited for, in hundredths of a second
  return [11, 12, 13, 14].reduce((ticks, field) => ticks + Number(fields[field] ?? 0), 0) / 100;
}

const megabytes = (kibibytes: number): number => (kibibytes * 1.024) / 1000;

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
