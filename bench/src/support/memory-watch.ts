import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 500;
const KIB_PER_MB = 1_000_000 / 1024;

/** Peak memory of a process and, apart, of its children (the embedded database), from Linux's /proc; zero elsewhere. */
export class MemoryWatch {
  /** Largest sum over the children, each counting its share of what they share (PSS), in KiB. */
  private childrenPeakKib = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Peak resident memory of the process itself since it began (VmHWM), in MB of 10⁶ bytes. */
  processPeakMb(): number {
    return Math.round(field(`/proc/${this.pid}/status`, 'VmHWM') / KIB_PER_MB);
  }

  childrenPeakMb(): number {
    this.look();
    return Math.round(this.childrenPeakKib / KIB_PER_MB);
  }

  private look(): void {
    const kib = descendants(this.pid).reduce((sum, pid) => sum + field(`/proc/${pid}/smaps_rollup`, 'Pss'), 0);
    this.childrenPeakKib = Math.max(this.childrenPeakKib, kib);
  }
}

/** A number of a `Name:   123 kB` file; 0 where the process is gone. */
function field(path: string, name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  let names: string[] = [];
  try {
    names = readdirSync('/proc');
  } catch {
    // No Linux.
  }
  for (const name of names.filter((entry) => /^\d+$/.test(entry)))
    parents.set(Number(name), field(`/proc/${name}/status`, 'PPid'));
  const belongs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent === root || (parent !== undefined && parent > 1 && belongs(parent));
  };
  return [...parents.keys()].filter(belongs);
}
