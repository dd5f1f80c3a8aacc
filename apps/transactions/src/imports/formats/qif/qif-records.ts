/** One line of a record: its first letter says what the rest is. */
export interface QifField {
  code: string;
  value: string;
}

/** What stands between two `^`, or a line that begins a section. */
export type QifRecord =
  | { kind: 'section'; line: number; name: string }
  | {
      kind: 'record';
      line: number;
      fields: QifField[];
      /** The file ends without the mark of the record's end: after a whole line, or perhaps in the middle of one. */
      unended?: 'after-line' | 'in-line';
      /** Longer than any record: what is beyond was not kept. */
      tooLong?: boolean;
    };

/** Characters of the longest line, and lines of the longest record, that are kept. */
const MAX_LINE = 16 * 1024;
const MAX_FIELDS = 4_000;

/**
 * Parts QIF text, fed in pieces with `\n` line ends, into its records.
 *
 * A record whose `^` is missing ends where the next begins: at a section, or at a second date (or amount) of one that has both.
 */
export class QifRecords {
  private rest = '';
  private line = 1;
  private record: Extract<QifRecord, { kind: 'record' }> | undefined;

  /** The records that are complete with this piece. */
  push(text: string): QifRecord[] {
    const records: QifRecord[] = [];
    const input = this.rest + text;
    let at = 0;
    for (let end = input.indexOf('\n'); end !== -1; end = input.indexOf('\n', at)) {
      this.take(input.slice(at, Math.min(end, at + MAX_LINE + 1)), records);
      this.line++;
      at = end + 1;
    }
    // Only the beginning of a line without end is kept: one character too many shows that it is too long.
    this.rest = input.slice(at, at + MAX_LINE + 1);
    return records;
  }

  /** What remains at the end of the file. */
  end(): QifRecord[] {
    const records: QifRecord[] = [];
    const inLine = this.rest.trim() !== '';
    if (inLine) this.take(this.rest, records);
    if (this.record) this.record.unended = inLine ? 'in-line' : 'after-line';
    this.finish(records);
    return records;
  }

  private take(whole: string, records: QifRecord[]): void {
    const text = whole.trimEnd();
    const code = text[0];
    if (code === undefined) return;
    if (code === '!') {
      this.finish(records);
      records.push({ kind: 'section', line: this.line, name: text.slice(1).trim() });
      return;
    }
    if (code === '^') {
      this.finish(records);
      return;
    }
    if (this.beginsNext(code)) this.finish(records);
    this.record ??= { kind: 'record', line: this.line, fields: [] };
    if (whole.length > MAX_LINE || this.record.fields.length >= MAX_FIELDS) this.record.tooLong = true;
    else this.record.fields.push({ code, value: text.slice(1).trim() });
  }

  private beginsNext(code: string): boolean {
    const fields = this.record?.fields;
    if (!fields || (code !== 'D' && code !== 'T')) return false;
    const has = (...codes: string[]): boolean => fields.some((field) => codes.includes(field.code));
    return has(code) && has('D') && (code === 'D' || has('T'));
  }

  private finish(records: QifRecord[]): void {
    if (this.record) records.push(this.record);
    this.record = undefined;
  }
}
