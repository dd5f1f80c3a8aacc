import { SaxesParser } from 'saxes';
import { dayOf, RateFileError, type RateTable } from './rate-table.js';

/** Deeper than any such file is (Envelope, Cube, Cube, Cube). */
const MAX_DEPTH = 16;
const PIECE = 64 * 1024;

/**
 * Reads `eurofxref-daily.xml`, `-hist-90d.xml` or `-hist.xml`: an `Envelope` whose `Cube time="…"` elements hold one
 * `Cube currency="…" rate="…"` a currency. No document type, so no entities but XML's own.
 * @throws RateFileError for what is not well-formed or holds no such element
 */
export function readEcbXml(text: string, into: RateTable): void {
  const parser = new SaxesParser({ position: true });
  let day: string | undefined;
  let depth = 0;
  let days = 0;
  parser.on('error', (error) => {
    throw new RateFileError(`The XML is damaged: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new RateFileError('XML with a document type is not read');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) throw new RateFileError('The XML is nested too deep');
    if (localName(name) !== 'Cube') return;
    const { time, currency, rate } = attributes as Record<string, string | undefined>;
    if (time !== undefined) {
      days++;
      day = dayOf(time);
      if (!day) into.complain(parser.line, `"${time.slice(0, 30)}" is not a day`);
    } else if (currency !== undefined) {
      // Below a day that is none everything was complained of at once.
      if (day) into.add(parser.line, currency, day, rate ?? '');
    }
  });
  parser.on('closetag', () => {
    depth--;
  });
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.close();
  if (days === 0) throw new RateFileError('The XML has no rates in it: a Cube with a time was looked for');
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
