import { SaxesParser } from 'saxes';

import { StatementError } from '../statement.js';

/** An element of an XML file with all that is in it; names are without namespace prefixes. */
export interface XmlElement {
  name: string;
  /** 1-based line on which its opening tag ends. */
  line: number;
  attributes: Readonly<Record<string, string>>;
  /** Its own text, trimmed; not that of its children. */
  text: string;
  children: XmlElement[];
  /** It had more elements than {@link MAX_PIECE_ELEMENTS}; those beyond are missing. */
  incomplete?: true;
}

export type XmlEvent =
  /** An element begins that is not inside a piece: a container, or a piece itself. */
  | { kind: 'open'; name: string; line: number }
  /** A container ends. */
  | { kind: 'close'; name: string }
  /** A piece is complete. */
  | { kind: 'piece'; element: XmlElement };

/** More open elements than any statement has. */
const MAX_DEPTH = 64;
/** A tag, text or comment of more characters than this is no statement's. */
const MAX_MARKUP = 1024 * 1024;
const MAX_ELEMENTS = 20_000_000;
export const MAX_PIECE_ELEMENTS = 20_000;
/** Characters of the longest text that is kept of an element. */
const MAX_TEXT = 64 * 1024;
const MAX_FORGIVEN = 10_000;
/** What a person can still read around: signs that XML forbids, entities of HTML, several documents one after another. */
const FORGIVABLE =
  /: undefined entity\.$|: disallowed character\.$|only one root|XML declaration must (?:appear|be) at the start|outside of root node/;

/**
 * Takes an XML file in pieces of text apart into the elements that `isPiece` names (by name and parent's name), each given
 * whole as soon as it ends, and not kept in the element around it. Nothing else is held, however large the file.
 *
 * Document types are refused, so that there are no entities to expand and no other files to fetch. At the first error of
 * structure reading stops, and {@link broken} says what it was; what came before stands.
 */
export class XmlPieces {
  /** Why the rest of the file cannot be read. */
  broken: { line: number; message: string } | undefined;

  private readonly parser = new SaxesParser();
  private readonly names: string[] = [];
  /** The elements being built, the outermost first; empty outside pieces. */
  private readonly building: XmlElement[] = [];
  private readonly pieceSizes: number[] = [];
  private events: XmlEvent[] = [];
  private elements = 0;
  private quiet = 0;
  private begun = false;
  private forgiven = 0;

  constructor(private readonly isPiece: (name: string, parent: string | undefined) => boolean) {
    this.parser.on('opentag', ({ name, attributes, isSelfClosing: _ }) => this.open(localName(name), attributes));
    this.parser.on('closetag', () => this.close());
    this.parser.on('text', (text) => this.addText(text));
    this.parser.on('cdata', (text) => this.addText(text));
    this.parser.on('doctype', () => {
      throw this.refusal('The file declares a document type. No statement needs that, and it can be an attack');
    });
    this.parser.on('error', (error) => {
      // Forgiving costs time: who needs it everywhere did not write XML.
      if (!FORGIVABLE.test(error.message) || ++this.forgiven > MAX_FORGIVEN)
        throw new StructureError(error.message.replace(/^\d+:\d+: /, ''));
    });
  }

  /** What is complete with this text. Throws StatementError import.malformed for what no statement has. */
  push(text: string): XmlEvent[] {
    if (this.broken) return [];
    const start = this.begun ? text : text.trimStart();
    if (start === '') return [];
    this.begun = true;
    this.quiet += start.length;
    this.feed(() => void this.parser.write(start));
    if (this.quiet > MAX_MARKUP) throw this.refusal('A tag, text or comment of the file does not end');
    return this.take();
  }

  /** Tells that the file has ended. Whether it was complete, {@link broken} says. */
  end(): void {
    if (!this.broken) this.feed(() => void this.parser.close());
  }

  /** Whether an element of that name is begun and has not ended. */
  isOpen(name: string): boolean {
    return this.names.includes(name);
  }

  private feed(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof StructureError)) throw error;
      this.broken = { line: this.parser.line, message: error.message };
    }
  }

  private take(): XmlEvent[] {
    const { events } = this;
    this.events = [];
    return events;
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.quiet = 0;
    if (this.names.length >= MAX_DEPTH) throw this.refusal('The file nests deeper than a statement does');
    if (++this.elements > MAX_ELEMENTS) throw this.refusal('The file has more elements than any statement');
    const { line } = this.parser;
    const isPiece = this.isPiece(name, this.names.at(-1));
    this.names.push(name);
    const outside = this.building.length === 0;
    if (outside && !isPiece) this.events.push({ kind: 'open', name, line });
    else {
      if (isPiece) {
        this.events.push({ kind: 'open', name, line });
        this.pieceSizes.push(0);
      }
      this.building.push({ name, line, attributes, text: '', children: [] });
    }
  }

  private close(): void {
    this.quiet = 0;
    const name = this.names.pop() as string;
    const element = this.building.pop();
    if (!element) this.events.push({ kind: 'close', name });
    else {
      element.text = element.text.trim();
      if (this.isPiece(name, this.names.at(-1))) {
        this.pieceSizes.pop();
        this.events.push({ kind: 'piece', element });
      } else this.attach(element);
    }
  }

  private attach(element: XmlElement): void {
    const parent = this.building.at(-1) as XmlElement;
    const size = (this.pieceSizes.at(-1) as number) + 1;
    this.pieceSizes[this.pieceSizes.length - 1] = size;
    if (element.incomplete) parent.incomplete = true;
    if (size > MAX_PIECE_ELEMENTS) parent.incomplete = true;
    else parent.children.push(element);
  }

  private addText(text: string): void {
    this.quiet = 0;
    const element = this.building.at(-1);
    if (element && element.text.length < MAX_TEXT) element.text += text.slice(0, MAX_TEXT);
  }

  private refusal(what: string): StatementError {
    return new StatementError('import.malformed', `${what} (line ${this.parser.line}). The file was not read.`);
  }
}

/** The file is not well-formed XML from here on. */
class StructureError extends Error {}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The first element reached from `element` by child names; each step may name alternatives, `Nm|Pty`. */
export function find(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let at = element;
  for (const step of path) at = at?.children.find(({ name }) => name === step || isAlternative(name, step));
  return at;
}

function isAlternative(name: string, step: string): boolean {
  return step.includes('|') && step.split('|').includes(name);
}

/** The children of that name. */
export function all(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text at the end of a path as {@link find} follows it; undefined for none or an empty one. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  return find(element, ...path)?.text || undefined;
}
