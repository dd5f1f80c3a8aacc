import iconv from 'iconv-lite';

import type { ByteSource, StatementWarning } from './statement.js';
import { MAX_FILE_BYTES, StatementError } from './statement.js';

/** A piece of a file's text, with `\n` for every line end and without NUL characters. */
export interface TextPiece {
  text: string;
  /** Bytes of the file taken in so far. */
  bytesRead: number;
}

/** Bytes decoded at a time, whatever the chunks of the source: single bytes cost no more, and large chunks no more memory. */
const PIECE_BYTES = 64 * 1024;
const MANY_CHUNKS = 4_096;

/**
 * The text of a file, piece by piece. NUL characters are dropped and bytes that are not of the
 * encoding become U+FFFD; the first of either is told through `warn` with its line.
 *
 * @throws StatementError import.unknown-encoding, import.too-large, import.empty-file
 */
export async function* readText(
  source: ByteSource,
  encoding: string,
  warn: (warning: StatementWarning) => void,
  maxBytes = MAX_FILE_BYTES,
): AsyncGenerator<TextPiece> {
  const decoder = decoderOf(encoding);
  const watch = new Watch(encoding, warn);
  let bytesRead = 0;
  let heldReturn = '';
  for await (const bytes of gather(source)) {
    bytesRead += bytes.length;
    if (bytesRead > maxBytes) throw tooLarge(maxBytes);
    let text = heldReturn + decoder.write(bytes);
    // A carriage return at the end may be half of a line end.
    heldReturn = text.endsWith('\r') ? '\r' : '';
    if (heldReturn) text = text.slice(0, -1);
    yield { text: watch.clean(text), bytesRead };
  }
  if (bytesRead === 0) throw new StatementError('import.empty-file', 'The file is empty.');
  const rest = heldReturn + decoder.end();
  if (rest) yield { text: watch.clean(rest), bytesRead };
}

/** The error for a file of more than `maxBytes`. */
export function tooLarge(maxBytes: number): StatementError {
  const limit = maxBytes >= 1 << 20 ? `${Math.floor(maxBytes / (1 << 20))} MB` : `${maxBytes} bytes`;
  return new StatementError('import.too-large', `The file is larger than ${limit}. Export a shorter period, or split it.`);
}

/** The first `bytes` of a source, and the source again from its beginning. */
export async function readHead(source: ByteSource, bytes: number): Promise<{ head: Uint8Array; source: ByteSource }> {
  const iterator = source[Symbol.asyncIterator]();
  let chunks: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
    // What a chunk costs beside its bytes is much where they are small.
    if (chunks.length >= MANY_CHUNKS) chunks = [Buffer.concat(chunks)];
  }
  // One copy serves for both: a head may be a whole workbook.
  const beginning = Buffer.concat(chunks);
  async function* again(): AsyncGenerator<Uint8Array> {
    try {
      if (beginning.length > 0) yield beginning;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: beginning.subarray(0, bytes), source: again() };
}

/** Watches for what ought not to be in a text, and counts lines to say where it was. */
class Watch {
  private line = 1;
  private sawNul = false;
  private sawBroken = false;
  private started = false;

  constructor(
    private readonly encoding: string,
    private readonly warn: (warning: StatementWarning) => void,
  ) {}

  clean(decoded: string): string {
    let text = decoded.includes('\r') ? decoded.replace(/\r\n?/g, '\n') : decoded;
    if (!this.started && text.length > 0) {
      this.started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    const nul = text.indexOf('\0');
    if (nul !== -1) {
      if (!this.sawNul) {
        this.warn({
          code: 'file.nul-bytes',
          line: this.lineAt(text, nul),
          message: 'The file has NUL bytes, which no text has; they were left out.',
        });
        this.sawNul = true;
      }
    }
    if (!this.sawBroken) {
      const broken = text.indexOf('\ufffd');
      if (broken !== -1) {
        this.sawBroken = true;
        const line = this.lineAt(text, broken);
        this.warn({
          code: 'file.undecodable-bytes',
          line,
          message: `Some characters from line ${line} on are not ${this.encoding}; they are shown as \ufffd. If names look wrong, choose another encoding.`,
        });
      }
    }
    if (!this.sawNul || !this.sawBroken) this.line = this.lineAt(text, text.length);
    return nul === -1 ? text : text.replaceAll('\0', '');
  }

  private lineAt(text: string, position: number): number {
    let line = this.line;
    for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++;
    return line;
  }
}

/** Half of a character outside the basic plane, as damaged UTF-16 has; no database takes it. */
const HALF_CHARACTER = /\p{Cs}/gu;

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

function decoderOf(encoding: string): Decoder {
  if (/^utf-?8$/i.test(encoding)) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const known: boolean = iconv.encodingExists(encoding);
  if (!known)
    throw new StatementError('import.unknown-encoding', `"${encoding.slice(0, 40)}" is not an encoding that can be read.`);
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  // Not every decoder keeps the first half of a character for the next chunk.
  let held = '';
  let length = 0;
  // iconv-lite drops the first half of a pair of bytes at the end in silence.
  const half = (): string => (/^utf-?16/i.test(encoding) && length % 2 === 1 ? '\ufffd' : '');
  return {
    write: (bytes) => {
      length += bytes.length;
      const text = held + decoder.write(asBuffer(bytes));
      held = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
      return text.slice(0, text.length - held.length).replace(HALF_CHARACTER, '\ufffd');
    },
    end: () => (held + (decoder.end() ?? '') + half()).replace(HALF_CHARACTER, '\ufffd'),
  };
}

/** The source in chunks of about {@link PIECE_BYTES}: small ones gathered, large ones cut. */
async function* gather(source: ByteSource): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const part = chunk.subarray(at, at + PIECE_BYTES);
      waiting.push(part);
      size += part.length;
      if (size < PIECE_BYTES) continue;
      yield waiting.length === 1 ? part : Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
