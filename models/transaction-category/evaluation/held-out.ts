import { readDevelopmentSets } from '../training/development-set.js';
import type { LabelledLine } from './labelled-file.js';

/** The fixed lines that versions are compared on; none where the sets are not there. Nothing is trained on them. */
export function heldOutLines(): LabelledLine[] {
  return [...readDevelopmentSets().values()].flat();
}
