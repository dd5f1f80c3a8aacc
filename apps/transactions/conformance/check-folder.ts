import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { checkFile, type FileReport, type Verdict } from './check-file.js';

/** Files that accompany statements: licences, notes, and the expectations in JSON. */
const COMPANIONS = /^(?:LICEN[CS]E|NOTICE|README|SOURCES|COPYING|\.)|\.(?:json|md)$/i;

/** Reads every statement file under `folder`, in the order of their names. */
export async function checkFolder(folder: string): Promise<FileReport[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !COMPANIONS.test(basename(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const reports: FileReport[] = [];
  for (const file of files) reports.push(await checkFile(file, folder));
  return reports;
}

/** Files by verdict, and the rows read. */
export function countsOf(reports: readonly FileReport[]): Record<string, number> {
  const count = (verdict: Verdict): number => reports.filter((report) => report.verdict === verdict).length;
  return {
    files: reports.length,
    right: count('right'),
    wrong: count('wrong'),
    refused: count('refused'),
    noExpectation: count('no expectation'),
    rows: reports.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** The reports as a table for a terminal. */
export function tableOf(reports: readonly FileReport[]): string {
  const cells = [
    ['file', 'format', 'rows', 'verdict', 'compared', 'reason'],
    ...reports.map(({ file, format, rows, verdict, compared, reason }) => [
      file,
      format,
      String(rows),
      verdict,
      compared,
      reason,
    ]),
  ];
  const widths = (cells[0] as string[]).map((_, column) => Math.max(...cells.map((row) => (row[column] as string).length)));
  return cells
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] as number))).join('  '),
    )
    .join('\n');
}
