import { StatementError } from './statement.js';

/** A tag of an OFX file, with the text that follows it. */
export interface OfxTag {
  kind: 'open' | 'close';
  /** In capitals, without a namespace. */
  name: string;
  /** The text up to the next tag, entities decoded, trimmed; always empty for a closing tag. */
  value: string;
  line: number;
}

/**
 * Characters of the longest value; what is beyond is dropped (no text of a statement is a tenth as long). Counted from the value's
 * beginning, never from that of a piece: where the pieces end must not change what is read.
 */
const MAX_VALUE = 64 * 1024;
const MAX_TAG = 4_096;
const TAG = /^(\/?)\s*([A-Za-z][\w.-]*:)?([A-Za-z_][\w.]*)/;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The tags of an OFX file fed in pieces of text, for both of its languages: SGML (OFX 1),
 * where a value's tag need not be closed, and XML (OFX 2). It builds no tree, so what it holds
 * does not grow with the file or its depth. A `<` that begins no tag is text, for banks do
 * write such. Document type and entity declarations are refused: no statement has them, and
 * entities that stand for entities are how small files become huge ones.
 */
export class OfxTokenizer {
  private rest = '';
  private line = 1;
  private open: OfxTag | undefined;
  private text = '';
  /** The next line end in the input that is not counted yet, or -1. */
  private newline = -1;

  /** The tags that are complete with this piece. Throws StatementError import.malformed. */
  push(piece: string): OfxTag[] {
    return this.take(this.rest + piece, false);
  }

  /** The tags that remain at the end of the file. */
  end(): OfxTag[] {
    const tags = this.take(this.rest, true);
    this.flush(tags);
    return tags;
  }

  private take(input: string, last: boolean): OfxTag[] {
    const tags: OfxTag[] = [];
    let at = 0;
    this.newline = input.indexOf('\n');
    while (at < input.length) {
      const lt = input.indexOf('<', at);
      if (lt === -1) {
        this.addText(input, at, input.length);
        at = input.length;
        break;
      }
      this.addText(input, at, lt);
      at = lt;
      const end = this.endOfMarkup(input, lt, last);
      if (end === 'incomplete') break;
      if (end === 'text') {
        this.addText(input, lt, lt + 1);
        at = lt + 1;
        continue;
      }
      this.markup(input, lt, end, tags);
      at = end;
    }
    this.rest = input.slice(at);
    return tags;
  }

  /** Where the markup that begins at `lt` ends. */
  private endOfMarkup(input: string, lt: number, last: boolean): number | 'incomplete' | 'text' {
    const unfinished = last ? 'text' : 'incomplete';
    const next = input[lt + 1];
    if (next === undefined) return unfinished;
    if (next === '!') {
      const start = input.slice(lt, lt + 9);
      if (/^<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(input.slice(lt, lt + 12))) {
        throw new StatementError(
          'import.malformed',
          `The file declares a document type or entities (line ${this.line}). No statement needs that, and it can be an attack; the file was not read.`,
        );
      }
      if (input.length - lt < 12 && !last) return 'incomplete';
      const terminator = start.startsWith('<![CDATA[') ? ']]>' : start.startsWith('<!--') ? '-->' : undefined;
      if (!terminator) return 'text';
      const close = input.indexOf(terminator, lt + 4);
      // Where it is not found yet, its first two characters may be there.
      const length = (close === -1 ? input.length - 2 : close) - lt;
      if (length > MAX_VALUE)
        throw new StatementError(
          'import.malformed',
          `A comment or CDATA section on line ${this.line} does not end, or is far too long.`,
        );
      return close === -1 ? unfinished : close + 3;
    }
    if (!/[A-Za-z/?]/.test(next)) return 'text';
    for (let i = lt + 1; i < input.length; i++) {
      const code = input.charCodeAt(i);
      if (code === 62) return i + 1;
      if (code === 60 || i - lt > MAX_TAG) return 'text';
    }
    return unfinished;
  }

  private markup(input: string, start: number, end: number, tags: OfxTag[]): void {
    if (input.startsWith('<![CDATA[', start)) {
      this.addText(input, start + 9, end - 3, true);
      return;
    }
    const match = TAG.exec(input.slice(start + 1, end - 1));
    if (match) {
      this.flush(tags);
      const name = (match[3] as string).toUpperCase();
      if (match[1] === '/') tags.push({ kind: 'close', name, value: '', line: this.line });
      else {
        this.open = { kind: 'open', name, value: '', line: this.line };
        if (input[end - 2] === '/') {
          this.flush(tags);
          tags.push({ kind: 'close', name, value: '', line: this.line });
        }
      }
    }
    this.countLines(input, end);
  }

  /** The open tag with the text gathered for it. */
  private flush(tags: OfxTag[]): void {
    if (this.open) {
      this.open.value = decodeEntities(this.text).trim();
      tags.push(this.open);
    }
    this.open = undefined;
    this.text = '';
  }

  private addText(input: string, from: number, to: number, literal = false): void {
    if (from >= to) return;
    this.countLines(input, to);
    if (!this.open || this.text.length >= MAX_VALUE) return;
    const text = input.slice(from, Math.min(to, from + MAX_VALUE - this.text.length));
    // What stands in a CDATA section is no entity.
    this.text += literal ? text.replaceAll('&', '&amp;') : text;
  }

  /** Counts the line ends before `to`; called with rising positions of one input. */
  private countLines(input: string, to: number): void {
    while (this.newline !== -1 && this.newline < to) {
      this.line++;
      this.newline = input.indexOf('\n', this.newline + 1);
    }
  }
}

/** Text with the five entities of XML and numeric ones decoded, once; any other stays as it stands. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] as string;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
    const isCharacter = code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : code === 9 || code === 10 || code === 13 ? ' ' : whole;
  });
}
