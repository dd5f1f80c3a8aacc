import { SaxesParser } from 'saxes';

import { StatementError } from '../statement.js';

const MAX_DEPTH = 64;
/** Characters between two tags: Excel's longest text has 32,767. */
const MAX_TEXT = 1024 * 1024;

/** What is told of a part of a workbook; names are without namespace prefixes. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  /** `text` is all that stands directly before the closing tag. */
  close?(name: string, text: string): void;
}

/**
 * Feeds the XML of `pieces` to `handler`, and yields after each piece, so that what the handler has gathered can be taken.
 * Document types are refused: without them there are no entities to expand.
 *
 * @throws StatementError import.malformed
 */
export async function* xmlEvents(pieces: AsyncIterable<string>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let depth = 0;
  let text = '';
  const refuse = (what: string): never => {
    throw new StatementError('import.malformed', `The workbook is damaged: ${what}.`);
  };
  const add = (part: string): void => {
    text += part;
    if (text.length > MAX_TEXT) refuse('a text does not end');
  };
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) refuse('its XML nests deeper than a sheet does');
    text = '';
    handler.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    handler.close?.(localName(name), text);
    text = '';
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('doctype', () => refuse('it declares a document type'));
  parser.on('error', (error) => refuse(error.message.slice(0, 150)));
  for await (const piece of pieces) {
    parser.write(piece);
    yield;
  }
  parser.close();
  yield;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
