/** One record of a CSV file. */
export interface CsvRecord {
  /** 1-based line on which it begins. */
  line: number;
  fields: string[];
  /** The record as it stands in the file. */
  raw: string;
  /** True for the last record of a file that does not end with a line end. */
  unended?: boolean;
  /** Why `fields` is empty: a quote that never closes, or a line beyond {@link MAX_RECORD}. */
  problem?: 'unclosed-quote' | 'too-long';
}

/** Characters of the longest record; a longer one is a problem of that record alone. */
export const MAX_RECORD = 128 * 1024;

/**
 * Splits CSV text, fed in pieces with `\n` line ends, into records (RFC 4180, read leniently).
 *
 * Own code and not csv-parse, for two reasons: a quote that never closes costs one line here and
 * not the rest of the file, and it is several times as fast, since a line without quotes is one
 * `split`. A quote is special only at the beginning of a field; inside a quoted field, a quote
 * that neither doubles nor ends the field is text. A quoted field may run over lines; if it does
 * and then ends in the middle of a field, its opening quote was a stray one: the line it stands
 * on is reported and reading goes on with the next line.
 */
export class CsvSplitter {
  private rest = '';
  private line = 1;
  /** Up to here in `rest` an unclosed quote has been looked for in vain: fields end with their line. */
  private oneLineUntil = 0;
  private skippingLongLine = false;
  /** The next delimiter in `rest`, once looked for; -1 for not yet. */
  private nextDelimiter = -1;

  constructor(
    private readonly delimiter: string,
    private readonly quote: string,
  ) {}

  /** The records that are complete with this piece of text. */
  push(text: string): CsvRecord[] {
    this.rest += text;
    return this.take(false);
  }

  /** The records that remain at the end of the file. */
  end(): CsvRecord[] {
    const unended = !this.rest.endsWith('\n');
    const records = this.take(true);
    const final = records.at(-1);
    if (final && unended) final.unended = true;
    return records;
  }

  private take(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    const { rest, quote, delimiter } = this;
    let at = 0;
    this.nextDelimiter = -1;
    let nextQuote = quote ? rest.indexOf(quote) : -1;
    while (at < rest.length) {
      let end = rest.indexOf('\n', at);
      if (end === -1) {
        if (!last && rest.length - at <= MAX_RECORD) break;
        end = rest.length;
      }
      if (this.skippingLongLine || end - at > MAX_RECORD) {
        if (!this.skippingLongLine)
          records.push({ line: this.line, fields: [], raw: rest.slice(at, at + 400), problem: 'too-long' });
        this.skippingLongLine = end === rest.length && !last;
        if (!this.skippingLongLine) this.line++;
        at = end + 1;
        continue;
      }
      if (nextQuote !== -1 && nextQuote < at) nextQuote = rest.indexOf(quote, at);
      if (nextQuote === -1 || nextQuote >= end) {
        const raw = rest.slice(at, end);
        records.push({ line: this.line, fields: raw.split(delimiter), raw });
        this.line++;
        at = end + 1;
        continue;
      }
      const split = this.splitQuoted(at, end, last);
      if (split === 'incomplete') break;
      if (split === 'stray') {
        records.push({ line: this.line, fields: [], raw: rest.slice(at, end), problem: 'unclosed-quote' });
        this.line++;
        at = end + 1;
        continue;
      }
      records.push({ line: this.line, fields: split.fields, raw: rest.slice(at, split.end) });
      this.line += split.lines;
      at = split.end + 1;
    }
    this.rest = rest.slice(at);
    this.oneLineUntil = Math.max(0, this.oneLineUntil - at);
    return records;
  }

  /** The fields of a record that has a quote in it. `lineEnd` is where its first line ends. */
  private splitQuoted(
    start: number,
    lineEnd: number,
    last: boolean,
  ): { fields: string[]; end: number; lines: number } | 'incomplete' | 'stray' {
    const { rest, quote, delimiter } = this;
    const fields: string[] = [];
    const oneLine = start < this.oneLineUntil;
    let lines = 1;
    let at = start;
    let end = lineEnd;
    for (;;) {
      const open = this.openingQuote(at, end);
      if (open === -1) {
        const next = Math.min(this.delimiterFrom(at), end);
        fields.push(rest.slice(at, next));
        if (next === end) return { fields, end, lines };
        at = next + 1;
        continue;
      }
      let value = '';
      let from = open + 1;
      let search = from;
      for (;;) {
        const close = rest.indexOf(quote, search);
        const tooFar = (close === -1 ? rest.length : close) - start > MAX_RECORD;
        if (tooFar || close === -1) {
          if (!tooFar && !last) return 'incomplete';
          this.oneLineUntil = Math.max(this.oneLineUntil, Math.min(rest.length, start + MAX_RECORD));
          return 'stray';
        }
        if (close > end && oneLine) return 'stray';
        if (close + 1 === rest.length && !last) return 'incomplete';
        if (rest[close + 1] === quote) {
          value += rest.slice(from, close + 1);
          from = search = close + 2;
          continue;
        }
        let after = close + 1;
        while (rest[after] === ' ') after++;
        if (after < rest.length && rest[after] !== delimiter && rest[after] !== '\n') {
          if (close > end) return 'stray';
          search = close + 1;
          continue;
        }
        if (after === rest.length && !last) return 'incomplete';
        value += rest.slice(from, close);
        fields.push(value);
        if (close > end) {
          for (let nl = end; nl !== -1 && nl < close; nl = rest.indexOf('\n', nl + 1)) lines++;
          const newEnd = rest.indexOf('\n', close);
          if (newEnd === -1 && !last) return rest.length - start > MAX_RECORD ? 'stray' : 'incomplete';
          end = newEnd === -1 ? rest.length : newEnd;
        }
        if (after >= rest.length || rest[after] === '\n') return { fields, end, lines };
        at = after + 1;
        break;
      }
    }
  }

  /** Where the next delimiter stands; looked for once, so that a text without any is not searched line by line. */
  private delimiterFrom(at: number): number {
    if (this.nextDelimiter < at) {
      const found = this.rest.indexOf(this.delimiter, at);
      this.nextDelimiter = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.nextDelimiter;
  }

  /** Where the field at `at` opens a quote (spaces may stand before it), or -1. */
  private openingQuote(at: number, end: number): number {
    let i = at;
    while (i < end && this.rest[i] === ' ') i++;
    return i < end && this.rest[i] === this.quote ? i : -1;
  }
}
