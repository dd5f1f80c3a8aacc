import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLabelledFile, readMappedFile, type LabelledLine, type LabelMapping } from '../evaluation/labelled-file.js';
import { findUpwards } from './find-upwards.js';

/** Columns of the sets that have no mapping of their own; their labels are categories of the second level. */
const COLUMNS: LabelMapping = { description: 'description', amount: 'amount', label: 'category' };

/** The labelled lines of each file of `evaluation/sets`, by file name without its ending; none where the folder is missing. */
export function readDevelopmentSets(folder = findUpwards('models/transaction-category/evaluation/sets')): Map<string, LabelledLine[]> {
  const sets = new Map<string, LabelledLine[]>();
  if (!folder) return sets;
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.csv')) continue;
    const name = file.slice(0, -'.csv'.length);
    const mapping = join(folder, `${name}.map.json`);
    const { lines } = existsSync(mapping) ? readLabelledFile(join(folder, file), mapping) : readMappedFile(join(folder, file), COLUMNS);
    sets.set(name, lines);
  }
  return sets;
}
