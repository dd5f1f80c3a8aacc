import type { Io } from './io.js';

const WIDTH = 30;
const CLEAR_LINE = '\r\u001b[2K';

/** One line that shows how far something is; writes nothing where nobody watches (a pipe, a file, a scheduled run). */
export class ProgressBar {
  private shown = '';

  constructor(
    private readonly label: string,
    private readonly stderr: Io['stderr'],
  ) {}

  /** @param total not known yet when absent: then only what was done is told */
  update(done: number, total?: number, message?: string): void {
    if (!this.stderr.isTTY) return;
    const line = progressLine(this.label, done, total, message).slice(0, (this.stderr.columns ?? 80) - 1);
    if (line === this.shown) return;
    this.shown = line;
    this.stderr.write(CLEAR_LINE + line);
  }

  end(): void {
    if (this.shown) this.stderr.write(CLEAR_LINE);
    this.shown = '';
  }
}

/** `march.csv  [##########--------------------]  33 %  330 of 1000  Reading` */
export function progressLine(label: string, done: number, total?: number, message = ''): string {
  if (!total) return [label, done ? String(done) : '…', message].filter(Boolean).join('  ');
  const share = Math.min(1, done / total);
  const filled = Math.round(share * WIDTH);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(WIDTH - filled)}]`;
  return [label, bar, `${Math.floor(share * 100)} %`.padStart(5), `${done} of ${total}`, message].filter(Boolean).join('  ');
}
