import { readLabelled } from './labelled-details.js';
import { readNumbered, readNumberedLines } from './numbered-details.js';
import { readSlashed } from './slashed-details.js';

/** What the details of a movement (`:86:` or `:NS:`) say, whatever the bank's way of writing them. */
export interface Mt940Details {
  /** What the payer wrote, or all of it where nothing tells the parts apart. */
  text: string;
  /** The bank's words for the kind of movement. */
  kind?: string;
  counterparty?: string;
  counterpartyAccount?: string;
  /** On whose behalf the other side acts. */
  ultimate?: string;
  /** What the one who ordered the payment calls it. */
  customerReference?: string;
  endToEndId?: string;
  mandate?: string;
  creditorId?: string;
  /** `EUR4,5` as written: the amount before an exchange, and the charges. */
  originalAmount?: string;
  charges?: string;
  exchangeRate?: string;
  /** The bank says that the payment came back, and why. */
  returned?: string;
}

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
