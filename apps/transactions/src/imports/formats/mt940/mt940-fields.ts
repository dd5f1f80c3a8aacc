/** A field of a SWIFT message: its tag and its lines, as they stand in the file. */
export interface Mt940Field {
  /** `20`, `25`, `60F`, `61`, `86` …; `-` for the end of a message. */
  tag: string;
  /** The first line without the tag; spaces at line ends are kept, for lines are cut anywhere. */
  lines: string[];
  /** 1-based line of the file. */
  line: number;
  /** The file ends in this field, without a line end. */
  atEnd?: true;
}

/** Fields of MT940 and MT942 messages, with `NS` as German and Hungarian banks add it. What looks like another is text. */
const FIELD = /^:(20|21|25P?|28C?|60[FM]?|61|62[FM]?|64|65|86|NS|13D?|34F|90[CD]):/;
/** The end of a message, perhaps with the envelope's last blocks. */
const END = /^-(?:\}.*)?\s*$/;
/** Characters of a line, and of a field after its first line, that are kept; a field has 6 lines of 65 by the standard. */
const MAX_LINE = 8 * 1024;
const MAX_FIELD = 8 * 1024;

/**
 * The fields of SWIFT messages (MT940, MT942) fed in pieces of text. Takes files with or without the envelope `{1:…}{4:…-}`,
 * with words between messages, and with `@@` for line ends, as old German software writes.
 */
export class Mt940Fields {
  private rest = '';
  private line = 0;
  private field: Mt940Field | undefined;
  private room = MAX_FIELD;

  /** The fields that are complete with this text. */
  push(piece: string): Mt940Field[] {
    const input = (this.rest + piece).replace(/@@(?=[:-])/g, '\n');
    const fields: Mt940Field[] = [];
    let at = 0;
    for (let end = input.indexOf('\n'); end !== -1; end = input.indexOf('\n', at)) {
      this.addLine(input.slice(at, Math.min(end, at + MAX_LINE)), fields);
      at = end + 1;
    }
    this.rest = input.slice(at, at + MAX_LINE);
    return fields;
  }

  /** The fields that remain at the end of the file. */
  end(): Mt940Field[] {
    const fields: Mt940Field[] = [];
    const isBroken = this.rest !== '';
    if (isBroken) this.addLine(this.rest, fields);
    if (this.field) fields.push(isBroken ? { ...this.field, atEnd: true } : this.field);
    this.field = undefined;
    this.rest = '';
    return fields;
  }

  private addLine(raw: string, done: Mt940Field[]): void {
    this.line++;
    // Control characters frame messages in some transports.
    let line = raw.replace(/^[\p{Cc}\ufeff]+/u, '');
    if (line.startsWith('{')) line = line.replace(/^\{.*\{4:\s*/, '');
    const tag = FIELD.exec(line)?.[1];
    if (tag !== undefined) this.begin(tag, line.slice(tag.length + 2), done);
    else if (END.test(line)) this.begin('-', '', done);
    else if (line.startsWith('{') || line.trim() === '') return;
    else if (this.field && this.room > 0) {
      this.field.lines.push(line);
      this.room -= line.length;
    }
  }

  private begin(tag: string, value: string, done: Mt940Field[]): void {
    if (this.field) done.push(this.field);
    this.field = { tag, lines: [value], line: this.line };
    this.room = MAX_FIELD;
  }
}
