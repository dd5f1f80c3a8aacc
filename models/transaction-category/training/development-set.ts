import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLabelledFile, type LabelledLine } from '../evaluation/labelled-file.js';
import { findUpwards } from './find-upwards.js';

/** The labelled lines of each file of `evaluation/sets`, by file name without its ending; none where the folder is missing. */
export function readDevelopmentSets(): Map<string, LabelledLine[]> {
  const folder = findUpwards('models/transaction-category/evaluation/sets');
  const sets = new Map<string, LabelledLine[]>();
  if (!folder) return sets;
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.csv')) continue;
    const name = file.slice(0, -'.csv'.length);
    sets.set(name, readLabelledFile(join(folder, file), join(folder, `${name}.map.json`)).lines);
  }
  return sets;
}
