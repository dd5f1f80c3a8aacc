import type { Trial } from './try-file.js';

interface Line {
  files: number;
  read: number;
  refused: number;
  asked: number;
  rows: number;
  failed: number;
  cpuMs: number;
  slowestMs: number;
  findings: number;
}

export interface Finding {
  index: number;
  text: string;
}

/** Counts what the mutants of each format came to. */
export class Tally {
  readonly findings: Finding[] = [];
  peakRssMb = 0;
  private readonly lines = new Map<string, Line>();

  add(trial: Trial, rssMb: number): void {
    this.peakRssMb = Math.max(this.peakRssMb, rssMb);
    const line = this.lines.get(trial.format) ?? emptyLine();
    this.lines.set(trial.format, line);
    line.files++;
    line[trial.result]++;
    line.rows += trial.rows;
    line.failed += trial.failed;
    line.cpuMs += trial.cpuMs;
    line.slowestMs = Math.max(line.slowestMs, trial.cpuMs);
    line.findings += trial.findings.length;
    for (const text of trial.findings)
      this.addFinding({ index: trial.index, text: `${text}\n  index ${trial.index}, ${trial.seed}: ${trial.steps.join(', ')}` });
  }

  addFinding(finding: Finding): void {
    this.findings.push(finding);
  }

  table(): string {
    const heads = ['format', 'files', 'read', 'refused', 'asked', 'rows', 'failed', 'ms a file', 'slowest ms', 'findings'];
    const cells = [...this.lines].map(([format, line]) => [
      format,
      line.files,
      line.read,
      line.refused,
      line.asked,
      line.rows,
      line.failed,
      (line.cpuMs / line.files).toFixed(1),
      Math.round(line.slowestMs),
      line.findings,
    ]);
    const all = [heads, ...cells.map((row) => row.map(String))];
    const widths = heads.map((_, i) => Math.max(...all.map((row) => (row[i] as string).length)));
    const text = all.map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join('  '),
    );
    return `${text.join('\n')}\nlargest resident memory of a reading process: ${Math.round(this.peakRssMb)} MB`;
  }

  counts(): Record<string, unknown> {
    const all = [...this.lines.values()];
    const sum = (key: keyof Line): number => all.reduce((total, line) => total + line[key], 0);
    return {
      files: sum('files'),
      read: sum('read'),
      refused: sum('refused'),
      asked: sum('asked'),
      rows: sum('rows'),
      failed: sum('failed'),
      slowestMs: Math.round(Math.max(0, ...all.map(({ slowestMs }) => slowestMs))),
      peakRssMb: Math.round(this.peakRssMb),
      findings: this.findings.length,
    };
  }
}

function emptyLine(): Line {
  return { files: 0, read: 0, refused: 0, asked: 0, rows: 0, failed: 0, cpuMs: 0, slowestMs: 0, findings: 0 };
}
