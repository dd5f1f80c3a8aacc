import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

import { StatementError } from '../statement.js';

/** Bytes of the largest part, unpacked: a sheet with a million rows of ten columns has half of it. */
const MAX_PART_BYTES = 1024 * 1024 * 1024;
/** Unpacked to packed: XML shrinks to a tenth, at the utmost to a hundredth. */
const MAX_RATIO = 500;
const MAX_PARTS = 10_000;

/** The parts (files) of a workbook, which is a ZIP archive. */
export class ZipParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws StatementError import.malformed for what is no whole archive, or one that would unpack beyond measure */
  static async open(bytes: Buffer): Promise<ZipParts> {
    const zip = await new Promise<ZipFile>((resolve, reject) =>
      fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, opened) =>
        error ? reject(broken(error)) : resolve(opened),
      ),
    );
    if (zip.entryCount > MAX_PARTS)
      throw new StatementError('import.malformed', 'The archive has far more parts than a workbook.');
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.set(entry.fileName.toLowerCase(), entry);
        zip.readEntry();
      });
      zip.once('end', resolve);
      zip.once('error', (error: Error) => reject(broken(error)));
      zip.readEntry();
    });
    return new ZipParts(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The text of a part in pieces. @throws StatementError import.malformed, also while it is read */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry)
      throw new StatementError('import.malformed', `The workbook is damaged: its part ${name.slice(0, 100)} is missing.`);
    if (entry.isEncrypted())
      throw new StatementError('import.malformed', 'The workbook is protected by a password. Save it without.');
    const { compressedSize, uncompressedSize } = entry;
    if (uncompressedSize > MAX_PART_BYTES || uncompressedSize > 100_000 + compressedSize * MAX_RATIO) {
      throw new StatementError('import.malformed', 'The workbook would unpack to far more than any statement; it was not read.');
    }
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(broken(error)) : resolve(opened))),
    );
    const decoder = new TextDecoder();
    try {
      for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true });
      yield decoder.decode();
    } catch (error) {
      throw error instanceof StatementError ? error : broken(error as Error);
    } finally {
      stream.destroy();
    }
  }
}

function broken(error: Error): StatementError {
  return new StatementError(
    'import.malformed',
    `The workbook is damaged or not complete (${error.message.slice(0, 120)}). Save it again, or export CSV.`,
  );
}
