import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';

import type { Comparison } from './comparison.js';
import { compareWithRendering, readRendering } from './csv2ofx-rendering.js';
import { compareWithGenkgo, hasEntries, isGenkgoJson } from './genkgo-camt.js';
import type { Reading } from './read-file.js';
import { compareWithWolph, isWolphJson } from './wolph-mt940.js';

/** The results that somebody wrote down for a file. */
export interface Expectation {
  /** Where from, for the table. */
  name: string;
  /** Whether the file is to have movements; one without may be refused. */
  hasMovements: boolean;
  /** Currency for a file that states none. */
  currency?: string;
  /** For a file of another name of the same kind: where it differs, that proves nothing. */
  isOfVariant?: true;
  compare(reading: Reading, result: Comparison): Promise<void> | void;
}

/**
 * What is expected of a file, found by where it lies:
 * `NAME.json` beside it (genkgo/camt), its entry in the `expected.json` of a folder above it (wolph/mt940), or
 * `expected/NAME.ofx` and `.qif` beside it (csv2ofx; also those of the NAME that a `NAME_variant` begins with).
 */
export function expectationsFor(path: string, root: string): Expectation[] {
  return [...besideIt(path), ...inFoldersAbove(path, root), ...renderings(path)];
}

function besideIt(path: string): Expectation[] {
  const json = readJson(`${path.slice(0, -extname(path).length)}.json`);
  if (!isGenkgoJson(json)) return [];
  const compare = (reading: Reading, result: Comparison): void => compareWithGenkgo(reading, json, result);
  return [{ name: 'genkgo/camt', hasMovements: hasEntries(json), compare }];
}

function inFoldersAbove(path: string, root: string): Expectation[] {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const json = readJson(join(folder, 'expected.json'));
    if (isWolphJson(json)) {
      const expected = json[relative(folder, path).replaceAll('\\', '/')] ?? json[basename(path)];
      if (!expected) return [];
      const compare = (reading: Reading, result: Comparison): Promise<void> =>
        compareWithWolph(reading, expected, readFileSync(path), result);
      return [{ name: 'wolph/mt940', hasMovements: expected.transactions.length > 0, compare }];
    }
    if (resolve(folder) === resolve(root) || folder === dirname(folder)) return [];
  }
}

function renderings(path: string): Expectation[] {
  const folder = join(dirname(path), 'expected');
  if (!existsSync(folder)) return [];
  const name = basename(path, extname(path));
  const known = readdirSync(folder).filter((file) => /\.(?:ofx|qif)$/i.test(file));
  const own = known.filter((file) => basename(file, extname(file)) === name);
  const parents = known.filter((file) => new RegExp(`^${escape(basename(file, extname(file)))}[_-]`).test(name));
  return (own.length > 0 ? own : parents).map((file) => {
    const rendering = readRendering(readFileSync(join(folder, file), 'utf8'), file);
    return {
      name: `csv2ofx ${extname(file).slice(1)}`,
      hasMovements: rendering.movements.length > 0,
      currency: rendering.currency,
      ...(own.length === 0 && { isOfVariant: true as const }),
      compare: (reading, result) => compareWithRendering(reading, rendering, result),
    };
  });
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
