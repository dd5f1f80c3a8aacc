import { readLabelled } from './labelled-details.js';
import type { Mt940Details } from './stated-details.js';
import { readNumbered, readNumberedLines } from './numbered-details.js';
import { readSlashed } from './slashed-details.js';

/** Characters of a line by the standard. Some banks count the tag (`:86:`) of the first one. */
const LINE = 65;

/**
 * The details in the lines of one or several `:86:` fields.
 *
 * Banks write them in one of these ways: numbered subfields (`166?00GUTSCHRIFT?20SVWZ+Rent`: German, Austrian, Polish, Czech and
 * Dutch banks), words between slashes (`/TRTP/SEPA/NAME/Jan/REMI/Rent`: Dutch, Belgian and Scandinavian ones), labels (`OD: Jan;
 * TYT.: Rent`: Polish ones), or as free text.
 */
export function readDetails(fields: ReadonlyArray<readonly string[]>): Mt940Details {
  const text = fields.map(joinLines).join(' ').trim();
  return readNumbered(text) ?? readSlashed(text) ?? readLabelled(text) ?? { text };
}

/** The details in the lines of a `:NS:` field. */
export function readNonSwift(lines: readonly string[]): Mt940Details {
  return readNumberedLines(lines);
}

/** Lines are cut wherever they are full, also in the middle of a word; one that is shorter ended at a space. */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  let isFull = true;
  lines.forEach((line, i) => {
    text += isFull ? line : ` ${line}`;
    isFull = line.length >= (i === 0 ? LINE - ':86:'.length : LINE);
  });
  return text;
}
